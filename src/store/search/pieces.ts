import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { bytes, integer } from '../columns.ts';

/** Ends each text. */
export const TEXT_END = '\u001f';
/** Stands behind the texts of each event. */
export const EVENT_END = '\u001e';
/** Stands in a text that is kept where it had one of the three itself. None is a part of a word, and no text that is looked for by the index has one. */
export const NO_END = '\u001d';
// biome-ignore lint/suspicious/noControlCharactersInRegex: the three of above.
export const ENDS = /[\u001d-\u001f]/;

const TEXT_END_BYTE = 0x1f;
const EVENT_END_BYTE = 0x1e;

/**
 * The texts of all events of a range of `seq`, folded, in UTF-8. What several events of a shard have is learned once, and then told by its number; numbers are given
 * in the order of learning, from 0 on in each shard.
 */
export interface Piece {
  readonly first: number;
  readonly last: number;
  /** How many texts the pieces before it had learned. */
  readonly known: number;
  /** What was learned here. */
  readonly learned: Uint8Array;
  /** Who has what was learned, by number: the number, how many events have it, and their places in the shard. */
  readonly having: Uint16Array;
  /** Of each `seq`: its own texts. */
  readonly own: Uint8Array;
}

/** Reads pieces. */
export class PieceReader {
  readonly #learned: StatementSync;
  readonly #having: StatementSync;
  readonly #own: StatementSync;

  constructor(db: DatabaseSync) {
    const select = (column: string) =>
      db.prepare(`SELECT first, last, known, ${column} FROM piece WHERE shard = ? AND last > ? ORDER BY last`);
    this.#learned = select('learned');
    this.#having = select('"having"');
    this.#own = select('own');
  }

  /** What a shard has learned behind the first `known` texts; `after`: the `seq` by which those were known. */
  learned(shard: number, known: number, after: number): Buffer {
    const parts: Buffer[] = [];
    let count = known;
    for (const row of this.#learned.iterate(shard, after)) {
      const learned = bufferOf(row.learned);
      const already = count - integer(row.known);
      if (already < 0) throw new Error('a piece is missing');
      let at = 0;
      for (let skip = already; skip > 0; skip--) at = learned.indexOf(TEXT_END_BYTE, at) + 1;
      const more = learned.subarray(at);
      parts.push(more);
      count += endsOf(more).length;
    }
    return Buffer.concat(parts);
  }

  /** Who has what was learned, of the pieces that go beyond a `seq`. */
  *having(shard: number, after: number): Generator<Uint16Array, void, undefined> {
    for (const row of this.#having.iterate(shard, after)) yield havingOf(row.having);
  }

  /** As {@link having}, the events' own texts, from that of `first` on. */
  *own(shard: number, after: number): Generator<{ readonly first: number; readonly texts: Buffer }, void, undefined> {
    for (const row of this.#own.iterate(shard, after)) yield { first: integer(row.first), texts: bufferOf(row.own) };
  }
}

/** How a text is looked for among others. */
export interface Wanted {
  /** In UTF-8. Stands in every text that is wanted; not empty. */
  readonly needle: Uint8Array;
  readonly test: (folded: string) => boolean;
}

/** Which of some texts are wanted, by number; `ends` as of {@link endsOf}. */
export function findTexts(texts: Buffer, ends: Uint32Array, { needle, test }: Wanted): readonly number[] {
  const found: number[] = [];
  for (let at = texts.indexOf(needle); at !== -1; ) {
    const number = firstBeyond(ends, at);
    const end = ends[number] ?? texts.length;
    if (test(texts.toString('utf8', number === 0 ? 0 : (ends[number - 1] ?? 0) + 1, end))) found.push(number);
    at = texts.indexOf(needle, end);
  }
  return found;
}

/** Which events have one of their own texts that is wanted, by their number from 0 on. */
export function findEvents(own: Buffer, { needle, test }: Wanted, found: (event: number) => void): void {
  let event = 0;
  let end = own.indexOf(EVENT_END_BYTE);
  for (let at = own.indexOf(needle); at !== -1; ) {
    for (; end < at; end = own.indexOf(EVENT_END_BYTE, end + 1)) event++;
    let begin = own.lastIndexOf(TEXT_END_BYTE, at) + 1;
    while (own[begin] === EVENT_END_BYTE) begin++;
    const stop = own.indexOf(TEXT_END_BYTE, at);
    const matches = test(own.toString('utf8', begin, stop));
    if (matches) found(event);
    at = own.indexOf(needle, matches ? end : stop);
  }
}

/** Where each text ends. */
export function endsOf(texts: Uint8Array): Uint32Array {
  let count = 0;
  for (let at = 0; at < texts.length; at++) if (texts[at] === TEXT_END_BYTE) count++;
  const ends = new Uint32Array(count);
  for (let at = 0, to = 0; at < texts.length; at++) if (texts[at] === TEXT_END_BYTE) ends[to++] = at;
  return ends;
}

export function bufferOf(value: SQLOutputValue | undefined): Buffer {
  const { buffer, byteOffset, length } = bytes(value);
  return Buffer.from(buffer, byteOffset, length);
}

export function havingOf(value: SQLOutputValue | undefined): Uint16Array {
  const { buffer, byteOffset, length } = bytes(value);
  return new Uint16Array(buffer, byteOffset, length / 2);
}

/** The first of some growing numbers that is beyond this one. */
function firstBeyond(list: Uint32Array, value: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
