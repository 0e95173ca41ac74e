import type { Entry } from '../faultyVendor.ts';

/** An entry as the model sends it. */
export interface Element extends Entry {
  readonly json: string;
  /** As a second stream of the vendor's has it. */
  readonly other?: string;
}

type Written = Pick<Element, 'id' | 'mark' | 'json' | 'other' | 'streams'>;

/** How a vendor writes an element. `n`: unlike any other's. */
export interface Writer {
  /** `note`: must be in it as it is, for the disk to fail by. */
  event(n: number, time: number, note: string): Written;
  /** What no decoder can read. */
  malformed(n: number): Omit<Written, 'id'>;
}

/** All that the model vendor ever made available, in its order. */
export class Journal {
  readonly entries: Element[] = [];
  readonly #writer: Writer;
  readonly #depth: number;
  #ids = 0;

  /** `depth`: how far back the vendor replays, ms. */
  constructor(writer: Writer, depth: number) {
    this.#writer = writer;
    this.#depth = depth;
  }

  /** `skew`: ms by which the event's own time differs from now. */
  add(now: number, skew: number): void {
    const n = ++this.#ids;
    const time = now + skew;
    // An escape, a character of two bytes and one of four, so that a split can fall inside.
    this.entries.push({ ...this.#writer.event(n, time, `"ä😀#${n - 1}#`), time, emitted: now });
  }

  addMalformed(now: number): void {
    this.entries.push({ ...this.#writer.malformed(++this.#ids), time: now, emitted: now });
  }

  /** The vendor tells of an event again, under its old id and at a new place. */
  repeat(now: number, back: number): void {
    const old = this.entries.at(-1 - (back % Math.max(1, this.entries.length)));
    if (old) this.entries.push({ ...old, emitted: now });
  }

  /** The first place that can still be replayed. */
  oldest(now: number): number {
    const first = this.entries.findIndex(({ emitted }) => emitted >= now - this.#depth);
    return first < 0 ? this.entries.length : first;
  }
}
