import type { Clock } from '../base/clock.ts';
import type { Disposable } from '../base/emitter.ts';

/**
 * Runs `action` at most once per `interval`, the first time at once, and always once after the last request: a steady stream of requests
 * never postpones it (VS Code's own debounce of tree changes restarts on each, hence ≥ 250 ms here).
 */
export class Throttle implements Disposable {
  readonly #clock: Clock;
  readonly #interval: number;
  readonly #action: () => void;
  #last = Number.NEGATIVE_INFINITY;
  #cancel: (() => void) | undefined;
  #disposed = false;

  constructor(clock: Clock, interval: number, action: () => void) {
    this.#clock = clock;
    this.#interval = interval;
    this.#action = action;
  }

  request(): void {
    if (this.#disposed || this.#cancel) return;
    // A clock set back must not hold up a refresh for longer than the interval.
    const wait = Math.min(this.#interval, this.#last + this.#interval - this.#clock.now());
    if (wait <= 0) this.#run();
    else this.#cancel = this.#clock.timer(wait, () => this.#run());
  }

  dispose(): void {
    this.#disposed = true;
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #run(): void {
    this.#cancel = undefined;
    this.#last = this.#clock.now();
    this.#action();
  }
}
