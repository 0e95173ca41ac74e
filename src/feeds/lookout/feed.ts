import { setImmediate } from 'node:timers/promises';
import { boundedText } from '../../net/boundedText.ts';
import { guardedFetch } from '../../net/guardedFetch.ts';
import { HttpError } from '../../net/httpError.ts';
import { mask, redact } from '../../net/redact.ts';
import { readSse, type SseItem } from '../../net/sse.ts';
import type { AccessToken, TokenSource } from '../../net/token.ts';
import { decodeFrame } from '../decodeFrame.ts';
import { logFailure, toFeedError } from '../failure.ts';
import { type Feed, type FeedContext, FeedError, type FeedSignal, type ReadOptions } from '../feed.ts';
import { decodeEvent } from './decode.ts';

/** All that the stream can send; SMISHING_ALERT has to be asked for by name. */
export const LOOKOUT_TYPES = ['DEVICE', 'THREAT', 'AUDIT', 'SMISHING_ALERT'] as const;

/** Heartbeats come every 5 s; Lookout's own client found that less than 10 s leads to needless reconnects. */
export const WATCHDOG = 12_000;
const MAX_MESSAGE = 64 * 1024 * 1024;
/** `event` and `events`, `reconnect` and `reconnected`: the vendor's texts and its servers differ. `message` is a block without a name. */
const EVENT_NAMES = ['events', 'event', 'message', 'heartbeat', 'reconnect', 'reconnected', 'end', 'error'] as const;

/** Lookout's stream: `GET /mra/stream/v2/events` over Server-Sent Events. */
export class LookoutFeed implements Feed {
  readonly #context: FeedContext;
  readonly #tokens: TokenSource;
  readonly #origin: string;
  /** A server that knows fewer types answers 400; then none are named, which means all that it knows. */
  #nameTypes = true;
  #token = '';

  constructor(context: FeedContext, tokens: TokenSource) {
    this.#context = context;
    this.#tokens = tokens;
    this.#origin = new URL(context.endpoint).origin;
  }

  async *read(options: ReadOptions): AsyncGenerator<FeedSignal, void, void> {
    const { signal } = options;
    try {
      for await (const item of this.#stream(options)) {
        for await (const said of this.#signals(item)) {
          yield said;
          if (said.kind === 'end') return;
        }
      }
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof HttpError && error.status === 400 && this.#mayDropTypes()) {
        this.#context.log.warn('The server refused the request; asking again without naming event types.');
        yield* this.#withoutTypes(options);
        return;
      }
      throw this.#failure(error, options.cursor !== undefined);
    }
  }

  /** Types are left out from now on only if that is what the server minded. */
  async *#withoutTypes(options: ReadOptions): AsyncGenerator<FeedSignal, void, void> {
    this.#nameTypes = false;
    let opened = false;
    try {
      for await (const signal of this.read(options)) {
        opened = true;
        yield signal;
      }
    } finally {
      if (!opened) this.#nameTypes = true;
    }
  }

  #mayDropTypes(): boolean {
    return this.#nameTypes && this.#context.config.types === undefined;
  }

  #stream(options: ReadOptions): AsyncGenerator<SseItem, void, void> {
    const { clock } = this.#context;
    const url = this.#url(options);
    return readSse({
      url,
      request: (accept, signal) => this.#request(url, accept, signal),
      events: EVENT_NAMES,
      clock,
      watchdog: WATCHDOG,
      maxMessage: MAX_MESSAGE,
      signal: options.signal,
    });
  }

  /** Of `id`, `last-event-id` and `start_time` exactly one is sent: their precedence is not documented. */
  #url({ cursor, since }: ReadOptions): URL {
    const url = new URL(`${this.#context.endpoint}/mra/stream/v2/events`);
    if (cursor !== undefined) url.searchParams.set('id', cursor);
    else if (since !== undefined) url.searchParams.set('start_time', new Date(since).toISOString());
    const types = this.#context.config.types ?? (this.#nameTypes ? LOOKOUT_TYPES : undefined);
    if (types) url.searchParams.set('types', types.join(','));
    return url;
  }

  /** One request; a 401 renews the token and asks once more. */
  async #request(url: URL, accept: string, signal: AbortSignal): Promise<Response> {
    const token = await this.#tokens.get(signal);
    const first = await this.#ask(url, accept, token, signal);
    if (first.status !== 401) return this.#check(first);
    await first.body?.cancel();
    this.#tokens.invalidate(token);
    return this.#check(await this.#ask(url, accept, await this.#tokens.get(signal), signal));
  }

  #ask(url: URL, accept: string, token: AccessToken, signal: AbortSignal): Promise<Response> {
    this.#token = token.value;
    return guardedFetch(this.#context.fetch, this.#origin, url, {
      headers: new Headers({ accept, 'cache-control': 'no-cache' }),
      authorize: (headers) => headers.set('authorization', `Bearer ${token.value}`),
      signal,
    });
  }

  /** What must not be written anywhere, whoever sends it back. */
  get #secrets(): readonly string[] {
    return [this.#context.credential, this.#token];
  }

  async #check(response: Response): Promise<Response> {
    const secrets = this.#secrets;
    if (response.status !== 200) throw await HttpError.of(response, this.#context.clock.now(), secrets);
    const type = response.headers.get('content-type') ?? '';
    if (/^\s*text\/event-stream\s*(;|$)/i.test(type)) return response;
    // Only for the log, and only what came first: the body may be a stream that never ends.
    const start = await boundedText(response.body, 1).catch(() => '');
    this.#context.log.warn(
      `Expected text/event-stream, got "${redact(type, secrets, 100)}": ${redact(start, secrets, 200)}`,
    );
    throw new FeedError(
      'protocol',
      'The answer is not an event stream: a proxy or a sign-in page may be in between. Check the endpoint.',
    );
  }

  async *#signals(item: SseItem): AsyncGenerator<FeedSignal, void, void> {
    switch (item.kind) {
      case 'open':
        yield { kind: 'open' };
        return;
      case 'bytes':
        yield { kind: 'alive', heartbeat: false, caughtUp: false };
        return;
      case 'bare':
        yield endNamed(item) ?? { kind: 'alive', heartbeat: false, caughtUp: false };
        return;
      case 'closed':
        yield end('closed', item.retry);
        return;
      case 'slept':
        yield end('slept', undefined);
        return;
      case 'message':
        yield* this.#message(item);
    }
  }

  async *#message(item: Extract<SseItem, { kind: 'message' }>): AsyncGenerator<FeedSignal, void, void> {
    switch (item.event) {
      case 'events':
      case 'event':
      case 'message':
        yield* this.#events(item.data, item.id);
        return;
      case 'heartbeat':
        yield { kind: 'alive', heartbeat: true, caughtUp: true };
        return;
      default: {
        const over = endNamed(item);
        if (over) {
          yield over;
          return;
        }
        this.#context.log.warn(`The server sent "${item.event}": ${redact(item.data, this.#secrets, 300)}`);
        yield { kind: 'alive', heartbeat: false, caughtUp: false };
      }
    }
  }

  /**
   * The cursor is the frame's `id:`, opaque; a frame without one leaves the cursor where it was. Events are kept as they came, with one exception:
   * the credentials of this very connection, should a server send them back.
   */
  async *#events(sent: string, id: string): AsyncGenerator<FeedSignal, void, void> {
    const received = this.#context.clock.now();
    const data = mask(sent, this.#secrets);
    if (data !== sent)
      this.#context.log.warn('The server sent the credential of this connection back in its events; it was masked.');
    const cursor = id === '' || mask(id, this.#secrets) !== id ? undefined : id;
    let first = true;
    for (const batch of decodeFrame(data, 'events', cursor, (raw) => decodeEvent(raw, received))) {
      if (!first) await setImmediate(); // A huge frame: let others have the thread.
      first = false;
      yield { kind: 'batch', batch };
    }
  }

  #failure(error: unknown, resumed: boolean): FeedError {
    if (error instanceof HttpError) {
      this.#context.log.warn(
        `HTTP ${error.status}${error.requestId ? `, request-id ${error.requestId}` : ''}: ${error.excerpt}`,
      );
      if (error.status === 400 && resumed) {
        return new FeedError('cursor', 'The server rejected the position to go on from (HTTP 400).', {
          requestId: error.requestId,
          cause: error,
        });
      }
    } else logFailure(error, this.#context.log, this.#secrets);
    return toFeedError(error);
  }
}

/** What these words say, with data and without: the server is about to close the stream. Their data is not documented, so it is not looked at. */
const ENDS: ReadonlyMap<string, 'reconnect' | 'end'> = new Map([
  ['reconnect', 'reconnect'],
  ['reconnected', 'reconnect'],
  ['end', 'end'],
]);

function endNamed(item: { readonly event: string; readonly retry: number | undefined }): FeedSignal | undefined {
  const why = ENDS.get(item.event);
  return why && end(why, item.retry);
}

function end(why: 'reconnect' | 'end' | 'closed' | 'slept', retry: number | undefined): FeedSignal {
  return { kind: 'end', why, ...(retry !== undefined && { delay: retry }) };
}
