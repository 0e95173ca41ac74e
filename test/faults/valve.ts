import type { Clock } from '../../src/base/clock.ts';

/** How often a trickle lets something through, ms. */
const BEAT = 500;

/** Holds bytes back, or lets them through slowly, in their order. */
export class Valve {
  readonly #clock: Clock;
  readonly #out: (bytes: Buffer) => void;
  #held: Buffer = Buffer.alloc(0);
  /** Bytes a second. */
  #rate = Number.POSITIVE_INFINITY;
  #stalled = false;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, out: (bytes: Buffer) => void) {
    this.#clock = clock;
    this.#out = out;
  }

  push(bytes: Buffer): void {
    this.#held = Buffer.concat([this.#held, bytes]);
    if (this.#cancel === undefined) this.#flow();
  }

  /** Nothing for so many ms. */
  stall(ms: number): void {
    if (this.#stalled) return;
    this.#cancel?.();
    this.#stalled = true;
    this.#cancel = this.#clock.timer(ms, () => {
      this.#stalled = false;
      this.#flow();
    });
  }

  trickle(bytesPerSecond: number): void {
    this.#rate = bytesPerSecond;
  }

  /** Lets everything through. */
  open(): void {
    this.close();
    this.#rate = Number.POSITIVE_INFINITY;
    this.#flow();
  }

  /** Lets nothing through any more. */
  close(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#stalled = false;
  }

  #flow(): void {
    this.#cancel = undefined;
    const share = Math.min(this.#held.length, Math.ceil((this.#rate * BEAT) / 1_000));
    const out = this.#held.subarray(0, share);
    this.#held = this.#held.subarray(share);
    if (out.length > 0) this.#out(out);
    if (this.#rate !== Number.POSITIVE_INFINITY) this.#cancel = this.#clock.timer(BEAT, () => this.#rest());
  }

  #rest(): void {
    this.#cancel = undefined;
    if (this.#held.length > 0) this.#flow();
  }
}
