import { type Clock, systemClock } from '../../src/base/clock.ts';

/** The time, which stands still while events are put in: so it is known where each lies. */
export class HeldClock implements Clock {
  #held: number | undefined;

  now(): number {
    return this.#held ?? systemClock.now();
  }

  timer(ms: number, callback: () => void): () => void {
    return systemClock.timer(ms, callback);
  }

  hold(): number {
    this.#held = systemClock.now();
    return this.#held;
  }

  release(): void {
    this.#held = undefined;
  }
}
