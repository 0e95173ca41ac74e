import type { Line } from '../faultyVendor.ts';

/** Between two pages there is no line that could break: what would meet it meets the next answer. */
export class NextAnswer implements Line {
  readonly lastSent = Number.NEGATIVE_INFINITY;
  readonly #replay: (events: number) => void;
  #treatments: ((line: Line) => void)[] = [];

  constructor(replay: (events: number) => void) {
    this.#replay = replay;
  }

  /** What there is to do, once. */
  take(): (line: Line) => void {
    const treatments = this.#treatments;
    this.#treatments = [];
    return (line) => {
      for (const treat of treatments) treat(line);
    };
  }

  mute(): void {
    this.#treatments.push((line) => line.mute());
  }

  choke(): void {
    this.#treatments.push((line) => line.choke());
  }

  trickle(bytes: number): void {
    this.#treatments.push((line) => line.trickle(bytes));
  }

  stall(ms: number): void {
    this.#treatments.push((line) => line.stall(ms));
  }

  fin(): void {
    this.#treatments.push((line) => line.fin());
  }

  reset(): void {
    this.#treatments.push((line) => line.reset());
  }

  send(): void {
    // Nothing is open that it could go through.
  }

  replay(events: number): void {
    this.#replay(events);
  }
}
