import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { integer, maybeInteger, maybeText } from '../columns.ts';
import { EVENT_END, findEntries, NUMBERS_END, PieceReader, TEXT_END, type Wanted } from './pieces.ts';
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
const AGAIN = 200;
const NOTHING = new Uint8Array(SHARD);
const NONE = new Uint8Array();
/** Characters that all shards have learned, as far as they are held. */
const MOST = 100_000_000;

/** What a shard said of its events. */
interface Verdicts {
  /** One a `seq`. */
  readonly list: Uint8Array;
  /** Events up to this `seq` are covered. */
  readonly upTo: number;
  /** When it was asked, performance.now(). */
  readonly at: number;
}

/** Events of a shard that are to be judged: those behind `after`, up to `upTo`. */
interface Part {
  readonly number: number;
  readonly after: number;
  readonly upTo: number;
  readonly list: Uint8Array;
}

/** What a shard has learned, as one text. */
interface Learned {
  readonly texts: string;
  readonly count: number;
  readonly upTo: number;
}

/** Reads the index of texts, one shard of it at a time and when it is needed. */
export class TextIndex {
  readonly #db: DatabaseSync;
  readonly #pieces: PieceReader;
  readonly #upTo: StatementSync;
  readonly #shards: StatementSync;
  readonly #newest: StatementSync;
  readonly #statements = new Map<number, StatementSync>();
  readonly #learned = new Map<number, Learned>();
  #characters = 0;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#pieces = new PieceReader(db);
    this.#upTo = db.prepare('SELECT upto FROM shard WHERE number = ?');
    this.#shards = db.prepare('SELECT number, upto FROM shard');
    this.#newest = db.prepare('SELECT upto FROM shard ORDER BY number DESC LIMIT 1');
  }

  ask(query: TextQuery): Asked {
    return new Asked((number, before) => this.#verdicts(number, query, before));
  }

  /** The newest `seq` that is covered. */
  get upTo(): number {
    return maybeInteger(this.#newest.get()?.upto) ?? 0;
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

  /** `before`: what the shard said when it covered less. */
  #verdicts(number: number, query: TextQuery, before: Verdicts | undefined): Verdicts {
    // One snapshot: the window that writes the index may drop a shard at any time.
    this.#db.exec('BEGIN');
    try {
      const { first, last } = rangeOf(number, SHARD);
      const upTo = maybeInteger(this.#upTo.get(number)?.upto) ?? first - 1;
      // One that covers less now is another one.
      const known = before && before.upTo <= upTo ? before : undefined;
      const list = known?.list ?? new Uint8Array(SHARD).fill(UNKNOWN);
      const after = known?.upTo ?? first - 1;
      if (after < upTo)
        this.#judge({ number, after, upTo, list: list.fill(NO, after - first + 1, upTo - first + 1) }, query);
      const nothing = upTo >= last && !list.some((verdict) => verdict !== NO);
      return { list: nothing ? NOTHING : list, upTo, at: performance.now() };
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
    // Not all of these is indexed.
    for (const place of this.#places(number, `"${CUT}"`, after)) if (list[place] === NO) list[place] = MAYBE;
  }

  #judgeLearned({ number, after, upTo, list }: Part, wanted: Wanted, verdict: number): void {
    const { texts, count } = this.#learn(number, upTo);
    const found = new Uint8Array(count);
    let any = false;
    findEntries(texts, TEXT_END, wanted, (entry) => {
      found[entry] = 1;
      any = true;
    });
    if (!any) return;
    const from = placeOf(after + 1, number);
    for (const { place: start, numbers } of this.#pieces.numbers(number, after)) {
      let place = start;
      for (let index = 0; index < numbers.length; index++) {
        const one = numbers[index] ?? NUMBERS_END;
        if (one === NUMBERS_END) place++;
        else if (found[one] === 1 && place >= from) list[place] = verdict;
      }
    }
  }

  #judgeOwn({ number, after, list }: Part, wanted: Wanted, verdict: number): void {
    const from = placeOf(after + 1, number);
    for (const { place, texts } of this.#pieces.own(number, after))
      findEntries(texts, EVENT_END, wanted, (entry) => {
        if (place + entry >= from) list[place + entry] = verdict;
      });
  }

  /** All that a shard has learned. */
  #learn(number: number, upTo: number): Learned {
    const known = this.#learned.get(number);
    if (known && known.upTo >= upTo) return known;
    const more = this.#pieces.learned(number, known?.count ?? 0, known?.upTo ?? 0);
    const all = { texts: (known?.texts ?? '') + more.texts, count: more.count, upTo };
    this.#characters += more.texts.length;
    if (this.#characters > MOST) {
      this.#learned.clear();
      this.#characters = all.texts.length;
    }
    this.#learned.set(number, all);
    return all;
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

/** What the index says of events. What a shard said is kept. */
export class Asked {
  readonly #ask: (number: number, before: Verdicts | undefined) => Verdicts;
  readonly #shards = new Map<number, Verdicts>();

  constructor(ask: (number: number, before: Verdicts | undefined) => Verdicts) {
    this.#ask = ask;
  }

  /** Of the first `count` rows, by the `seq` of each. */
  of(seqs: Float64Array, rows: Uint32Array, count: number, verdicts: Uint8Array): void {
    // Neighbours are of the same shard, nearly always.
    let list: Uint8Array = NONE;
    let first = 0;
    for (let index = 0; index < count; index++) {
      const seq = seqs[rows[index] ?? 0] ?? 0;
      let verdict = list[seq - first];
      if (verdict === undefined) {
        list = this.#shard(seq);
        first = rangeOf(numberOf(seq, SHARD), SHARD).first;
        verdict = list[seq - first] ?? UNKNOWN;
      }
      verdicts[index] = verdict;
    }
  }

  #shard(seq: number): Uint8Array {
    const number = numberOf(seq, SHARD);
    let verdicts = this.#shards.get(number);
    // What is not covered yet may be by now.
    if (!verdicts || (verdicts.upTo < rangeOf(number, SHARD).last && performance.now() - verdicts.at >= AGAIN)) {
      verdicts = this.#ask(number, verdicts);
      this.#shards.set(number, verdicts);
    }
    return verdicts.list;
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
