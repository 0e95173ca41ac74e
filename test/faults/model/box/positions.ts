/** Beyond what a number of JavaScript can hold. */
const BASE = 2n ** 60n + 7n;
const EPOCH = 10n ** 16n;

/** Where a page ended. */
export interface Place {
  readonly stream: 'live' | 'history';
  /** Positions of an earlier epoch are rejected. */
  readonly epoch: number;
  /** `live`: how many entries came before. `history`: the key of the last one. */
  readonly at: number;
}

/** Every position that was ever given away: a client may send back those and no others. */
export class Positions {
  epoch = 0;
  readonly #given = new Map<string, Place>();

  /** Digits. */
  give(stream: Place['stream'], at: number): string {
    const place = BigInt(at) * 100n + (stream === 'live' ? 0n : 50n);
    const digits = String(BASE + BigInt(this.epoch) * EPOCH + place);
    this.#given.set(digits, { stream, epoch: this.epoch, at });
    return digits;
  }

  find(digits: string): Place | undefined {
    return this.#given.get(digits);
  }
}
