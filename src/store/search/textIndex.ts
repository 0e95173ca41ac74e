import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { integer } from '../columns.ts';
import type { Rows } from './rows.ts';
import { numberOf, rangeOf, SHARD } from './searchDatabase.ts';
import type { TextQuery } from './textQuery.ts';
import { CUT } from './words.ts';

/** What the index says of an event. `maybe`: look at it. `unknown`: it does not cover it yet. */
export type Verdict = 'no' | 'yes' | 'maybe' | 'unknown';

/** The index grows: after so long a shard that does not cover an event is asked again, ms. */
const AGAIN = 500;

interface Hits {
  /** Events up to this `seq` are covered. */
  readonly upTo: number;
  /** One bit an event of the shard; `undefined` for none. */
  readonly bits: Uint8Array | undefined;
  /** When it was asked, performance.now(). */
  readonly at: number;
}

/** Reads the index of words, one shard of it at a time and when it is needed. */
export class TextIndex {
  readonly #db: DatabaseSync;
  readonly #upTo: StatementSync;
  readonly #statements = new Map<number, StatementSync>();
  readonly #cut = new Map<number, Hits>();
  #bits: Uint8Array | undefined;
  #first = 0;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#upTo = db.prepare('SELECT upto FROM shard WHERE number = ?');
    db.aggregate('take_hit', {
      start: 0,
      step: (_, rowid) => {
        const at = Number(rowid) - this.#first;
        this.#bits ??= new Uint8Array(SHARD / 8);
        const byte = at >>> 3;
        this.#bits[byte] = (this.#bits[byte] ?? 0) | (1 << (at & 7));
        return 0;
      },
    });
  }

  /** Answers for one event after the other. What was asked of a shard is kept. */
  ask({ match, exact }: TextQuery): (seq: number) => Verdict {
    const known = new Map<number, Hits>();
    let number = -1;
    let hits: Hits | undefined;
    return (seq) => {
      const of = numberOf(seq, SHARD);
      if (of !== number || !hits) {
        number = of;
        hits = known.get(of);
        if (!hits) {
          hits = this.#hits(of, match);
          known.set(of, hits);
        }
      }
      if (seq > hits.upTo) {
        if (performance.now() - hits.at < AGAIN) return 'unknown';
        hits = this.#hits(of, match);
        known.set(of, hits);
        if (seq > hits.upTo) return 'unknown';
      }
      if (!has(hits, of, seq)) return this.#isCut(of, seq, hits.upTo) ? 'maybe' : 'no';
      return exact && !this.#isCut(of, seq, hits.upTo) ? 'yes' : 'maybe';
    };
  }

  /** The share of rows that are covered. */
  covered(rows: Rows): number {
    if (rows.length === 0) return 1;
    let covered = 0;
    for (const { number, upto } of this.#db.prepare('SELECT number, upto FROM shard').all()) {
      const { first } = rangeOf(integer(number), SHARD);
      covered += rows.from(integer(upto) + 1) - rows.from(first);
    }
    return covered / rows.length;
  }

  #isCut(number: number, seq: number, upTo: number): boolean {
    let cut = this.#cut.get(number);
    if (!cut || cut.upTo < upTo) {
      cut = this.#hits(number, `"${CUT}"`);
      this.#cut.set(number, cut);
    }
    return cut.bits !== undefined && has(cut, number, seq);
  }

  #hits(number: number, match: string): Hits {
    // One snapshot: the window that writes the index may drop a shard at any time.
    this.#db.exec('BEGIN');
    try {
      const shard = this.#upTo.get(number);
      if (!shard) return { upTo: 0, bits: undefined, at: performance.now() };
      this.#bits = undefined;
      this.#first = rangeOf(number, SHARD).first;
      this.#statement(number).get(match);
      return { upTo: integer(shard.upto), bits: this.#bits, at: performance.now() };
    } finally {
      this.#db.exec('COMMIT');
    }
  }

  #statement(number: number): StatementSync {
    let statement = this.#statements.get(number);
    if (!statement) {
      statement = this.#db.prepare(`SELECT take_hit(rowid) FROM text_${number} WHERE text_${number} MATCH ?`);
      this.#statements.set(number, statement);
    }
    return statement;
  }
}

function has({ bits }: Hits, number: number, seq: number): boolean {
  if (!bits) return false;
  const at = seq - rangeOf(number, SHARD).first;
  return ((bits[at >>> 3] ?? 0) & (1 << (at & 7))) !== 0;
}
