import type { ClientAuth } from 'oauth4webapi';
import type { Clock } from '../base/clock.ts';
import { boundedText } from './boundedText.ts';
import { withDeadline } from './deadline.ts';
import { toFetchError } from './fetchError.ts';
import { type Fetch, guardedFetch } from './guardedFetch.ts';
import { HttpError } from './httpError.ts';
import type { AccessToken } from './token.ts';

const DEADLINE = 30_000;
const MAX_TOKEN_BODY = 65_536;
/** RFC 6749 only recommends `expires_in`; without it a token is used for this long, s. */
const DEFAULT_LIFE = 300;
/** What a header can carry of a token (RFC 6750, 2.1, leniently), and servers accept. */
const SENDABLE = /^[!-~]{1,8192}$/;
const NO_TOKEN = 'The token endpoint sent something that is not a token.';

export interface TokenRequest {
  readonly url: URL;
  /** RFC 6749: `client_credentials`, `refresh_token`, `authorization_code`; or the name of an assertion's grant, such as RFC 7523's. */
  readonly grant: string;
  /** What the grant takes beside its name. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly clientId: string;
  /** Puts the credential into the request's headers or body; it is sent to the token URL's origin only. */
  readonly authenticate: ClientAuth;
  /** What must not come back in an error. */
  readonly secrets: readonly string[];
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export interface IssuedToken extends AccessToken {
  readonly refreshToken?: string;
}

/** Asks an OAuth 2 token endpoint once. Throws `HttpError` or `FetchError`. */
export async function requestToken(request: TokenRequest): Promise<IssuedToken> {
  const { url, clock } = request;
  // Loaded when a token is first asked for: the library looks at `navigator` as it loads, for which the extension host logs a complaint.
  const oauth = await import(/* webpackChunkName: "oauth" */ 'oauth4webapi');
  const server = { issuer: url.origin, token_endpoint: url.href };
  const client = { client_id: request.clientId };
  return withDeadline(clock, DEADLINE, request.signal, async (signal) => {
    try {
      const response = await oauth.genericTokenEndpointRequest(
        server,
        client,
        request.authenticate,
        request.grant,
        { ...request.parameters },
        {
          // Plain http is possible only to loopback: `parseEndpoint` let nothing else in.
          [oauth.allowInsecureRequests]: url.protocol === 'http:',
          [oauth.customFetch]: (target, init) => send(request, new URL(target), init, signal),
        },
      );
      const token = await oauth.processGenericTokenEndpointResponse(server, client, response);
      const { access_token: value, refresh_token: refreshToken, expires_in: life = DEFAULT_LIFE } = token;
      if (![value, refreshToken ?? value].every((text) => SENDABLE.test(text)))
        throw new HttpError(200, { excerpt: NO_TOKEN });
      const expires = clock.now() + life * 1_000;
      return { value, expires, ...(refreshToken !== undefined && { refreshToken }) };
    } catch (error) {
      if (error instanceof HttpError) throw error;
      // What does not conform may hold a token: its text and its cause go nowhere.
      if (error instanceof oauth.OperationProcessingError || error instanceof oauth.UnsupportedOperationError) {
        throw new HttpError(200, { excerpt: NO_TOKEN });
      }
      throw toFetchError(error);
    }
  });
}

async function send(
  { url, fetch, clock, secrets }: TokenRequest,
  target: URL,
  { body, headers }: { readonly body: RequestInit['body']; readonly headers: Record<string, string> },
  signal: AbortSignal,
): Promise<Response> {
  const init = { method: 'POST', body: body ?? null, headers: new Headers(headers), signal };
  const answer = await guardedFetch(fetch, url.origin, target, init);
  if (answer.status !== 200) throw await HttpError.of(answer, clock.now(), secrets);
  const text = await boundedText(answer.body, MAX_TOKEN_BODY);
  return new Response(named(text), { headers: { 'content-type': 'application/json' } });
}

/** RFC 6749 requires `token_type`, which the library insists on; some servers leave it out. A bearer token is all that we can use. */
function named(text: string): string {
  try {
    const body: unknown = JSON.parse(text);
    const lacksType = typeof body === 'object' && body !== null && !('token_type' in body);
    return lacksType ? JSON.stringify({ ...body, token_type: 'bearer' }) : text;
  } catch {
    return text; // Not JSON: the library says so.
  }
}
