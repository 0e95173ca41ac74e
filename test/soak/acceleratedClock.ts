import type { Clock } from '../../src/base/clock.ts';

/** Time that passes `factor` times as fast. Processes that are given the same start agree on it. */
export class AcceleratedClock implements Clock {
  readonly #start: number;
  readonly #factor: number;
  #timers = 0;

  /** `start`: when it begins, ms since the epoch of the real clock; it shows the same. */
  constructor(start: number, factor: number) {
    this.#start = start;
    this.#factor = factor;
  }

  /** Timers that wait. */
  get timers(): number {
    return this.#timers;
  }

  now(): number {
    return this.#start + (Date.now() - this.#start) * this.#factor;
  }

  timer(ms: number, callback: () => void): () => void {
    this.#timers++;
    let waits = true;
    const over = () => {
      if (waits) this.#timers--;
      waits = false;
    };
    const handle = setTimeout(() => {
      over();
      callback();
    }, ms / this.#factor);
    return () => {
      clearTimeout(handle);
      over();
    };
  }
}
