import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { bytes, integer, text } from '../columns.ts';
import { rangeOf, SHARD } from './searchDatabase.ts';

/** Ends each text. */
export const TEXT_END = '\u001f';
/** Ends the texts of an event. */
export const EVENT_END = '\u001e';
/** Stands in a text that is kept where it had one of the three itself. None is a part of a word, and no text that is looked for by the index has one. */
export const NO_END = '\u001d';
// biome-ignore lint/suspicious/noControlCharactersInRegex: the three of above.
export const ENDS = /[\u001d-\u001f]/;
/** Ends the numbers of an event; numbers are below. */
export const NUMBERS_END = 0xffff;

/**
 * The texts of all events of a range of `seq`, folded. What several events of a shard have is learned once, and then told by its number; numbers are given in the order
 * of learning, from 0 on in each shard.
 */
export interface Piece {
  readonly first: number;
  readonly last: number;
  /** How many texts the pieces before it had learned. */
  readonly known: number;
  /** What was learned here. */
  readonly learned: string;
  /** Of each `seq`: numbers of what was learned before. */
  readonly numbers: Uint16Array;
  /** Of each `seq`: its own texts. */
  readonly own: string;
}

/** Reads pieces. */
export class PieceReader {
  readonly #learned: StatementSync;
  readonly #numbers: StatementSync;
  readonly #own: StatementSync;

  constructor(db: DatabaseSync) {
    const select = (column: string) =>
      db.prepare(`SELECT first, last, known, ${column} FROM piece WHERE shard = ? AND last > ? ORDER BY last`);
    this.#learned = select('learned');
    this.#numbers = select('numbers');
    this.#own = select('own');
  }

  /** What a shard has learned behind the first `known` texts, and how many texts that makes; `after`: the `seq` by which those were known. */
  learned(shard: number, known: number, after: number): { readonly texts: string; readonly count: number } {
    let texts = '';
    let count = known;
    for (const row of this.#learned.iterate(shard, after)) {
      const learned = text(row.learned);
      const { length } = learned;
      const already = count - integer(row.known);
      if (already < 0) throw new Error('a piece is missing');
      let at = 0;
      for (let skip = already; skip > 0; skip--) at = learned.indexOf(TEXT_END, at) + 1;
      texts += learned.slice(at);
      for (; at < length; at = learned.indexOf(TEXT_END, at) + 1) count++;
    }
    return { texts, count };
  }

  /** Numbers of each event of the pieces that go beyond a `seq`; `place` is that of the first event in its shard. */
  *numbers(shard: number, after: number): Generator<{ readonly place: number; readonly numbers: Uint16Array }> {
    const { first } = rangeOf(shard, SHARD);
    for (const row of this.#numbers.iterate(shard, after))
      yield { place: integer(row.first) - first, numbers: numbersOf(row.numbers) };
  }

  /** As {@link numbers}, the texts of the events' own. */
  *own(shard: number, after: number): Generator<{ readonly place: number; readonly texts: string }> {
    const { first } = rangeOf(shard, SHARD);
    for (const row of this.#own.iterate(shard, after))
      yield { place: integer(row.first) - first, texts: text(row.own) };
  }
}

/** How a text is looked for among others. */
export interface Wanted {
  /** Stands in every text that is wanted; not empty. */
  readonly needle: string;
  readonly test: (folded: string) => boolean;
}

/** Tells which of the entries of a text have a text that is wanted, by their number from 0 on. */
export function findEntries(
  joined: string,
  end: string,
  { needle, test }: Wanted,
  found: (entry: number) => void,
): void {
  let entry = 0;
  let from = 0;
  let to = joined.indexOf(end);
  for (let at = joined.indexOf(needle); at !== -1; ) {
    for (; to < at; to = joined.indexOf(end, from)) {
      entry++;
      from = to + 1;
    }
    const begin = Math.max(from, joined.lastIndexOf(TEXT_END, at) + 1);
    const stop = joined.indexOf(TEXT_END, at);
    const matches = test(joined.slice(begin, stop));
    if (matches) found(entry);
    at = joined.indexOf(needle, matches ? to : stop);
  }
}

export function numbersOf(value: SQLOutputValue | undefined): Uint16Array {
  const { buffer, byteOffset, length } = bytes(value);
  return new Uint16Array(buffer, byteOffset, length / 2);
}
