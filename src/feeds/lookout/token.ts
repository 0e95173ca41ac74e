import { HttpError } from '../../net/httpError.ts';
import { requestToken } from '../../net/requestToken.ts';
import { TokenSource } from '../../net/token.ts';
import { type FeedContext, FeedError } from '../feed.ts';
import { tokenFailure } from '../tokenFailure.ts';

/** OAuth errors that mean: this application key will never do. Source: Mobile Risk API 2.0 specification, token endpoint. */
const KEY_ERRORS: ReadonlySet<string> = new Set(['invalid_client', 'unauthorized_client', 'invalid_grant']);

/** What a header can carry, less the space: printable ASCII. */
const SENDABLE = /^[!-~]+$/;

/** Access tokens for an application key: `POST /oauth2/token`, the key as Bearer, no client id. */
export function lookoutTokens(context: FeedContext): TokenSource {
  const url = new URL(`${context.endpoint}/oauth2/token`);
  // A server may send back the token that ran before.
  let last = '';
  return new TokenSource(context.clock, async (signal) => {
    if (!SENDABLE.test(context.credential)) {
      throw new FeedError(
        'credential',
        'The application key holds a character that no key has, such as a space or a line break. Enter it again.',
      );
    }
    try {
      const token = await requestToken({
        url,
        grant: 'client_credentials',
        clientId: 'security-event-streams',
        authenticate: (_server, _client, _body, headers) =>
          headers.set('authorization', `Bearer ${context.credential}`),
        secrets: [context.credential, last],
        fetch: context.fetch,
        clock: context.clock,
        signal,
      });
      last = token.value;
      return token;
    } catch (error) {
      throw error instanceof HttpError ? explain(error) : error;
    }
  });
}

function explain(error: HttpError): unknown {
  const { status, requestId } = error;
  if (status === 401 || (status === 400 && KEY_ERRORS.has(error.oauthError ?? ''))) {
    const message =
      'Lookout refused the application key. It may be mistyped, revoked or older than a year: make a new one in the console under System > Application Keys.';
    return new FeedError('credential', message, { requestId, cause: error });
  }
  return tokenFailure(error);
}
