import { HttpError } from '../../net/httpError.ts';
import { requestToken } from '../../net/requestToken.ts';
import { type AccessToken, TokenSource } from '../../net/token.ts';
import { toFeedError } from '../failure.ts';
import { type FeedContext, FeedError } from '../feed.ts';
import { tokenFailure } from '../tokenFailure.ts';

/** ms. */
const LIMITED = 60_000;
/** What is shorter could be a word of an event. */
const LEAST_SECRET = 8;

/** One connection's access tokens, for all its streams. In memory only. */
export class DruvaTokens {
  readonly #context: FeedContext;
  readonly #basic: string;
  readonly #source: TokenSource;
  /** The running token, and the one before: a server may send back either. */
  #given: readonly string[] = [];

  constructor(context: FeedContext) {
    this.#context = context;
    // RFC 6749 has both form-encoded first; Druva takes them as they are.
    this.#basic = Buffer.from(`${context.config.options?.clientId ?? ''}:${context.credential}`).toString('base64');
    this.#source = new TokenSource(context.clock, (signal) => this.#request(signal));
  }

  get(signal: AbortSignal): Promise<AccessToken> {
    return this.#source.get(signal);
  }

  invalidate(token: AccessToken): void {
    this.#source.invalidate(token);
  }

  get secrets(): readonly string[] {
    return [this.#context.credential, this.#basic, ...this.#given].filter(({ length }) => length >= LEAST_SECRET);
  }

  async #request(signal: AbortSignal): Promise<AccessToken> {
    const { endpoint, config, fetch, clock } = this.#context;
    try {
      const token = await requestToken({
        url: new URL(`${endpoint}/token`),
        grant: 'client_credentials',
        parameters: { scope: 'read' },
        clientId: config.options?.clientId ?? '',
        authenticate: (_server, _client, _body, headers) => headers.set('authorization', `Basic ${this.#basic}`),
        ...{ secrets: this.secrets, fetch, clock, signal },
      });
      this.#given = [token.value, ...this.#given.slice(0, 1)];
      return token;
    } catch (error) {
      throw error instanceof HttpError ? this.#explain(error) : error;
    }
  }

  /** Never an `HttpError`: those are what the events' own address says. */
  #explain(error: HttpError): FeedError {
    const { status, requestId, excerpt } = error;
    this.#context.log.warn(`HTTP ${status} (token): ${excerpt}`);
    const details = { requestId, cause: error };
    switch (status) {
      case 400:
      case 401:
        return new FeedError(
          'credential',
          'Druva does not accept the client ID with this secret key, or they belong to another cloud than this address. Check both, and the cloud, in Druva Cloud Settings under API Credentials.',
          details,
        );
      case 403:
        return new FeedError(
          'forbidden',
          'Druva does not give the credential an access token. Check its network restriction in Druva Cloud Settings under API Credentials, and that the address is of its cloud (HTTP 403).',
          details,
        );
      case 429:
        return limited(error);
      default:
        return toFeedError(tokenFailure(error));
    }
  }
}

/** Druva wants at least a minute after a 429. */
export function limited(error: HttpError): FeedError {
  const { requestId, delay = 0 } = error;
  return new FeedError('busy', toFeedError(error).message, {
    requestId,
    cause: error,
    delay: Math.max(LIMITED, delay),
  });
}
