import { fold } from '../../../model/words.ts';
import { ENDS, EVENT_END, NO_END, NUMBERS_END, type Piece, TEXT_END } from '../pieces.ts';

/** Texts that were met once are remembered, so that they are learned when they come again. */
const REMEMBERED = 100_000;
/** Characters: longer ones are not learned. */
const LONGEST = 300;
/** Characters of all that one shard learns: what a search looks through for each. */
const MOST = 4_000_000;

/** Writes the texts of the events of one shard, in order of arrival: those that come again as numbers, so that their words are indexed once. */
export class ShardTexts {
  /** As the events have them, not folded: each kind is learned for itself. */
  readonly #numbers = new Map<string, number>();
  readonly #met = new Map<string, number>();
  /** The event that had it last, by number. */
  readonly #lastOf = new Float64Array(NUMBERS_END);
  #characters = 0;
  #count = 0;
  #first: number;
  #last: number;
  #known: number;
  #learned = '';
  #list = new Uint16Array(65_536);
  #length = 0;
  #own: string[] = [];
  #ofEvent = '';

  /** `after`: the last `seq` that is written; `learned`: what its pieces learned so far. */
  constructor(after: number, learned: string) {
    this.#first = after + 1;
    this.#last = after;
    for (const text of learned.split(TEXT_END).slice(0, -1)) this.#learn(text, text);
    this.#known = this.#count;
    this.#learned = '';
  }

  /** Adds an event behind the others; tells what it has for itself, folded. */
  add(seq: number, texts: readonly string[]): string {
    this.#skipTo(seq);
    this.#last = seq;
    this.#ofEvent = '';
    for (const text of texts) this.#text(seq, text);
    this.#number(NUMBERS_END);
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
      learned: this.#learned,
      numbers: this.#list.slice(0, this.#length),
      own: this.#own.join(''),
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
    if (number === undefined) return;
    if (this.#lastOf[number] === seq) return;
    this.#lastOf[number] = seq;
    this.#number(number);
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
    return length <= LONGEST && this.#count < NUMBERS_END && this.#characters + length <= MOST;
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
    for (let missing = this.#last + 1; missing < seq; missing++) {
      this.#number(NUMBERS_END);
      this.#own.push(EVENT_END);
    }
  }

  #number(number: number): void {
    if (this.#length === this.#list.length) {
      const list = new Uint16Array(2 * this.#length);
      list.set(this.#list);
      this.#list = list;
    }
    this.#list[this.#length++] = number;
  }
}

function withoutEnds(folded: string): string {
  return ENDS.test(folded) ? folded.replaceAll(TEXT_END, NO_END).replaceAll(EVENT_END, NO_END) : folded;
}
