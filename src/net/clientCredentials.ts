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

/**
 * OAuth 2 client credentials grant (RFC 6749, 4.4). `authenticate` puts the credential into the request's headers or body; it is sent to the
 * token URL's origin only. Throws `HttpError` or `FetchError`.
 */
export async function requestClientCredentials(options: {
  readonly url: URL;
  readonly authenticate: ClientAuth;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}): Promise<AccessToken> {
  const { url, clock, secrets } = options;
  // Loaded when a token is first asked for: the library looks at `navigator` as it loads, for which the extension host logs a complaint.
  const oauth = await import(/* webpackMode: "eager" */ 'oauth4webapi');
  const server = { issuer: url.origin, token_endpoint: url.href };
  const client = { client_id: 'security-event-streams' };
  return withDeadline(clock, DEADLINE, options.signal, async (signal) => {
    try {
      const response = await oauth.clientCredentialsGrantRequest(
        server,
        client,
        options.authenticate,
        { ...options.parameters },
        {
          // Plain http is possible only to loopback: `parseEndpoint` let nothing else in.
          [oauth.allowInsecureRequests]: url.protocol === 'http:',
          [oauth.customFetch]: async (target, init) => {
            const answer = await guardedFetch(options.fetch, url.origin, new URL(target), {
              method: 'POST',
              body: init.body,
              headers: new Headers(init.headers),
              signal,
            });
            if (answer.status !== 200) throw await HttpError.of(answer, clock.now(), secrets);
            return new Response(await boundedText(answer.body, MAX_TOKEN_BODY), {
              headers: { 'content-type': 'application/json' },
            });
          },
        },
      );
      const token = await oauth.processClientCredentialsResponse(server, client, response);
      if (!SENDABLE.test(token.access_token)) throw new HttpError(200, { excerpt: NO_TOKEN });
      return { value: token.access_token, expires: clock.now() + (token.expires_in ?? DEFAULT_LIFE) * 1_000 };
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
