import type { Clock } from '../../src/base/clock.ts';

interface Timer {
  at: number;
  readonly callback: () => void;
}

/** Time that passes when a test says so. */
export class ManualClock implements Clock {
  #now: number;
  readonly #settle: () => Promise<void>;
  readonly #timers = new Set<Timer>();

  /** `settled` lets everything run that is ready, before the next timer does. */
  constructor(now = Date.UTC(2026, 10, 1, 3), settled: () => Promise<void> = settle) {
    this.#now = now;
    this.#settle = settled;
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
      await this.#settle();
      const due = this.#next();
      if (due === undefined || due.at > end) break;
      this.#timers.delete(due);
      this.#now = Math.max(this.#now, due.at);
      due.callback();
    }
    this.#now = end;
    await this.#settle();
  }

  /** The wall clock jumps by so much while timers stand still: it was set by hand, or the machine slept on a system whose timers do not see that. */
  setWall(by: number): void {
    this.#now += by;
    for (const timer of this.#timers) timer.at += by;
  }

  /** The machine slept: all that was due meanwhile fires late, at once. */
  async sleep(ms: number): Promise<void> {
    this.#now += ms;
    await this.advance(0);
  }

  #next(): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) if (next === undefined || timer.at < next.at) next = timer;
    return next;
  }
}

/** Lets everything that is ready run, I/O callbacks included. */
export async function settle(turns = 5): Promise<void> {
  for (let i = 0; i < turns; i++) await new Promise((resolve) => setImmediate(resolve));
}
