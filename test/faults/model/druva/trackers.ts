import type { Clock } from '../../../../src/base/clock.ts';

/** As the store names them. */
export type StreamName = 'insync' | 'platform' | 'cyber-resilience';

export interface Place {
  readonly stream: StreamName;
  /** Trackers of an earlier epoch are refused. */
  readonly epoch: number;
  /** How many of the stream's entries came before. */
  readonly at: number;
  /** ms since the epoch. */
  readonly issued: number;
}

/** ms */
export const LIFE = 48 * 3_600_000;

/** Every tracker that was ever given away: a client may send back those and no others. */
export class Trackers {
  epoch = 0;
  readonly #clock: Clock;
  readonly #given = new Map<string, Place>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** With `+`, `/` and `=` in it: it must be encoded. */
  give(stream: StreamName, at: number): string {
    const text = `++//${stream}${this.epoch}/${at}+${this.#clock.now()}==`;
    this.#given.set(text, { stream, epoch: this.epoch, at, issued: this.#clock.now() });
    return text;
  }

  find(text: string): Place | undefined {
    return this.#given.get(text);
  }

  /** Whether it may still be used; those of the platform do not expire. */
  isGood({ stream, epoch, issued }: Place, ignoresExpiry: boolean): boolean {
    if (epoch !== this.epoch) return false;
    return stream === 'platform' || ignoresExpiry || this.#clock.now() - issued < LIFE;
  }
}
