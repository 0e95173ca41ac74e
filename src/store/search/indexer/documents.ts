import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { integer, listed, maybeInteger, maybeText, text } from '../../columns.ts';
import { Dictionaries } from '../dictionaries.ts';
import { allIndexed, CUT, indexed, OF_CHANGE, OF_ID, valuesOf, whole } from '../words.ts';

/** UTF-16 units of one event that are indexed: no word is longer than what FTS5 takes. An event with more is marked, and looked at itself whenever it is searched. */
const MOST = 10_000;
const PARTIES = 50_000;

export interface Document {
  readonly seq: number;
  /** What is indexed of it. */
  readonly words: string;
}

/** Derives from events what free text finds: the same that the rule of matching looks at, but for the owner, whom other events tell. */
export class Documents {
  readonly #dictionaries: Dictionaries;
  readonly #read: StatementSync;
  readonly #parties = new Map<number, string>();
  readonly #aspects = new Map<number, string>();

  constructor(db: DatabaseSync) {
    this.#dictionaries = new Dictionaries(db);
    this.#read = db.prepare(`SELECT seq, id, leaf, aspect, actor, target, subject, summary, changes, raw FROM event
      WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?`);
    this.#read.setReturnArrays(true);
  }

  /** In order of arrival. */
  *after(seq: number, upTo: number, limit: number): Generator<Document, void, undefined> {
    for (const row of this.#read.iterate(seq, upTo, limit)) yield this.#document(listed(row));
  }

  /** Something was removed: ids may stand for something else. */
  forget(): void {
    this.#dictionaries.reload(true);
    this.#parties.clear();
    this.#aspects.clear();
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
    const texts = [
      whole(OF_ID, text(id)),
      indexed(text(summary)),
      indexed(this.#dictionaries.leaf(integer(leaf))?.type ?? ''),
      this.#aspect(integer(aspect)),
      this.#party(maybeInteger(actor)),
      this.#party(maybeInteger(target)),
      subject === target ? '' : this.#party(maybeInteger(subject)),
      changed === undefined ? '' : changedNames(changed),
      allIndexed(valuesOf(json)),
    ];
    const words = texts.join(' ');
    return { seq: integer(seq), words: words.length > MOST ? `${CUT} ${words.slice(0, MOST)}` : words };
  }

  #aspect(id: number): string {
    let known = this.#aspects.get(id);
    if (known === undefined) {
      const { activity = '', status = '' } = this.#dictionaries.aspect(id) ?? {};
      known = indexed(`${activity} ${status}`);
      this.#aspects.set(id, known);
    }
    return known;
  }

  #party(id: number | undefined): string {
    if (id === undefined) return '';
    let known = this.#parties.get(id);
    if (known === undefined) {
      const party = this.#dictionaries.parties.get(id);
      known = indexed(`${party?.name ?? ''} ${party?.id ?? ''}`);
      if (this.#parties.size > PARTIES) this.#parties.clear();
      this.#parties.set(id, known);
    }
    return known;
  }
}

/** `changes`: as stored. */
function changedNames(changes: string): string {
  const list: unknown = JSON.parse(changes);
  if (!Array.isArray(list)) return '';
  return list.map((one: { readonly name?: unknown }) => whole(OF_CHANGE, String(one.name))).join(' ');
}
