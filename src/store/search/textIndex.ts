import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { integer, maybeInteger, maybeText } from '../columns.ts';
import { Learned, type Span } from './learned.ts';
import { findEvents, findTexts, PieceReader, type Wanted } from './pieces.ts';
import type { Rows } from './rows.ts';
import { numberOf, rangeOf, SHARD } from './searchDatabase.ts';
import type { TextQuery } from './textQuery.ts';
import { CUT } from './words.ts';

/** What the index says of an event: it is not covered yet, or nobody has asked. */
const UNKNOWN = 0;
export const NO = 1;
export const YES = 2;
/** It has to be looked at. */
const MAYBE = 3;

/** The index grows: after so long a shard that does not cover an event is asked again, ms. */
const AGAIN = 50;

/** When a shard was asked. */
interface Answer {
  /** See `shard` in the schema. */
  readonly made: number;
  /** Events up to this `seq` are covered. */
  readonly upTo: number;
  /** performance.now() */
  readonly at: number;
}

/** Events of a shard that are to be judged. */
interface Part extends Span {
  /** How many of the shard are not indexed whole. */
  readonly cut: number;
  readonly list: Uint8Array;
}

/** Reads the index of texts, one shard of it at a time and when it is needed. */
export class TextIndex {
  readonly #db: DatabaseSync;
  readonly #pieces: PieceReader;
  readonly #shard: StatementSync;
  readonly #shards: StatementSync;
  readonly #statements = new Map<number, StatementSync>();
  readonly #learned: Learned;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#pieces = new PieceReader(db);
    this.#learned = new Learned(this.#pieces);
    this.#shard = db.prepare('SELECT upto, cut, made FROM shard WHERE number = ?');
    this.#shards = db.prepare('SELECT number, upto FROM shard');
  }

  ask(query: TextQuery, rows: Rows): Asked {
    return new Asked(rows, (number, list, before) => this.#answer(number, query, list, before));
  }

  /** The last one of those that are covered without a hole from `seq` on; the one before it when it is not covered itself. */
  coveredFrom(seq: number): number {
    let covered = seq - 1;
    for (let number = numberOf(seq, SHARD); ; number++) {
      covered = Math.max(covered, maybeInteger(this.#shard.get(number)?.upto) ?? 0);
      if (covered < rangeOf(number, SHARD).last) return covered;
    }
  }

  /** The share of rows that are covered. */
  covered(rows: Rows): number {
    if (rows.length === 0) return 1;
    let covered = 0;
    for (const { number, upto } of this.#shards.all()) {
      const { first } = rangeOf(integer(number), SHARD);
      covered += rows.from(integer(upto) + 1) - rows.from(first);
    }
    return covered / rows.length;
  }

  /** Fills in what is known by now of the events of a shard; `before`: when it was asked before. */
  #answer(number: number, query: TextQuery, list: Uint8Array, before: Answer | undefined): Answer {
    // One snapshot: the window that writes the index may drop a shard at any time.
    this.#db.exec('BEGIN');
    try {
      const { first } = rangeOf(number, SHARD);
      const row = this.#shard.get(number);
      const made = maybeInteger(row?.made) ?? 0;
      const upTo = maybeInteger(row?.upto) ?? first - 1;
      const cut = maybeInteger(row?.cut) ?? 0;
      const known = before?.made === made ? before.upTo : first - 1;
      if (before && before.made !== made) list.fill(UNKNOWN);
      if (known < upTo) {
        list.fill(NO, placeOf(known + 1, number), placeOf(upTo + 1, number));
        this.#judge({ number, made, after: known, upTo, cut, list }, query);
      }
      return { made, upTo, at: performance.now() };
    } finally {
      this.#db.exec('COMMIT');
    }
  }

  #judge(part: Part, { match, exact, text, sure }: TextQuery): void {
    const { number, after, list } = part;
    const verdict = sure ? YES : MAYBE;
    const places = match === undefined ? undefined : this.#places(number, match, after);
    if (exact) for (const place of places ?? []) list[place] = verdict;
    if (text) {
      this.#judgeLearned(part, text, verdict);
      if (!exact && places?.length !== 0) this.#judgeOwn(part, text, verdict);
    }
    // Of these not all is kept, or not as it was.
    if (part.cut > 0) for (const place of this.#places(number, `"${CUT}"`, after)) list[place] = MAYBE;
  }

  #judgeLearned(part: Part, wanted: Wanted, verdict: number): void {
    const { number, after, list } = part;
    const { texts, ends } = this.#learned.of(part);
    const numbers = findTexts(texts, ends, wanted);
    if (numbers.length === 0) return;
    const found = new Uint8Array(ends.length);
    for (const one of numbers) found[one] = 1;
    const from = placeOf(after + 1, number);
    for (const having of this.#learned.having(part)) {
      for (let at = 0; at < having.length; ) {
        const end = at + 2 + (having[at + 1] ?? 0);
        if (found[having[at] ?? 0] === 1)
          for (let index = at + 2; index < end; index++) {
            const place = having[index] ?? 0;
            if (place >= from) list[place] = verdict;
          }
        at = end;
      }
    }
  }

  #judgeOwn({ number, after, list }: Part, wanted: Wanted, verdict: number): void {
    const from = placeOf(after + 1, number);
    for (const { first, texts } of this.#pieces.own(number, after)) {
      const start = placeOf(first, number);
      findEvents(texts, wanted, (event) => {
        if (start + event >= from) list[start + event] = verdict;
      });
    }
  }

  #places(number: number, match: string, after: number): Uint16Array {
    const hits = maybeText(this.#statement(number).get(match, after)?.hits);
    return hits === undefined ? new Uint16Array() : numbers(hits);
  }

  #statement(number: number): StatementSync {
    let statement = this.#statements.get(number);
    if (!statement) {
      // One text of all: half of what a call for each takes.
      statement = this.#db.prepare(
        `SELECT group_concat(rowid - ${rangeOf(number, SHARD).first}) AS hits FROM text_${number} WHERE text_${number} MATCH ? AND rowid > ?`,
      );
      this.#statements.set(number, statement);
    }
    return statement;
  }
}

type Ask = (number: number, list: Uint8Array, before: Answer | undefined) => Answer;

/** What the index says of events. What a shard said is kept. */
export class Asked {
  readonly #ask: Ask;
  readonly #answers = new Map<number, Answer>();
  /** The first shard that is held. */
  readonly #base: number;
  /** What is known of each `seq` from there on. */
  #known: Uint8Array;

  constructor(rows: Rows, ask: Ask) {
    this.#ask = ask;
    this.#base = numberOf(rows.seq[0] ?? 1, SHARD);
    this.#known = new Uint8Array((numberOf(Math.max(1, rows.last), SHARD) - this.#base + 1) * SHARD);
  }

  /** Of the first `count` rows, by the `seq` of each. */
  of(seqs: Float64Array, rows: Uint32Array, count: number, verdicts: Uint8Array): void {
    const { first } = rangeOf(this.#base, SHARD);
    let known = this.#known;
    for (let index = 0; index < count; index++) {
      const seq = seqs[rows[index] ?? 0] ?? 0;
      const verdict = known[(seq - first) | 0] ?? UNKNOWN;
      if (verdict === UNKNOWN) {
        verdicts[index] = this.#look(seq);
        known = this.#known;
      } else verdicts[index] = verdict;
    }
  }

  #look(seq: number): number {
    const number = numberOf(seq, SHARD);
    const at = number - this.#base;
    const answer = this.#answers.get(number);
    if (at < 0 || (answer && performance.now() - answer.at < AGAIN)) return UNKNOWN;
    if ((at + 1) * SHARD > this.#known.length) {
      const more = new Uint8Array((at + 1) * SHARD);
      more.set(this.#known);
      this.#known = more;
    }
    this.#answers.set(number, this.#ask(number, this.#known.subarray(at * SHARD, (at + 1) * SHARD), answer));
    return this.#known[seq - rangeOf(this.#base, SHARD).first] ?? UNKNOWN;
  }
}

/** Of an event in its shard, from 0 on. */
function placeOf(seq: number, shard: number): number {
  return seq - rangeOf(shard, SHARD).first;
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
