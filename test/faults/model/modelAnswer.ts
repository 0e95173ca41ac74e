import type { Clock } from '../../../src/base/clock.ts';
import type { Line } from '../faultyVendor.ts';
import { Valve } from '../valve.ts';

export interface ModelAnswerOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Sizes of the pieces in which it arrives, in turn; all at once when empty. */
  readonly cuts: readonly number[];
  /** Bytes went out, or it is over. */
  readonly note: () => void;
  readonly replay: (events: number) => void;
}

/** One page on its way to the client. */
export class ModelAnswer implements Line {
  readonly body: ReadableStream<Uint8Array>;
  readonly #options: ModelAnswerOptions;
  readonly #valve: Valve;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  #left = Number.POSITIVE_INFINITY;
  #open = true;
  #mute = false;
  #cut = 0;
  lastSent: number;

  constructor(options: ModelAnswerOptions) {
    this.#options = options;
    const { clock, signal, note } = options;
    this.lastSent = clock.now();
    this.#valve = new Valve(clock, (bytes) => this.#deliver(bytes));
    this.body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller;
      },
      pull: () => note(),
      cancel: () => this.#over(),
    });
    const abort = () => this.#fail(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  }

  get open(): boolean {
    return this.#open;
  }

  /** `treat`: what happens to it in the middle. */
  write(text: string, treat: (line: Line) => void): this {
    const bytes = Buffer.from(text);
    this.#left = bytes.length;
    const middle = bytes.length >> 1;
    this.#valve.push(bytes.subarray(0, middle));
    treat(this);
    this.#valve.push(bytes.subarray(middle));
    return this;
  }

  /** Lets through what is held back. */
  heal(): void {
    this.#valve.open();
  }

  mute(): void {
    this.#mute = true;
  }

  choke(): void {
    this.mute();
  }

  trickle(bytes: number): void {
    this.#valve.trickle(bytes);
  }

  stall(ms: number): void {
    this.#valve.stall(ms);
  }

  fin(): void {
    if (!this.#open) return;
    this.#over();
    this.#controller?.close();
  }

  reset(): void {
    this.#fail(new TypeError('terminated', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) }));
  }

  send(): void {
    // Between the bytes of an answer of a known length nothing can stand.
  }

  replay(events: number): void {
    this.#options.replay(events);
  }

  #fail(reason: unknown): void {
    if (!this.#open) return;
    this.#over();
    this.#controller?.error(reason);
  }

  #deliver(bytes: Buffer): void {
    if (this.#mute || !this.#open) return;
    const { cuts, clock, note } = this.#options;
    for (let at = 0; at < bytes.length; ) {
      const size = cuts[this.#cut++ % Math.max(1, cuts.length)] ?? bytes.length;
      this.#controller?.enqueue(new Uint8Array(bytes.subarray(at, at + size)));
      at += size;
    }
    this.#left -= bytes.length;
    this.lastSent = clock.now();
    note();
    if (this.#left <= 0) this.fin();
  }

  #over(): void {
    this.#open = false;
    this.#valve.close();
    this.#options.note();
  }
}
