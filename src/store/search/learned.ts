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
  readonly lists: readonly Uint16Array[];
}

/** Bytes that are kept in memory: of texts some 15 an event, of who has them 40. What is beyond is read each time. */
const MOST_TEXTS = 100_000_000;
const MOST_HAVING = 64_000_000;

/** What shards have learned, kept in memory as far as there is room: every question looks through all of it. */
export class Learned {
  readonly #pieces: PieceReader;
  readonly #texts = new Kept<Texts>(MOST_TEXTS, ({ texts }) => texts.length);
  readonly #having = new Kept<Having>(MOST_HAVING, ({ lists }) =>
    lists.reduce((sum, { byteLength }) => sum + byteLength, 0),
  );

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

  /** See `Piece.having`; a list may tell of events up to `after` as well. That of a shard that grows no more is kept. */
  having({ number, made, after, upTo }: Span): Iterable<Uint16Array> {
    const { first, last } = rangeOf(number, SHARD);
    if (upTo < last || after >= first) return this.#pieces.having(number, after);
    const known = this.#having.get(number);
    if (known?.made === made) return known.lists;
    const lists = [...this.#pieces.having(number, after)];
    this.#having.set(number, { made, lists });
    return lists;
  }
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
