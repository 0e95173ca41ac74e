import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { integer, maybeText } from '../columns.ts';
import type { Rows } from './rows.ts';
import { numberOf, rangeOf, SHARD } from './searchDatabase.ts';
import type { TextQuery } from './textQuery.ts';
import { CUT } from './words.ts';

/** What the index says of an event. */
export const NO = 0;
export const YES = 1;
/** It has to be looked at. */
const MAYBE = 2;
/** It is not covered yet. */
const UNKNOWN = 3;

/** The index grows: after so long a shard that does not cover an event is asked again, ms. */
const AGAIN = 500;
const NOTHING = new Uint8Array(SHARD);

/** What a shard said of its events. */
interface Verdicts {
  /** One a `seq`. */
  readonly list: Uint8Array;
  /** Events up to this `seq` are covered. */
  readonly upTo: number;
  /** When it was asked, performance.now(). */
  readonly at: number;
}

/** Places in a shard, from 0 on. */
interface Places {
  readonly upTo: number;
  readonly list: Uint16Array;
}

/** Reads the index of words, one shard of it at a time and when it is needed. */
export class TextIndex {
  readonly #db: DatabaseSync;
  readonly #upTo: StatementSync;
  readonly #statements = new Map<number, StatementSync>();
  readonly #cut = new Map<number, Places>();

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#upTo = db.prepare('SELECT upto FROM shard WHERE number = ?');
  }

  ask(query: TextQuery): Asked {
    return new Asked((number) => this.#verdicts(number, query));
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

  #verdicts(number: number, { match, exact }: TextQuery): Verdicts {
    // One snapshot: the window that writes the index may drop a shard at any time.
    this.#db.exec('BEGIN');
    try {
      const shard = this.#upTo.get(number);
      const at = performance.now();
      const { first, last } = rangeOf(number, SHARD);
      if (!shard) return { list: new Uint8Array(SHARD).fill(UNKNOWN), upTo: 0, at };
      const upTo = integer(shard.upto);
      const hits = this.#places(number, match);
      const cut = this.#cutPlaces(number, upTo);
      if (hits.length === 0 && cut.length === 0 && upTo >= last) return { list: NOTHING, upTo, at };
      const list = new Uint8Array(SHARD);
      const verdict = exact ? YES : MAYBE;
      for (let index = 0; index < hits.length; index++) list[hits[index] ?? 0] = verdict;
      for (const place of cut) list[place] = MAYBE;
      return { list: list.fill(UNKNOWN, upTo - first + 1), upTo, at };
    } finally {
      this.#db.exec('COMMIT');
    }
  }

  /** Events of which not all words are indexed. */
  #cutPlaces(number: number, upTo: number): Uint16Array {
    let cut = this.#cut.get(number);
    if (!cut || cut.upTo !== upTo) {
      cut = { upTo, list: this.#places(number, `"${CUT}"`) };
      this.#cut.set(number, cut);
    }
    return cut.list;
  }

  #places(number: number, match: string): Uint16Array {
    const hits = maybeText(this.#statement(number).get(match)?.hits);
    return hits === undefined ? new Uint16Array() : numbers(hits);
  }

  #statement(number: number): StatementSync {
    let statement = this.#statements.get(number);
    if (!statement) {
      // One text of all: half of what a call for each takes.
      statement = this.#db.prepare(
        `SELECT group_concat(rowid - ${rangeOf(number, SHARD).first}) AS hits FROM text_${number} WHERE text_${number} MATCH ?`,
      );
      this.#statements.set(number, statement);
    }
    return statement;
  }
}

/** What the index says of one event after the other. What a shard said is kept. */
export class Asked {
  readonly #ask: (number: number) => Verdicts;
  readonly #shards = new Map<number, Verdicts>();
  #first = 0;
  #list: Uint8Array = new Uint8Array();

  constructor(ask: (number: number) => Verdicts) {
    this.#ask = ask;
  }

  of(seq: number): number {
    // Beyond the ends of this shard there is nothing.
    const verdict = this.#list[seq - this.#first];
    return verdict === undefined || verdict === UNKNOWN ? this.#look(seq) : verdict;
  }

  #look(seq: number): number {
    const number = numberOf(seq, SHARD);
    let verdicts = this.#shards.get(number);
    if (!verdicts || (seq > verdicts.upTo && performance.now() - verdicts.at >= AGAIN)) {
      verdicts = this.#ask(number);
      this.#shards.set(number, verdicts);
    }
    this.#first = rangeOf(number, SHARD).first;
    this.#list = verdicts.list;
    return this.#list[seq - this.#first] ?? UNKNOWN;
  }
}

/** Reads decimal numbers below 65,536 with commas between. */
function numbers(text: string): Uint16Array {
  const list = new Uint16Array(SHARD);
  let length = 0;
  let number = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 44) {
      list[length++] = number;
      number = 0;
    } else number = number * 10 + code - 48;
  }
  list[length++] = number;
  return list.subarray(0, length);
}
