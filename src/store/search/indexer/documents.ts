import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { integer, listed, maybeInteger, maybeText, text } from '../../columns.ts';
import { Dictionaries } from '../dictionaries.ts';
import { CUT, OF_CHANGE, OF_ID, valuesOf, whole } from '../words.ts';

/** UTF-16 units of one event that are indexed: no word is longer than what FTS5 takes. An event with more is marked, and looked at itself whenever it is searched. */
const MOST = 10_000;
/** Events that are read at a time, and characters of their texts from which on it is enough. */
const FEW = 256;
const MUCH = 4_000_000;
const PARTIES = 50_000;

export interface Document {
  readonly seq: number;
  /** Words that stand for something else than a text. */
  readonly marks: string;
  /** What free text looks at. Some may be there twice. */
  readonly texts: readonly string[];
  /** Nothing was left out of the texts. */
  readonly isWhole: boolean;
}

/** Derives from events what free text finds: the same that the rule of matching looks at, but for the owner, whom other events tell. */
export class Documents {
  readonly #dictionaries: Dictionaries;
  readonly #read: StatementSync;
  readonly #parties = new Map<number, readonly string[]>();

  constructor(db: DatabaseSync) {
    this.#dictionaries = new Dictionaries(db);
    this.#read = db.prepare(`SELECT seq, id, leaf, aspect, actor, target, subject, summary, changes, raw FROM event
      WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?`);
    this.#read.setReturnArrays(true);
  }

  /** The next few in order of arrival; none when there are no more. */
  *after(seq: number, upTo: number): Generator<Document, void, undefined> {
    const rows: (readonly SQLOutputValue[])[] = [];
    let characters = 0;
    // All are read before the first is looked at: a statement that stays open keeps the write-ahead log of the events from being begun anew.
    for (const row of this.#read.iterate(seq, upTo, FEW)) {
      const one = listed(row);
      rows.push(one);
      characters += text(one.at(-1)).length;
      if (characters > MUCH) break;
    }
    for (const row of rows) yield this.#document(row);
  }

  /** Whole leaves were removed: numbers may stand for something else. */
  forget(): void {
    this.#dictionaries.reload();
    this.#parties.clear();
  }

  #document([
    seq,
    id,
    leaf,
    aspect,
    actor,
    target,
    subject,
    summary,
    changes,
    raw,
  ]: readonly SQLOutputValue[]): Document {
    const changed = maybeText(changes);
    const json = text(raw);
    const { activity = '', status = '' } = this.#dictionaries.aspect(integer(aspect)) ?? {};
    const all = [
      text(summary),
      this.#dictionaries.leaf(integer(leaf))?.type ?? '',
      activity,
      status,
      ...this.#party(maybeInteger(actor)),
      ...this.#party(maybeInteger(target)),
      ...(subject === target ? [] : this.#party(maybeInteger(subject))),
      ...valuesOf(json),
    ];
    const texts = upTo(MOST, all);
    // Only behind a backslash JSON has halves of characters, which UTF-8 has not.
    const isWhole = texts.length === all.length && !(json.includes('\\u') && all.some((text) => !text.isWellFormed()));
    let marks = whole(OF_ID, text(id));
    if (changed !== undefined) marks += ` ${changedNames(changed)}`;
    if (!isWhole) marks += ` ${CUT}`;
    return { seq: integer(seq), marks, texts, isWhole };
  }

  #party(id: number | undefined): readonly string[] {
    if (id === undefined) return [];
    let known = this.#parties.get(id);
    if (known === undefined) {
      const party = this.#dictionaries.parties.get(id);
      known = [party?.name ?? '', party?.id ?? ''];
      if (this.#parties.size > PARTIES) this.#parties.clear();
      this.#parties.set(id, known);
    }
    return known;
  }
}

/** The first texts that have no more characters together. */
function upTo(most: number, texts: readonly string[]): readonly string[] {
  let characters = 0;
  for (const [index, { length }] of texts.entries()) {
    characters += length + 1;
    if (characters > most) return texts.slice(0, index);
  }
  return texts;
}

/** `changes`: as stored. */
function changedNames(changes: string): string {
  const list: unknown = JSON.parse(changes);
  if (!Array.isArray(list)) return '';
  return list.map((one: { readonly name?: unknown }) => whole(OF_CHANGE, String(one.name))).join(' ');
}
