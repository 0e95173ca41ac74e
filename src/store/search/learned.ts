import { endsOf, type PieceReader } from './pieces.ts';
import { rangeOf, SHARD } from './searchDatabase.ts';

/** Events of a shard. */
export interface Span {
  readonly number: number;
  /** Which one it is: one that was made anew gives other numbers. */
  readonly made: number;
  /** Those behind this `seq` are meant, up to what is covered. */
  readonly after: number;
  /** The shard covers events up to this `seq`. */
  readonly upTo: number;
}

interface Texts {
  readonly made: number;
  readonly upTo: number;
  /** One behind the other, as in `Piece.learned`. */
  readonly texts: Buffer;
  readonly ends: Uint32Array;
}

interface Having {
  readonly made: number;
  readonly lists: readonly Holders[];
}

/** Bytes that are kept in memory: of texts some 15 an event, of who has them 40. What is beyond is read each time. */
const MOST_TEXTS = 100_000_000;
const MOST_HAVING = 64_000_000;
/** Numbers of a list from one mark to the next. */
const MARKED = 64;

/** What shards have learned, kept in memory as far as there is room: every question looks through all of it. */
export class Learned {
  readonly #pieces: PieceReader;
  readonly #texts = new Kept<Texts>(MOST_TEXTS, ({ texts }) => texts.length);
  readonly #having = new Kept<Having>(MOST_HAVING, ({ lists }) => lists.reduce((sum, { bytes }) => sum + bytes, 0));

  constructor(pieces: PieceReader) {
    this.#pieces = pieces;
  }

  of({ number, made, upTo }: Span): Pick<Texts, 'texts' | 'ends'> {
    const last = this.#texts.get(number);
    const known = last?.made === made ? last : undefined;
    if (known && known.upTo >= upTo) return known;
    const more = this.#pieces.learned(number, known?.ends.length ?? 0, known?.upTo ?? 0);
    const texts = known ? Buffer.concat([known.texts, more]) : more;
    const all = { made, upTo, texts, ends: known && more.length === 0 ? known.ends : endsOf(texts) };
    this.#texts.set(number, all);
    return all;
  }

  /** A list may tell of events up to `after` as well. That of a shard that grows no more is kept. */
  having({ number, made, after, upTo }: Span): Iterable<Holders> {
    const { first, last } = rangeOf(number, SHARD);
    const read = () => this.#pieces.having(number, after).map((list) => new Holders(list));
    if (upTo < last || after >= first) return read();
    const known = this.#having.get(number);
    if (known?.made === made) return known.lists;
    const lists = [...read()];
    this.#having.set(number, { made, lists });
    return lists;
  }
}

/** Who has what was learned: a list as `Piece.having`. */
export class Holders {
  readonly #list: Uint16Array;
  /** Where every so many numbers begin, so that most of a list is passed over; found out when it is first asked. */
  #marks: Uint32Array | undefined;

  constructor(list: Uint16Array) {
    this.#list = list;
  }

  get bytes(): number {
    return this.#list.byteLength;
  }

  /** Tells of these numbers, the lowest first, where the places of those who have it stand: from `list[from]` up to `list[to]`. */
  each(numbers: readonly number[], found: (list: Uint16Array, from: number, to: number) => void): void {
    const list = this.#list;
    this.#marks ??= marksOf(list);
    const marks = this.#marks;
    let at = 0;
    let mark = 0;
    for (const number of numbers) {
      while ((list[marks[mark + 1] ?? list.length] ?? Number.POSITIVE_INFINITY) <= number) mark++;
      at = Math.max(at, marks[mark] ?? 0);
      while ((list[at] ?? Number.POSITIVE_INFINITY) < number) at += 2 + (list[at + 1] ?? 0);
      if (list[at] === number) found(list, at + 2, at + 2 + (list[at + 1] ?? 0));
    }
  }
}

function marksOf(list: Uint16Array): Uint32Array {
  const marks: number[] = [];
  for (let at = 0, count = 0; at < list.length; at += 2 + (list[at + 1] ?? 0))
    if (count++ % MARKED === 0) marks.push(at);
  return Uint32Array.from(marks);
}

/** Holds what fits: those that were set last. */
class Kept<T> {
  readonly #most: number;
  readonly #bytesOf: (value: T) => number;
  readonly #values = new Map<number, T>();
  #bytes = 0;

  constructor(most: number, bytesOf: (value: T) => number) {
    this.#most = most;
    this.#bytesOf = bytesOf;
  }

  get(key: number): T | undefined {
    return this.#values.get(key);
  }

  set(key: number, value: T): void {
    this.#drop(key);
    this.#values.set(key, value);
    this.#bytes += this.#bytesOf(value);
    for (const oldest of this.#values.keys()) {
      if (this.#bytes <= this.#most) return;
      this.#drop(oldest);
    }
  }

  #drop(key: number): void {
    const value = this.#values.get(key);
    if (value === undefined) return;
    this.#values.delete(key);
    this.#bytes -= this.#bytesOf(value);
  }
}
