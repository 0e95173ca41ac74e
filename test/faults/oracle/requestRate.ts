import type { Clock } from '../../../src/base/clock.ts';

/** So many requests may come at once, where several things went wrong at the same time; more than that is a rate. */
const BURST = 40;
/** A new client asks for its place and its past before it can know that there is nothing. */
const FIRST = 8;

/** Watches over a promise about every vendor that is polled: at most one request a second that brings nothing, sustained. */
export class RequestRate {
  readonly breaches: string[] = [];
  readonly #clock: Clock;
  #level = 0;
  #free = 0;
  #last = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  connectionBegins(): void {
    this.#free = FIRST;
  }

  /** A request brought nothing. */
  broughtNothing(): void {
    if (this.#free-- > 0) return;
    const now = this.#clock.now();
    this.#level = Math.max(0, this.#level - (now - this.#last) / 1_000) + 1;
    this.#last = now;
    if (this.#level > BURST && this.breaches.length === 0)
      this.breaches.push('Requests that bring nothing come faster than one a second, and go on.');
  }
}
