import type { Clock } from '../base/clock.ts';

/** Counts the calls of each caller within the last minute. */
export class CallLimit {
  readonly #limit: number;
  readonly #clock: Clock;
  readonly #calls = new Map<string, number[]>();

  constructor(limit: number, clock: Clock) {
    this.#limit = limit;
    this.#clock = clock;
  }

  /** Seconds to wait; undefined: the call may pass. */
  take(who: string): number | undefined {
    const now = this.#clock.now();
    const recent = (this.#calls.get(who) ?? []).filter((time) => time > now - 60_000);
    this.#calls.set(who, recent);
    const [oldest] = recent;
    if (recent.length >= this.#limit && oldest !== undefined)
      return Math.max(1, Math.ceil((oldest + 60_000 - now) / 1000));
    recent.push(now);
    return undefined;
  }
}
