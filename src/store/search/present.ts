import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Rows } from './rows.ts';

/** Index entries that are read at a time: a few ms. */
const STEP = 8_192;

/** Finds out which events of a leaf are still stored, through its index: no event is read for it. */
export class Present {
  readonly #read: StatementSync;
  #seqs: number[] = [];
  #time = 0;

  constructor(db: DatabaseSync) {
    db.aggregate('take_present', {
      varargs: true,
      start: 0,
      step: (_, seq, time) => {
        this.#seqs.push(Number(seq));
        this.#time = Number(time);
        return 0;
      },
    });
    this.#read = db.prepare(`SELECT take_present(seq, time) FROM (
      SELECT seq, time FROM event INDEXED BY event_leaf WHERE leaf = ?1 AND (time, seq) > (?2, ?3) ORDER BY time, seq LIMIT ${STEP})`);
  }

  /** Marks those as dead that are not. What arrives meanwhile is left alone. `stored`: false when the leaf itself is gone. */
  async mark(leaf: number, stored: boolean, rows: Rows, slice: () => Promise<void> | undefined): Promise<void> {
    const { length, last } = rows;
    const found = new Uint8Array(length);
    if (stored) {
      let seq = 0;
      for (this.#time = Number.MIN_SAFE_INTEGER; ; ) {
        this.#seqs = [];
        this.#read.get(leaf, this.#time, seq);
        for (const one of this.#seqs) {
          const row = one <= last ? rows.find(one) : undefined;
          if (row !== undefined) found[row] = 1;
        }
        if (this.#seqs.length < STEP) break;
        seq = this.#seqs.at(-1) ?? seq;
        await slice();
      }
    }
    for (let row = 0; row < length; row++) if (rows.leaf[row] === leaf && found[row] === 0) rows.kill(row);
  }
}
