import type { Clock } from '../../base/clock.ts';

/** Counts the calls of each person within the last minute. */
export class CallLimit {
  readonly #limit: number;
  readonly #clock: Clock;
  readonly #calls = new Map<string, number[]>();

  constructor(limit: number, clock: Clock) {
    this.#limit = limit;
    this.#clock = clock;
  }

  /** Seconds to wait; undefined: the call may pass. */
  take(userId: string): number | undefined {
    const now = this.#clock.now();
    const recent = (this.#calls.get(userId) ?? []).filter((time) => time > now - 60_000);
    this.#calls.set(userId, recent);
    const [oldest] = recent;
    if (recent.length >= this.#limit && oldest !== undefined)
      return Math.max(1, Math.ceil((oldest + 60_000 - now) / 1000));
    recent.push(now);
    return undefined;
  }
}
