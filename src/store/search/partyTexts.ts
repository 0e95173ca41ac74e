import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { TextMatch } from '../../model/expression.ts';
import { textTest } from '../../model/textTest.ts';
import { fold } from '../../model/words.ts';
import { integer, maybeInteger, maybeText, type Row } from '../columns.ts';
import { needles } from './needles.ts';

/** Parties that are read at a time: a few ms. */
const BLOCK = 2_048;
const NAME = 1;
const ID = 2;

/** The names and ids of a range of parties, folded, as one text: a word that is in none of them costs one look. */
interface Block {
  /** What is known: parties up to this number. */
  readonly upTo: number;
  readonly folded: string;
  /** Where the name and the id of each party end in it. */
  readonly ends: Uint32Array;
  /** Which of the two each party has. */
  readonly has: Uint8Array;
}

/** What is written of a party, folded. */
type Texts = readonly [name: string | undefined, id: string | undefined];

/** Tells parties by their texts, held in memory (about 30 bytes a party): asking SQLite for each takes seconds where there are hundreds of thousands. */
export class PartyTexts {
  readonly #range: StatementSync;
  readonly #highest: StatementSync;
  #blocks: (Block | undefined)[] = [];

  constructor(db: DatabaseSync) {
    this.#range = db.prepare('SELECT id, kind, vendor_id, name FROM party WHERE id >= ? AND id < ? ORDER BY id');
    this.#highest = db.prepare('SELECT max(id) AS id FROM party');
  }

  /** A test of parties by number. Its answers are kept, a block at a time. */
  like(match: TextMatch): (id: number) => boolean {
    const test = textTest(match, false);
    const needed = needles(match);
    const answers: { readonly upTo: number; readonly found: Uint8Array | undefined }[] = [];
    return (id) => {
      if (id === 0) return false;
      const number = Math.floor(id / BLOCK);
      let answer = answers[number];
      if (!answer || id > answer.upTo) {
        const block = this.#block(number, id);
        answer = { upTo: block.upTo, found: judge(block, needed, test) };
        answers[number] = answer;
      }
      return answer.found?.[id % BLOCK] === 1;
    };
  }

  /** Reads what is not known yet, block by block; what was read is handed on. */
  *warm(): Generator<readonly Row[], void, undefined> {
    const highest = maybeInteger(this.#highest.get()?.id) ?? 0;
    for (let number = 0; number * BLOCK <= highest; number++) {
      const known = this.#blocks[number]?.upTo ?? -1;
      if (known < Math.min(highest, (number + 1) * BLOCK - 1)) yield this.#load(number, highest);
    }
  }

  /** Parties from this number on may be others by now. */
  forget(from: number): void {
    this.#blocks = this.#blocks.slice(0, Math.floor(from / BLOCK));
  }

  #block(number: number, id: number): Block {
    const known = this.#blocks[number];
    if (known && id <= known.upTo) return known;
    this.#load(number, Math.max(id, maybeInteger(this.#highest.get()?.id) ?? 0));
    return this.#blocks[number] ?? { upTo: id, folded: '', ends: new Uint32Array(), has: new Uint8Array() };
  }

  #load(number: number, highest: number): readonly Row[] {
    const first = number * BLOCK;
    const rows = this.#range.all(first, first + BLOCK);
    const ends = new Uint32Array(2 * BLOCK);
    const has = new Uint8Array(BLOCK);
    let folded = '';
    let at = 0;
    const add = (text: string | undefined) => {
      if (text !== undefined) folded += fold(text);
      return folded.length;
    };
    for (const row of rows) {
      const name = maybeText(row.name);
      const id = maybeText(row.vendor_id);
      // Those between are gone: they have no texts.
      const place = integer(row.id) - first;
      ends.fill(folded.length, at, 2 * place);
      ends[2 * place] = add(name);
      ends[2 * place + 1] = add(id);
      has[place] = (name === undefined ? 0 : NAME) | (id === undefined ? 0 : ID);
      at = 2 * place + 2;
    }
    this.#blocks[number] = { upTo: Math.min(highest, first + BLOCK - 1), folded, ends, has };
    return rows;
  }
}

function judge(block: Block, needed: readonly string[], test: (text: string) => boolean): Uint8Array | undefined {
  if (!needed.every((text) => block.folded.includes(text))) return undefined;
  const found = new Uint8Array(BLOCK);
  for (let place = 0; place < BLOCK; place++) {
    const texts = textsAt(block, place, needed);
    if (texts?.some((text) => text !== undefined && test(text))) found[place] = 1;
  }
  return found;
}

/** `undefined`: it cannot be one that has what is needed. */
function textsAt({ folded, ends, has }: Block, place: number, needed: readonly string[]): Texts | undefined {
  const flags = has[place] ?? 0;
  if (flags === 0) return undefined;
  const from = place === 0 ? 0 : (ends[2 * place - 1] ?? 0);
  const [nameEnd = 0, idEnd = 0] = [ends[2 * place], ends[2 * place + 1]];
  const both = folded.slice(from, idEnd);
  if (!needed.every((text) => both.includes(text))) return undefined;
  return [
    flags & NAME ? folded.slice(from, nameEnd) : undefined,
    flags & ID ? folded.slice(nameEnd, idEnd) : undefined,
  ];
}
