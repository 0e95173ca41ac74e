import type { Clock } from '../../../../src/base/clock.ts';
import type { Line } from '../../faultyVendor.ts';

/** After so long without news a client is sent back to OPTIONS, ms. */
const RECONNECT = 120_000;

export interface ModelPollOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** How many entries the client knows of. */
  readonly known: number;
  /** It was answered or is over; with the answer's message. */
  readonly onOver: (message: string | undefined) => void;
}

/** One long poll that waits. */
export class ModelPoll implements Line {
  readonly response: Promise<Response>;
  readonly known: number;
  readonly #clock: Clock;
  readonly #resolve: (response: Response) => void;
  readonly #reject: (reason: unknown) => void;
  readonly #onOver: (message: string | undefined) => void;
  readonly #cancels: (() => void)[] = [];
  #open = true;
  #mute = false;
  /** An answer that waits for the end of a stall. */
  #held: string | undefined;
  #stalled = false;
  lastSent: number;

  constructor({ clock, signal, known, onOver }: ModelPollOptions) {
    this.#clock = clock;
    this.known = known;
    this.#onOver = onOver;
    this.lastSent = clock.now();
    const { promise, resolve, reject } = Promise.withResolvers<Response>();
    this.response = promise;
    this.#resolve = resolve;
    this.#reject = reject;
    const abort = () => this.#fail(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    this.#cancels.push(clock.timer(RECONNECT, () => this.say('reconnect')));
  }

  get open(): boolean {
    return this.#open;
  }

  say(message: string): void {
    if (!this.#open || this.#mute) return;
    if (this.#stalled) this.#held ??= message;
    else this.#answer(message, Response.json({ version: 1, message }));
  }

  /** Says what is held back. */
  heal(): void {
    this.#stalled = false;
    if (this.#held !== undefined) this.say(this.#held);
  }

  mute(): void {
    this.#mute = true;
  }

  choke(): void {
    this.mute();
  }

  /** It is but a word. */
  trickle(): void {
    this.stall(1_000);
  }

  stall(ms: number): void {
    this.#stalled = true;
    this.#cancels.push(this.#clock.timer(ms, () => this.heal()));
  }

  fin(): void {
    if (!this.#mute) this.#answer(undefined, new Response(''));
  }

  reset(): void {
    this.#fail(new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) }));
  }

  send(): void {
    // Nothing can stand before its answer.
  }

  replay(): void {
    // It brings no events.
  }

  #answer(message: string | undefined, response: Response): void {
    if (!this.#open) return;
    this.lastSent = this.#clock.now();
    this.#over(message);
    this.#resolve(response);
  }

  #fail(reason: unknown): void {
    if (!this.#open) return;
    this.#over(undefined);
    this.#reject(reason);
  }

  #over(message: string | undefined): void {
    this.#open = false;
    for (const cancel of this.#cancels) cancel();
    this.#onOver(message);
  }
}
