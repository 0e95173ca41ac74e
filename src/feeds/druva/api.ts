import { wholeText } from '../../net/boundedText.ts';
import { withWatchdog } from '../../net/deadline.ts';
import { FetchError, toFetchError } from '../../net/fetchError.ts';
import { guardedFetch } from '../../net/guardedFetch.ts';
import { HttpError } from '../../net/httpError.ts';
import { mask, redact } from '../../net/redact.ts';
import type { AccessToken } from '../../net/token.ts';
import { checkOptions } from '../checkOptions.ts';
import { logFailure, toFeedError } from '../failure.ts';
import { type FeedContext, FeedError } from '../feed.ts';
import { QUESTIONS } from './options.ts';
import { type Page, readPage } from './page.ts';
import type { StreamProtocol } from './streams.ts';
import { DruvaTokens, limited } from './token.ts';

/** ms. */
const DEADLINE = 30_000;
/** Bytes of one answer: 500 events take about half a megabyte. */
const MAX_BODY = 64 * 1024 * 1024;

export type Query = Readonly<Record<string, string>>;

/** Druva's event endpoints with one token for all, which is renewed once where a request is refused. */
export class DruvaApi {
  readonly #context: FeedContext;
  readonly #tokens: DruvaTokens;

  constructor(context: FeedContext) {
    this.#context = context;
    this.#tokens = new DruvaTokens(context);
  }

  /**
   * A page of events. They are kept as they came, with one exception: the credentials of this very connection, should a server send them back. Throws what
   * {@link failure} explains.
   */
  async page(protocol: StreamProtocol, query: Query, signal: AbortSignal): Promise<Page> {
    const sent = await this.#ask(protocol, query, signal);
    const text = mask(sent, this.#tokens.secrets);
    const page = /^\s*\{/.test(text) ? readPage(text, protocol) : undefined;
    if (page === undefined) {
      this.#context.log.warn(`Expected a page of events, got: ${redact(text, this.#tokens.secrets, 200)}`);
      throw new FeedError(
        'protocol',
        'The answer is not a page of events: a proxy or a sign-in page may be in between. Check the endpoint.',
      );
    }
    if (text === sent) return page;
    this.#context.log.warn('The server sent the credential of this connection back in its events; it was masked.');
    return page.tracker === readPage(sent, protocol)?.tracker ? page : { ...page, tracker: undefined };
  }

  /** What a request threw, as a {@link FeedError}; or as it is when the machine slept or the signal aborted. */
  failure(error: unknown, protocol: StreamProtocol): unknown {
    if (error instanceof DOMException && error.name === 'AbortError') return error;
    if (error instanceof FetchError && error.kind === 'slept') return error;
    if (error instanceof HttpError) return this.#refusal(error, protocol);
    logFailure(error, this.#context.log, this.#tokens.secrets);
    return toFeedError(error);
  }

  /** One answer's text. 401 and 403 may both mean an old token: it is renewed and the same asked once more. Throws what the request threw. */
  async #ask(protocol: StreamProtocol, query: Query, outer: AbortSignal): Promise<string> {
    const { config, endpoint, clock } = this.#context;
    checkOptions(config.options, QUESTIONS);
    const url = urlOf(`${endpoint}${protocol.path}`, query);
    try {
      return await withWatchdog(clock, DEADLINE, outer, async (signal) => {
        const token = await this.#tokens.get(signal);
        const first = await this.#fetch(url, token, signal);
        if (first.status !== 401 && first.status !== 403) return this.#text(first);
        this.#tokens.invalidate(token);
        await first.body?.cancel();
        return this.#text(await this.#fetch(url, await this.#tokens.get(signal), signal));
      });
    } catch (error) {
      outer.throwIfAborted();
      // What `fetch` and a body's reader throw has a cause; a mistake of ours has none.
      throw error instanceof TypeError && error.cause !== undefined ? toFetchError(error) : error;
    }
  }

  #fetch(url: URL, token: AccessToken, signal: AbortSignal): Promise<Response> {
    const headers = new Headers({ accept: 'application/json' });
    const authorize = (own: Headers) => own.set('authorization', `Bearer ${token.value}`);
    return guardedFetch(this.#context.fetch, url.origin, url, { headers, authorize, signal });
  }

  async #text(response: Response): Promise<string> {
    if (response.status !== 200) throw await HttpError.of(response, this.#context.clock.now(), this.#tokens.secrets);
    const text = await wholeText(response.body, MAX_BODY);
    if (text === undefined) throw new FeedError('protocol', 'Druva sent an answer that is larger than 64 MB.');
    return text;
  }

  #refusal(error: HttpError, { name }: StreamProtocol): FeedError {
    const { status, requestId, excerpt } = error;
    this.#context.log.warn(`HTTP ${status} (${name}): ${excerpt}`);
    const details = { requestId, cause: error };
    if (status === 429) return limited(error);
    if (status === 401) {
      const message = 'Druva refused the access token that it had just given. Enter the credential again.';
      return new FeedError('credential', message, details);
    }
    if (isRetryable(error))
      return new FeedError('busy', `Druva asks to try again later (HTTP ${status}).`, {
        ...details,
        delay: error.delay,
      });
    switch (status) {
      case 400:
        return new FeedError(
          'forbidden',
          `Druva refused the request (${name}). Check the settings of this connection (HTTP 400).`,
          details,
        );
      case 403:
        return new FeedError(
          'forbidden',
          `Druva does not let the credential read these events (${name}). Check its role and its network restriction in Druva Cloud Settings under API Credentials, and that the address is of its cloud (HTTP 403).`,
          details,
        );
      case 501:
        return new FeedError(
          'forbidden',
          `Druva does not have these events at this address (${name}). Check the cloud (HTTP 501).`,
          details,
        );
      default:
        return toFeedError(error);
    }
  }
}

/** Druva's envelope is `{ code, message, retryable, data? }`. */
export function isRetryable({ excerpt }: HttpError): boolean {
  return /"retryable"\s*:\s*true\b/.test(excerpt);
}

/** Percent-encoded as `encodeURIComponent` does: trackers hold `+`, `/` and `=`, and a space as `+` would be another one. */
function urlOf(address: string, query: Query): URL {
  const url = new URL(address);
  url.search = Object.entries(query)
    .map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`)
    .join('&');
  return url;
}
