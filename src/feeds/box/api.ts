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
import { asUserOf, isUserStream, QUESTIONS, signInOf } from './options.ts';
import { type Page, readPage } from './page.ts';
import { BoxTokens } from './token.ts';

/** A page of 500 events with their details comes well within it, ms. */
const DEADLINE = 60_000;
/** Bytes of one answer. */
const MAX_BODY = 64 * 1024 * 1024;
/** Positions that are words of the protocol rather than places. */
const WORDS: ReadonlySet<string> = new Set(['now', '0']);

export type Query = Readonly<Record<string, string>>;

/** More than is read of one answer: fewer events may fit. */
export class PageTooLarge extends FeedError {
  constructor() {
    super('protocol', 'Box sent an answer that is larger than 64 MB.');
  }
}

/** `/2.0/events` with the token, which is renewed once where the server refuses it. */
export class BoxApi {
  readonly #context: FeedContext;
  readonly #tokens: BoxTokens;
  readonly #url: URL;

  constructor(context: FeedContext) {
    this.#context = context;
    this.#tokens = new BoxTokens(context);
    this.#url = new URL(`${context.endpoint}/2.0/events`);
  }

  /**
   * A page of events. They are kept as they came, with one exception: the credentials of this very connection, should a server send them back. Throws a
   * {@link FeedError}, or a `FetchError` of kind `slept`.
   */
  async page(query: Query, signal: AbortSignal): Promise<Page> {
    const sent = await this.#get(query, signal);
    const text = mask(sent, this.#tokens.secrets);
    const page = readPage(text);
    if (text === sent) return page;
    this.#context.log.warn('The server sent the credential of this connection back in its events; it was masked.');
    return page.position === readPage(sent).position ? page : { ...page, position: undefined };
  }

  /** The text that names the long-poll servers. Throws as {@link page} does. */
  servers(signal: AbortSignal): Promise<string> {
    return this.#ask('OPTIONS', this.#url, signal).catch((error: unknown) => {
      throw this.#failure(error);
    });
  }

  async #get(query: Query, signal: AbortSignal): Promise<string> {
    try {
      return await this.#ask('GET', this.#urlOf(query), signal);
    } catch (error) {
      if (error instanceof HttpError && (await this.#isPositionRefused(error, query, signal))) {
        this.#note(error);
        const details = { requestId: error.requestId, cause: error };
        throw new FeedError('cursor', 'Box does not accept the stored stream position any more (HTTP 400).', details);
      }
      throw this.#failure(error);
    }
  }

  /** Whether it is the position that Box minds. Where its words do not say so, the same request without a position tells. */
  async #isPositionRefused(error: HttpError, query: Query, signal: AbortSignal): Promise<boolean> {
    const { stream_position: position, ...rest } = query;
    if (error.status !== 400 || position === undefined || WORDS.has(position)) return false;
    if (/stream[\s_]?position/i.test(error.excerpt)) return true;
    try {
      await this.#ask('GET', this.#urlOf({ ...rest, limit: '1' }), signal);
      return true;
    } catch (again) {
      if (again instanceof HttpError && again.status === 400) return false;
      throw this.#failure(again); // Nothing is known of the position.
    }
  }

  #urlOf(query: Query): URL {
    const url = new URL(this.#url);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url;
  }

  /** One answer's text; a 401 renews the token and asks once more. Throws what the request threw. */
  async #ask(method: string, url: URL, outer: AbortSignal): Promise<string> {
    checkOptions(this.#context.config.options, QUESTIONS);
    try {
      return await withWatchdog(this.#context.clock, DEADLINE, outer, async (signal) => {
        const token = await this.#tokens.get(signal);
        const first = await this.#fetch(method, url, token, signal);
        if (first.status !== 401) return this.#text(first);
        this.#tokens.invalidate(token);
        const renewed = await this.#tokens.get(signal);
        if (renewed.value === token.value) return this.#text(first);
        await first.body?.cancel();
        return this.#text(await this.#fetch(method, url, renewed, signal));
      });
    } catch (error) {
      outer.throwIfAborted();
      // What `fetch` and a body's reader throw has a cause; a mistake of ours has none.
      throw error instanceof TypeError && error.cause !== undefined ? toFetchError(error) : error;
    }
  }

  #fetch(method: string, url: URL, token: AccessToken, signal: AbortSignal): Promise<Response> {
    const headers = new Headers({ accept: 'application/json' });
    const asUser = asUserOf(this.#context.config.options);
    if (asUser !== undefined) headers.set('as-user', asUser);
    const authorize = (own: Headers) => own.set('authorization', `Bearer ${token.value}`);
    return guardedFetch(this.#context.fetch, this.#url.origin, url, { method, headers, authorize, signal });
  }

  async #text(response: Response): Promise<string> {
    if (response.status !== 200) throw await HttpError.of(response, this.#context.clock.now(), this.#tokens.secrets);
    const text = await wholeText(response.body, MAX_BODY);
    if (text === undefined) throw new PageTooLarge();
    if (/^\s*\{/.test(text)) return text;
    this.#context.log.warn(`Expected JSON, got: ${redact(text, this.#tokens.secrets, 200)}`);
    throw new FeedError(
      'protocol',
      'The answer is not a page of events: a proxy or a sign-in page may be in between. Check the endpoint.',
    );
  }

  #failure(error: unknown): unknown {
    if (error instanceof DOMException && error.name === 'AbortError') return error;
    if (error instanceof FetchError && error.kind === 'slept') return error;
    if (!(error instanceof HttpError)) {
      logFailure(error, this.#context.log, this.#tokens.secrets);
      return toFeedError(error);
    }
    this.#note(error);
    const details = { requestId: error.requestId, cause: error };
    switch (error.status) {
      case 400:
        return new FeedError(
          'forbidden',
          'Box refused the request (HTTP 400). Check the settings of this connection.',
          details,
        );
      case 401:
        return new FeedError('credential', this.#refused(), details);
      case 403:
        return new FeedError('forbidden', this.#missing(), details);
      default:
        return toFeedError(error);
    }
  }

  #note({ status, requestId, excerpt }: HttpError): void {
    this.#context.log.warn(`HTTP ${status}${requestId ? `, request_id ${requestId}` : ''}: ${excerpt}`);
  }

  #refused(): string {
    return signInOf(this.#context.config.options) === 'developer'
      ? 'Box does not accept the developer token any more: it lives for 60 minutes. Make a new one in the Box developer console.'
      : 'Box refused the access token that it had just given. Check in the Admin Console that the application is authorised and enabled.';
  }

  #missing(): string {
    const { options } = this.#context.config;
    if (!isUserStream(options))
      return 'Enterprise events need the scope "Manage enterprise properties" and an administrator, a co-administrator who may run reports, or a service account with that scope (HTTP 403).';
    return asUserOf(options) === undefined
      ? 'This user may not read these events (HTTP 403). The application needs the scope to read files and folders.'
      : 'Reading as another user needs the scope "Make API calls using the as-user header" and admin rights (HTTP 403).';
  }
}
