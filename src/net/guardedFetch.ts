import { FetchError } from './fetchError.ts';

const MAX_REDIRECTS = 3;

export type Fetch = typeof globalThis.fetch;

/** Headers that say who asks; the only place where a credential meets a request. */
export type Authorize = (headers: Headers) => void;

/**
 * A `fetch` that sends the credential to one origin and nowhere else. Redirects are followed by hand: same origin and same query only, at most three, so that
 * neither the credential nor the request reaches a host that a response named. Throws a {@link FetchError} of kind `redirect` otherwise.
 */
export async function guardedFetch(
  fetch: Fetch,
  origin: string,
  url: URL,
  init: Omit<RequestInit, 'redirect' | 'headers'> & { readonly headers?: Headers; readonly authorize?: Authorize },
): Promise<Response> {
  const { authorize, headers = new Headers(), ...rest } = init;
  let at = url;
  for (let hops = 0; ; hops++) {
    if (at.origin !== origin)
      throw new FetchError('redirect', 'The server redirects to another host; the credential is not sent there.');
    const own = new Headers(headers);
    authorize?.(own);
    const response = await fetch(at, { ...rest, headers: spelt(own), redirect: 'manual' });
    const location = response.headers.get('location');
    if (![301, 302, 303, 307, 308].includes(response.status) || location === null) return response;
    await response.body?.cancel();
    if (hops === MAX_REDIRECTS) throw new FetchError('redirect', 'The server redirects in circles.');
    if (!URL.canParse(location, at))
      throw new FetchError('redirect', 'The server redirects to something that is not a URL.');
    at = new URL(location, at);
    // Elsewhere in the query, the stream would begin somewhere else.
    if (asked(at) !== asked(url))
      throw new FetchError('redirect', 'The server redirects to an address that does not ask for the same.');
    if (at.username !== '' || at.password !== '')
      throw new FetchError('redirect', 'The server redirects to a URL with a password in it.');
  }
}

/** With capital initials, as some vendors ask for them: `fetch` keeps the case of names in a list, but not that of a `Headers`. */
function spelt(headers: Headers): [string, string][] {
  return [...headers].map(([name, value]) => [name.replace(/\b[a-z]/g, (initial) => initial.toUpperCase()), value]);
}

/** The query, whatever the order and the escapes. */
function asked(url: URL): string {
  const query = new URLSearchParams(url.search);
  query.sort();
  return query.toString();
}
