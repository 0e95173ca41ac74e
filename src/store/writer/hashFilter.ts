import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { integer } from '../columns.ts';

/** Of the bits at most one in so many is set. */
const BITS_AN_ENTRY = 8;
const FEWEST_BITS = 2 ** 19;
/** 8 MiB. With more entries it rules out less. */
const MOST_BITS = 2 ** 26;

/**
 * Rules out most hashes that a table does not have, by a bit for each that it may have, which spares a look at a random page. It reads what is in the table a slice
 * at a time; what is added meanwhile has to be told. What was removed is not ruled out.
 */
export class HashFilter {
  readonly #next: StatementSync;
  readonly #slice: number;
  readonly #room: number;
  readonly #bits: Uint8Array;
  #read = -1;
  #complete = false;

  /** For so many entries and some more, of which it reads `slice` at a time. */
  constructor(db: DatabaseSync, table: string, entries: number, slice: number) {
    this.#slice = slice;
    this.#next = db.prepare(`SELECT hash FROM ${table} WHERE hash > ? ORDER BY hash LIMIT ${slice}`);
    this.#next.setReturnArrays(true);
    const bits = Math.min(MOST_BITS, Math.max(FEWEST_BITS, 2 ** Math.ceil(Math.log2(entries * BITS_AN_ENTRY))));
    this.#room = bits === MOST_BITS ? Number.POSITIVE_INFINITY : bits / BITS_AN_ENTRY;
    this.#bits = new Uint8Array(bits / 8);
  }

  hasRoom(entries: number): boolean {
    return entries <= this.#room;
  }

  add(hash: number): void {
    const bit = this.#bit(hash);
    this.#bits[bit >>> 3] = (this.#bits[bit >>> 3] ?? 0) | (1 << (bit & 7));
  }

  mayHave(hash: number): boolean {
    if (!this.#complete) return true;
    const bit = this.#bit(hash);
    return ((this.#bits[bit >>> 3] ?? 0) & (1 << (bit & 7))) !== 0;
  }

  get complete(): boolean {
    return this.#complete;
  }

  /** Reads the next slice, if any is left. */
  fill(): void {
    if (this.#complete) return;
    const rows = this.#next.all(this.#read);
    for (const row of rows) {
      this.#read = integer(row[0]);
      this.add(this.#read);
    }
    this.#complete = rows.length < this.#slice;
  }

  /** By its lower half: a number of JavaScript has more bits than its operators. */
  #bit(hash: number): number {
    return (hash >>> 0) % (this.#bits.length * 8);
  }
}
