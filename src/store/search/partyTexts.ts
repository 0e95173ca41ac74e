import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { TextMatch } from '../../model/expression.ts';
import { textTest } from '../../model/textTest.ts';
import { fold, isBoundary, wordsOf } from '../../model/words.ts';
import { integer, maybeInteger, maybeText, type Row } from '../columns.ts';
import { needles } from './needles.ts';
import { type Answers, NO, reaching, YES } from './predicate.ts';

/** Parties that are read at a time: a few ms. */
const BLOCK = 2_048;
/** Questions whose answers are kept, a byte a party each. */
const KEPT = 8;
const NAME = 1;
const ID = 2;

/** The names and ids of a range of parties, folded, as one text: a word that is in none of them costs one look. */
interface Block {
  /** The party at place 0. */
  readonly first: number;
  /** What is known: parties up to this number. */
  readonly upTo: number;
  readonly folded: string;
  /** Where the name and the id of each party end in it. */
  readonly ends: Uint32Array;
  /** Which of the two each party has. */
  readonly has: Uint8Array;
}

/** Tells parties by their texts, held in memory (about 30 bytes a party): asking SQLite for each takes seconds where there are hundreds of thousands. */
export class PartyTexts {
  readonly #range: StatementSync;
  readonly #highest: StatementSync;
  #blocks: (Block | undefined)[] = [];
  readonly #asked = new Map<string, Answers>();

  constructor(db: DatabaseSync) {
    this.#range = db.prepare('SELECT id, kind, vendor_id, name FROM party WHERE id >= ? AND id < ? ORDER BY id');
    this.#highest = db.prepare('SELECT max(id) AS id FROM party');
  }

  /** Tells parties by number, a block at a time. What is asked again is known. */
  like(match: TextMatch): Answers {
    const key = `${match.kind} ${match.kind === 'any' ? '' : match.text}`;
    const answers = this.#asked.get(key) ?? new Alike(match, (id) => this.#block(Math.floor(id / BLOCK), id));
    // The latest last.
    this.#asked.delete(key);
    this.#asked.set(key, answers);
    const [oldest] = this.#asked.keys();
    if (this.#asked.size > KEPT && oldest !== undefined) this.#asked.delete(oldest);
    return answers;
  }

  /** Reads what is not known yet, block by block; what was read is handed on. */
  *warm(): Generator<readonly Row[], void, undefined> {
    const highest = maybeInteger(this.#highest.get()?.id) ?? 0;
    for (let number = 0; number * BLOCK <= highest; number++) {
      const known = this.#blocks[number]?.upTo ?? -1;
      if (known < Math.min(highest, (number + 1) * BLOCK - 1)) yield this.#load(number, highest);
    }
  }

  forget(): void {
    this.#blocks = [];
    this.#asked.clear();
  }

  #block(number: number, id: number): Block {
    const known = this.#blocks[number];
    if (known && id <= known.upTo) return known;
    this.#load(number, Math.max(id, maybeInteger(this.#highest.get()?.id) ?? 0));
    return (
      this.#blocks[number] ?? {
        first: number * BLOCK,
        upTo: id,
        folded: '',
        ends: new Uint32Array(),
        has: new Uint8Array(),
      }
    );
  }

  #load(number: number, highest: number): readonly Row[] {
    const first = number * BLOCK;
    const rows = this.#range.all(first, first + BLOCK);
    const ends = new Uint32Array(2 * BLOCK);
    const has = new Uint8Array(BLOCK);
    const texts: string[] = [];
    let length = 0;
    let at = 0;
    const add = (text: string | undefined) => {
      if (text !== undefined) {
        const folded = fold(text);
        texts.push(folded);
        length += folded.length;
      }
      return length;
    };
    for (const row of rows) {
      const name = maybeText(row.name);
      const id = maybeText(row.vendor_id);
      // Those between are gone: they have no texts.
      const place = integer(row.id) - first;
      ends.fill(length, at, 2 * place);
      ends[2 * place] = add(name);
      ends[2 * place + 1] = add(id);
      has[place] = (name === undefined ? 0 : NAME) | (id === undefined ? 0 : ID);
      at = 2 * place + 2;
    }
    // Joined: a text that was added to bit by bit is put together when it is first looked at.
    const folded = texts.join('');
    this.#blocks[number] = { first, upTo: Math.min(highest, first + BLOCK - 1), folded, ends, has };
    return rows;
  }
}

/** Which parties are like a match. */
class Alike implements Answers {
  readonly #test: (text: string) => boolean;
  readonly #needed: readonly string[];
  /** What is needed are words, not parts of them. */
  readonly #isOfWords: boolean;
  readonly #block: (id: number) => Block;
  known = new Uint8Array(2 * BLOCK);

  constructor(match: TextMatch, block: (id: number) => Block) {
    this.#test = textTest(match, false);
    // Most of what has the longest has the others too.
    this.#needed = needles(match)
      .filter((text) => text !== '')
      .sort((a, b) => b.length - a.length);
    this.#isOfWords = match.kind === 'words' && wordsOf(match.text).length > 0;
    this.#block = block;
    // Nobody.
    this.known[0] = NO;
  }

  learn(id: number): number {
    const block = this.#block(id);
    this.known = reaching(this.known, block.first + BLOCK);
    // Those that are gone, too.
    this.known.fill(NO, block.first, block.upTo + 1);
    for (const place of this.#places(block)) if (this.#isAlike(block, place)) this.known[block.first + place] = YES;
    return this.known[id] ?? NO;
  }

  /** Those that may be like it: from one to the next in which the text stands that all of them have. */
  *#places(block: Block): Generator<number, void, undefined> {
    const { folded } = block;
    const [longest] = this.#needed;
    if (longest === undefined) {
      for (let place = 0; place < BLOCK; place++) yield place;
      return;
    }
    if (!this.#needed.every((text) => folded.includes(text))) return;
    let place = 0;
    let from = 0;
    for (let at = folded.indexOf(longest); at !== -1; at = folded.indexOf(longest, from)) {
      while (at >= endOf(block, place)) place++;
      from = at + 1;
      if (this.#isOfWords && !isWord(block, place, at, at + longest.length)) continue;
      yield place;
      from = endOf(block, place);
    }
  }

  #isAlike(block: Block, place: number): boolean {
    const { folded, ends } = block;
    const flags = block.has[place] ?? 0;
    const nameEnd = ends[2 * place];
    return (
      ((flags & NAME) !== 0 && this.#test(folded.slice(beginOf(block, place), nameEnd))) ||
      ((flags & ID) !== 0 && this.#test(folded.slice(nameEnd, endOf(block, place))))
    );
  }
}

function beginOf(block: Block, place: number): number {
  return place === 0 ? 0 : endOf(block, place - 1);
}

function endOf({ ends, folded }: Block, place: number): number {
  return ends[2 * place + 1] ?? folded.length;
}

/** Whether words of a party begin and end here. Where its texts end, words do. */
function isWord(block: Block, place: number, from: number, to: number): boolean {
  const nameEnd = block.ends[2 * place];
  return (
    (from === nameEnd || from === beginOf(block, place) || isBoundary(block.folded, from)) &&
    (to === nameEnd || to === endOf(block, place) || isBoundary(block.folded, to))
  );
}
