import type { Clock } from '../../src/base/clock.ts';

/** Time that passes when a test says so. */
export class ManualClock implements Clock {
  #now: number;
  readonly #timers = new Set<{ readonly at: number; readonly callback: () => void }>();

  constructor(now = Date.UTC(2026, 10, 1, 3)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  timer(ms: number, callback: () => void): () => void {
    const entry = { at: this.#now + ms, callback };
    this.#timers.add(entry);
    return () => this.#timers.delete(entry);
  }

  /** Timers waiting, as ms from now, soonest first. */
  get pending(): readonly number[] {
    return [...this.#timers].map((t) => t.at - this.#now).sort((a, b) => a - b);
  }

  /** Moves on, running timers in their order; lets promises settle between them. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      await settle();
      const due = [...this.#timers].filter((t) => t.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.#timers.delete(due);
      this.#now = Math.max(this.#now, due.at);
      due.callback();
    }
    this.#now = end;
    await settle();
  }
}

/** Lets everything that is ready run, I/O callbacks included. */
export async function settle(turns = 5): Promise<void> {
  for (let i = 0; i < turns; i++) await new Promise((resolve) => setImmediate(resolve));
}
