import { fold } from '../../../model/words.ts';
import { ENDS, EVENT_END, NO_END, type Piece, TEXT_END } from '../pieces.ts';
import { rangeOf, SHARD } from '../searchDatabase.ts';

/** Texts that were met once are remembered, so that they are learned when they come again. */
const REMEMBERED = 50_000;
/** Characters: longer ones are not learned. */
const LONGEST = 300;
/** Of all that one shard learns: texts, and characters; what a search looks through for each. */
const MOST_TEXTS = 0x10000;
const MOST = 4_000_000;

/** Writes the texts of the events of one shard, in order of arrival: those that come again as numbers, so that their words are indexed once. */
export class ShardTexts {
  readonly #shardFirst: number;
  /** As the events have them, not folded: each kind is learned for itself. */
  readonly #numbers = new Map<string, number>();
  readonly #met = new Map<string, number>();
  /** The event that had it last, by number. */
  readonly #lastOf = new Float64Array(MOST_TEXTS);
  #characters = 0;
  #count = 0;
  #first: number;
  #last: number;
  #known: number;
  #learned = '';
  /** A number and the place of an event that has it, in turn. */
  #pairs = new Uint16Array(65_536);
  #length = 0;
  #own: string[] = [];
  #ofEvent = '';

  /** `after`: the last `seq` that is written; `learned`: what its pieces learned so far. */
  constructor(shard: number, after: number, learned: Buffer) {
    this.#shardFirst = rangeOf(shard, SHARD).first;
    this.#first = after + 1;
    this.#last = after;
    for (const text of learned.toString().split(TEXT_END).slice(0, -1)) this.#learn(text, text);
    this.#known = this.#count;
    this.#learned = '';
  }

  /** Adds an event behind the others; tells what it has for itself, folded. */
  add(seq: number, texts: readonly string[]): string {
    this.#skipTo(seq);
    this.#last = seq;
    this.#ofEvent = '';
    for (const text of texts) this.#text(seq, text);
    this.#own.push(this.#ofEvent, EVENT_END);
    return this.#ofEvent;
  }

  /** What was added since the last piece, up to this `seq`. */
  take(last: number): Piece {
    this.#skipTo(last + 1);
    const piece = {
      first: this.#first,
      last,
      known: this.#known,
      learned: Buffer.from(this.#learned),
      having: byNumber(this.#pairs.subarray(0, this.#length), this.#count),
      own: Buffer.from(this.#own.join('')),
    };
    this.#first = last + 1;
    this.#last = last;
    this.#known = this.#count;
    this.#learned = '';
    this.#length = 0;
    this.#own = [];
    return piece;
  }

  #text(seq: number, text: string): void {
    if (text === '') return;
    const number = this.#numbers.get(text) ?? this.#again(seq, text);
    if (number === undefined || this.#lastOf[number] === seq) return;
    this.#lastOf[number] = seq;
    if (this.#length === this.#pairs.length) {
      const pairs = new Uint16Array(2 * this.#length);
      pairs.set(this.#pairs);
      this.#pairs = pairs;
    }
    this.#pairs[this.#length++] = number;
    this.#pairs[this.#length++] = seq - this.#shardFirst;
  }

  /** A text that is not known: met for the first time it is the event's own, else it is learned. */
  #again(seq: number, text: string): number | undefined {
    const met = this.#met.get(text);
    if (met === seq) return undefined;
    const folded = withoutEnds(fold(text));
    if (met !== undefined && this.#learns(folded)) {
      this.#met.delete(text);
      return this.#learn(text, folded);
    }
    if (this.#met.size >= REMEMBERED) this.#met.clear();
    this.#met.set(text, seq);
    this.#ofEvent += folded + TEXT_END;
    return undefined;
  }

  #learns({ length }: string): boolean {
    return length <= LONGEST && this.#count < MOST_TEXTS && this.#characters + length <= MOST;
  }

  #learn(text: string, folded: string): number {
    const number = this.#count++;
    this.#numbers.set(text, number);
    this.#characters += folded.length;
    this.#learned += folded + TEXT_END;
    return number;
  }

  /** What was removed before it could be indexed has nothing. */
  #skipTo(seq: number): void {
    for (let missing = this.#last + 1; missing < seq; missing++) this.#own.push(EVENT_END);
  }
}

/** Sorts pairs of a number below `count` and a place; see `Piece.having`. */
function byNumber(pairs: Uint16Array, count: number): Uint16Array {
  const places = new Uint32Array(count);
  for (let at = 0; at < pairs.length; at += 2) places[pairs[at] ?? 0] = (places[pairs[at] ?? 0] ?? 0) + 1;
  const having = new Uint16Array(pairs.length / 2 + 2 * places.filter((some) => some > 0).length);
  // Where the next place of each goes.
  const next = new Uint32Array(count);
  let length = 0;
  for (const [number, some] of places.entries()) {
    if (some === 0) continue;
    having[length] = number;
    having[length + 1] = some;
    next[number] = length + 2;
    length += 2 + some;
  }
  for (let at = 0; at < pairs.length; at += 2) {
    const number = pairs[at] ?? 0;
    const to = next[number] ?? 0;
    having[to] = pairs[at + 1] ?? 0;
    next[number] = to + 1;
  }
  return having;
}

function withoutEnds(folded: string): string {
  return ENDS.test(folded) ? folded.replaceAll(TEXT_END, NO_END).replaceAll(EVENT_END, NO_END) : folded;
}
