import { setImmediate } from 'node:timers/promises';
import { EventSource } from 'eventsource';
import type { Clock } from '../base/clock.ts';
import { watchdog } from '../base/watchdog.ts';
import { toFetchError } from './fetchError.ts';
import { SseBlocks } from './sseBlocks.ts';

/** The longest time for which a backlog keeps the thread, ms. */
const SLICE = 4;
/** The parser gets so much at a time, however much came: that bounds what waits in the queue, and for how long parsing keeps the thread. Bytes. */
const PORTION = 16_384;
/** An id is sent back in a URL; servers take a few thousand characters at most. */
const MAX_ID = 1_024;

/** One `text/event-stream` connection that ended, or never was one. */
export class SseError extends Error {
  override readonly name = 'SseError';
  readonly kind: 'silent' | 'protocol';

  constructor(kind: 'silent' | 'protocol', message: string) {
    super(message);
    this.kind = kind;
  }
}

export type SseItem =
  /** The headers are here and right. */
  | { readonly kind: 'open' }
  /** Bytes came, but no whole message. */
  | { readonly kind: 'bytes' }
  /** `id`: the stream's last event id so far, `''` when there is none. */
  | {
      readonly kind: 'message';
      readonly event: string;
      readonly data: string;
      readonly id: string;
      readonly retry: number | undefined;
    }
  /** A block with a name but without data: none that SSE dispatches, yet a server may say so that it ends the stream. */
  | { readonly kind: 'bare'; readonly event: string; readonly retry: number | undefined }
  /** The machine slept while the server was waited for: the connection was ended. */
  | { readonly kind: 'slept' }
  /** The server closed the stream. `retry`: the reconnection time it gave, ms. */
  | { readonly kind: 'closed'; readonly retry: number | undefined };

export interface SseOptions {
  readonly url: URL;
  /** Makes the request and checks status and content type; throws what it likes, it reaches the reader as it is. */
  readonly request: (accept: string, signal: AbortSignal) => Promise<Response>;
  /** Event names to listen for; others are not seen. */
  readonly events: readonly string[];
  readonly clock: Clock;
  /** A read outstanding for so long without a byte ends the connection, ms. */
  readonly watchdog: number;
  /** Longest message, decompressed, bytes; counted is all that comes up to a blank line. */
  readonly maxMessage: number;
  readonly signal: AbortSignal;
}

/**
 * Reads one SSE connection with `eventsource` as the parser; its reconnecting is not used. Back-pressure: the next chunk is not read from the socket until
 * everything from the one before was taken. The watchdog runs only while a read is outstanding, so that our own slowness is not taken for the server's silence.
 * Ends after `closed`, `slept` or an abort; throws {@link SseError}, `FetchError`, or what `request` threw.
 */
export async function* readSse(options: SseOptions): AsyncGenerator<SseItem, void, void> {
  const connection = new SseConnection(options);
  try {
    yield* connection.items();
  } finally {
    connection.close();
  }
}

const NOTHING: Uint8Array = new Uint8Array();

class SseConnection {
  readonly #options: SseOptions;
  readonly #abort = new AbortController();
  readonly #source: EventSource;
  readonly #blocks: SseBlocks;
  /** Of the last chunk, what the parser did not get yet. */
  #rest = NOTHING;
  #queue: SseItem[] = [];
  #outcome: { readonly error: unknown } | 'over' | undefined;
  #wakeConsumer: (() => void) | undefined;
  #wakeProducer: (() => void) | undefined;
  /** The consumer has taken everything and waits for more. */
  #hungry = false;
  #chunkWithoutItem = false;
  /** When others last had the thread, ms of `performance.now()`. */
  #turn = performance.now();
  #silent = false;

  constructor(options: SseOptions) {
    this.#options = options;
    this.#blocks = new SseBlocks(options.maxMessage);
    this.#source = new EventSource(options.url, {
      maxBufferSize: options.maxMessage, // Characters, so never reached before our own count of bytes.
      fetch: async (_url, init) => this.#fetch(init.headers.Accept),
    });
    const onMessage = (event: MessageEvent) => {
      if (event.lastEventId.length > MAX_ID) {
        this.#end({ error: new SseError('protocol', `The id of a message is longer than ${MAX_ID} characters.`) });
        return;
      }
      this.#push({
        kind: 'message',
        event: event.type,
        data: String(event.data),
        id: event.lastEventId,
        retry: this.#blocks.retry,
      });
    };
    for (const name of options.events) {
      if (name !== 'error') this.#source.addEventListener(name, onMessage);
    }
    this.#source.addEventListener('open', (event) => {
      // A server may name its own event `open`.
      if (!(event instanceof MessageEvent)) this.#push({ kind: 'open' });
    });
    this.#source.addEventListener('error', (event) => {
      // A server may name its own event `error`; the parser's one has no data and ends the connection.
      if (event instanceof MessageEvent) onMessage(event);
      else this.#end({ error: new SseError('protocol', 'The stream is not one that can be read.') });
    });
    if (options.signal.aborted) this.#onAbort();
    else options.signal.addEventListener('abort', this.#onAbort, { once: true });
  }

  readonly #onAbort = () => this.#end('over');

  async *items(): AsyncGenerator<SseItem, void, void> {
    for (;;) {
      const taken = this.#queue;
      this.#queue = [];
      yield* taken;
      if (this.#queue.length > 0) continue;
      if (this.#outcome) {
        if (this.#outcome !== 'over') throw this.#outcome.error;
        return;
      }
      this.#hungry = true;
      this.#wakeProducer?.();
      await new Promise<void>((resolve) => {
        this.#wakeConsumer = resolve;
      });
      this.#hungry = false;
    }
  }

  close(): void {
    this.#end('over');
    this.#options.signal.removeEventListener('abort', this.#onAbort);
  }

  #push(item: SseItem): void {
    if (this.#outcome) return;
    this.#chunkWithoutItem = false;
    this.#queue.push(item);
    this.#wakeConsumer?.();
  }

  #end(outcome: { readonly error: unknown } | 'over'): void {
    if (this.#outcome) return;
    this.#outcome = outcome;
    // Closing before eventsource learns of the end keeps it from arming its own reconnect timer.
    this.#source.close();
    this.#abort.abort();
    this.#wakeConsumer?.();
    this.#wakeProducer?.();
  }

  /** What `eventsource` calls as fetch. It never sees a failure: an AbortError is the one thing that it ignores. */
  async #fetch(accept: string) {
    await Promise.resolve(); // Called from EventSource's constructor: let it return first.
    try {
      const response = await this.#watched(this.#options.request(accept, this.#abort.signal));
      const { body, status, url, headers } = response;
      if (!body) throw new SseError('silent', 'The server sent headers without a stream.');
      const reader = body.getReader();
      return {
        status,
        url,
        headers,
        redirected: false,
        body: { getReader: () => ({ read: () => this.#read(reader), cancel: () => reader.cancel() }) },
      };
    } catch (error) {
      this.#end({ error: this.#explain(error) });
      throw new DOMException('The connection ended.', 'AbortError');
    }
  }

  async #read(reader: ReadableStreamDefaultReader<Uint8Array>) {
    const over = { done: true as const, value: undefined };
    try {
      // eventsource asks for more as soon as it has parsed a portion: wait until everything from that portion was taken.
      const bare = this.#blocks.takeBare();
      if (bare !== undefined) this.#push({ kind: 'bare', event: bare, retry: this.#blocks.retry });
      else if (this.#chunkWithoutItem && this.#rest.length === 0) this.#push({ kind: 'bytes' });
      while (this.#queue.length > 0 || !this.#hungry) {
        if (this.#outcome) return over;
        await new Promise<void>((resolve) => {
          this.#wakeProducer = resolve;
        });
      }
      if (this.#outcome) return over;
      await this.#letOthersRun();
      if (this.#rest.length === 0) {
        const { done, value } = await this.#watched(reader.read());
        if (done) {
          this.#push({ kind: 'closed', retry: this.#blocks.retry });
          this.#end('over');
          return over;
        }
        this.#rest = value;
        this.#chunkWithoutItem = true;
      }
      const value = this.#rest.subarray(0, PORTION);
      this.#rest = this.#rest.subarray(PORTION);
      const tooLarge = this.#blocks.feed(value);
      if (tooLarge !== undefined) throw new SseError('protocol', tooLarge);
      return { done: false as const, value };
    } catch (error) {
      this.#end({ error: this.#explain(error) });
      return over;
    }
  }

  /** Chunks that wait already are read without a turn of the event loop: a long backlog would keep everything else from running. */
  async #letOthersRun(): Promise<void> {
    if (performance.now() - this.#turn < SLICE) return;
    await setImmediate();
    this.#turn = performance.now();
  }

  async #watched<T>(work: Promise<T>): Promise<T> {
    const cancel = watchdog(this.#options.clock, this.#options.watchdog, (why) => {
      if (why === 'slept') {
        this.#push({ kind: 'slept' });
        this.#end('over');
      }
      this.#silent = true;
      this.#abort.abort();
    });
    try {
      return await work;
    } finally {
      cancel();
    }
  }

  #explain(error: unknown): unknown {
    // What the request itself found out counts more than that its body went on too long.
    const found =
      error instanceof Error && !(error instanceof TypeError) && !/^(Abort|Timeout|Fetch)Error$/.test(error.name);
    if (found) return error;
    if (this.#silent)
      return new SseError('silent', `No byte came for ${Math.round(this.#options.watchdog / 1_000)} s.`);
    return toFetchError(error);
  }
}
