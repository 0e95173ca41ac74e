/** Bounds within which a server's own delay is honoured, ms. */
export const SERVER_DELAY = { min: 1_000, max: 300_000 } as const;

const BASE = 1_000;
const CEILING = 300_000;
/** A connection has to be healthy for so long before its next failure counts as the first, ms. */
const HEALTHY = 60_000;

export function clampServerDelay(ms: number): number {
  return Math.min(SERVER_DELAY.max, Math.max(SERVER_DELAY.min, ms));
}

/**
 * Exponential back-off with full jitter, never below one second: whatever a server does, at most one request a second that brings nothing.
 * A mere 200 does not reset it; a healthy minute does.
 */
export class Backoff {
  #attempt = 0;
  readonly #random: () => number;

  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** Failures in a row. */
  get attempt(): number {
    return this.#attempt;
  }

  /** Counts one more failure. `serverDelay`: what the server asked for, ms, honoured within {@link SERVER_DELAY} as the least wait. */
  next(serverDelay?: number): number {
    const ceiling = Math.min(CEILING, BASE * 2 ** Math.min(this.#attempt, 20));
    this.#attempt++;
    const own = BASE + this.#random() * Math.max(0, ceiling - BASE);
    return serverDelay === undefined ? own : Math.max(clampServerDelay(serverDelay), this.#attempt > 1 ? own : 0);
  }

  /** Tells how long the connection that just ended was healthy, ms. */
  ended(healthyFor: number): void {
    if (healthyFor >= HEALTHY) this.#attempt = 0;
  }

  reset(): void {
    this.#attempt = 0;
  }
}
