import type { ServerResponse } from 'node:http';
import { type Clock, pause } from '../../base/clock.ts';
import { framesOf, HEARTBEAT, writeFrames } from './frames.ts';
import type { Journal, JournalEvent } from './journal.ts';
import type { StreamRequest } from './request.ts';

export interface StreamOptions {
  readonly clock: Clock;
  readonly heartbeatMs: number;
  readonly frameSize: number;
  readonly contentType: string;
  /** Sent before anything else, for benchmarks. */
  readonly load: Iterator<Uint8Array, void> | undefined;
}

/** One open answer of `/mra/stream/v2/events`. Ends with the client's connection or by {@link close}. */
export class EventStream {
  readonly #response: ServerResponse;
  readonly #journal: Journal;
  readonly #options: StreamOptions;
  readonly #request: StreamRequest;
  readonly #ended = new AbortController();
  #wake = new AbortController();
  readonly #byHand: { readonly text: string; readonly last: boolean }[] = [];
  #silent: boolean;
  #position: string;
  #lastWrite: number;

  constructor(
    response: ServerResponse,
    journal: Journal,
    request: StreamRequest,
    silent: boolean,
    options: StreamOptions,
  ) {
    this.#response = response;
    this.#journal = journal;
    this.#request = request;
    this.#position = request.after;
    this.#silent = silent;
    this.#options = options;
    this.#lastWrite = options.clock.now();
    response.once('close', () => {
      this.#ended.abort();
      this.#wake.abort();
    });
  }

  /** Sends until the stream ends. */
  async run(): Promise<void> {
    const { contentType, load } = this.#options;
    this.#response.writeHead(200, {
      'Content-Type': contentType,
      'Cache-Control': 'no-cache',
      'X-Accel-Buffering': 'no',
    });
    this.#response.flushHeaders();
    let loaded = load === undefined;
    while (!this.#ended.signal.aborted) {
      let caughtUp = true;
      if (!this.#silent) {
        if (load && !loaded) loaded = await this.#send(load);
        caughtUp = loaded && (await this.#sendNews());
        if (caughtUp) this.#sendHeartbeat();
      }
      this.#sendByHand();
      if (caughtUp) await this.#idle();
    }
  }

  /** Looks for new events at once. */
  wake(): void {
    this.#wake.abort();
  }

  /** Stops events and heartbeats alike; what is written by hand still goes out. */
  silence(silent: boolean): void {
    this.#silent = silent;
    this.wake();
  }

  /** After what is due at this moment, or after the current frame of a long backlog. */
  write(text: string): void {
    this.#byHand.push({ text, last: false });
    this.wake();
  }

  /** As {@link write}, and then ends the answer in order. */
  close(text: string): void {
    this.#byHand.push({ text, last: true });
    this.wake();
  }

  /** Cuts the connection. */
  drop(): void {
    this.#response.destroy();
  }

  /** Returns whether everything that has happened by now is sent. */
  async #sendNews(): Promise<boolean> {
    const head = this.#journal.head();
    const events = this.#wanted(this.#journal.events(this.#position, head, this.#request.since));
    const complete = await this.#send(framesOf(events, this.#options.frameSize));
    if (complete && head > this.#position) this.#position = head;
    return complete;
  }

  /** Returns false when it stopped early, for what has to go out in between. */
  async #send(frames: Iterator<string | Uint8Array, void>): Promise<boolean> {
    let complete = false;
    const { clock } = this.#options;
    const interrupted = () => this.#silent || this.#byHand.length > 0;
    const noted = (time: number) => {
      this.#lastWrite = time;
    };
    // Not `for … of`, which would close the iterator that has to go on later.
    function* paced(): Generator<string | Uint8Array, void, undefined> {
      do {
        const next = frames.next();
        if (next.done) {
          complete = true;
          return;
        }
        noted(clock.now());
        yield next.value;
      } while (!interrupted());
    }
    await writeFrames(this.#response, paced(), this.#ended.signal);
    return complete;
  }

  #sendByHand(): void {
    for (const { text, last } of this.#byHand.splice(0)) {
      this.#lastWrite = this.#options.clock.now();
      if (!last) this.#response.write(text);
      else {
        this.#response.end(text);
        this.#ended.abort();
        return;
      }
    }
  }

  #sendHeartbeat(): void {
    const now = this.#options.clock.now();
    if (now - this.#lastWrite < this.#options.heartbeatMs) return;
    this.#lastWrite = now;
    this.#response.write(HEARTBEAT);
  }

  *#wanted(events: Iterable<JournalEvent>): Generator<JournalEvent, void, undefined> {
    const { types } = this.#request;
    for (const event of events) {
      this.#position = event.key;
      // An injected event may name no type at all.
      if (types === undefined || types.has(event.type) || event.type === '') yield event;
    }
  }

  /** Until the next second, the next heartbeat or {@link wake}, whichever comes first. */
  async #idle(): Promise<void> {
    const { clock, heartbeatMs } = this.#options;
    const now = clock.now();
    const wait = this.#silent
      ? heartbeatMs
      : Math.min(1000 - (now % 1000), Math.max(1, this.#lastWrite + heartbeatMs - now));
    await pause(clock, wait, this.#wake.signal);
    if (this.#wake.signal.aborted && !this.#ended.signal.aborted) this.#wake = new AbortController();
  }
}
