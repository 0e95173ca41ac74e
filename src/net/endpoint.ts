/** A base URL that a credential may be sent to. */
export interface Endpoint {
  /** Without trailing slash. */
  readonly endpoint: string;
  /** Scheme, host and port: what a credential is bound to. */
  readonly origin: string;
}

/** Hosts that never leave this machine; plain http is allowed to these alone. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

/**
 * Checks what a person typed as a base URL: https anywhere, http to loopback only; no user name, password, query or fragment, since those end up in
 * settings and logs. `error` is an English sentence.
 */
export function parseEndpoint(text: string): Endpoint | { readonly error: string } {
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    return { error: 'Enter a full URL, such as https://api.example.com.' };
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return {
      error: 'Use https: plain http is allowed to this machine only, because the credential would travel in the clear.',
    };
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { error: 'Use an https URL.' };
  if (url.username || url.password) return { error: 'Leave user name and password out of the URL.' };
  if (url.search || url.hash) return { error: 'Leave the query (?) and fragment (#) out of the URL.' };
  return { endpoint: url.origin + url.pathname.replace(/\/+$/, ''), origin: url.origin };
}
