import type { Clock } from '../../../src/base/clock.ts';

/** So many requests may come at once, where several things went wrong at the same time; more than that is a rate. */
const BURST = 40;
/** A new client asks for its place and its past before it can know that there is nothing. */
const FIRST = 8;

/** So many pages may come at once where a drain is promised to be slow: what is asked again, several streams. */
const CROWD = 15;

/** Watches over a promise about every vendor that is polled: at most one request a second that brings nothing, sustained; and where a drain is promised to be slow, at most so many pages. */
export class RequestRate {
  readonly breaches: string[] = [];
  readonly #clock: Clock;
  readonly #feeds: number;
  readonly #most: number;
  #crowd = 0;
  #lastAsked = Number.NEGATIVE_INFINITY;
  #level = 0;
  #free = 0;
  #last = Number.NEGATIVE_INFINITY;

  /** `feeds`: to each of which the promise was made. `most`: pages a second, sustained. */
  constructor(clock: Clock, feeds = 1, most = Number.POSITIVE_INFINITY) {
    this.#clock = clock;
    this.#feeds = feeds;
    this.#most = most * feeds;
  }

  connectionBegins(): void {
    this.#free = FIRST * this.#feeds;
  }

  /** A page was asked for. */
  asked(): void {
    const now = this.#clock.now();
    this.#crowd = Math.max(0, this.#crowd - ((now - this.#lastAsked) / 1_000) * this.#most) + 1;
    this.#lastAsked = now;
    if (this.#crowd > CROWD * this.#feeds && this.breaches.length === 0)
      this.breaches.push(`More than ${this.#most} pages a second, sustained.`);
  }

  /** A request brought nothing. */
  broughtNothing(): void {
    if (this.#free-- > 0) return;
    const now = this.#clock.now();
    this.#level = Math.max(0, this.#level - (this.#feeds * (now - this.#last)) / 1_000) + 1;
    this.#last = now;
    if (this.#level > BURST * this.#feeds && this.breaches.length === 0)
      this.breaches.push('Requests that bring nothing come faster than one a second, and go on.');
  }
}
