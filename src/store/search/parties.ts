import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import type { TextMatch } from '../../model/expression.ts';
import { integer, maybeText, type Row, text } from '../columns.ts';
import { Groups } from './groups.ts';
import { PartyTexts } from './partyTexts.ts';
import type { Answers } from './predicate.ts';

export interface StoredParty {
  readonly connection: number;
  readonly kind: string;
  readonly id: string | undefined;
  readonly name: string | undefined;
}

/** Parties by their numbers. In memory is who is the same as whom, and what is searched of them; what is shown is read when it is needed, there may be hundreds of thousands. */
export class Parties {
  readonly #one: StatementSync;
  readonly #texts: PartyTexts;
  readonly #groups = new Groups();
  /** By party; 0: not read yet. */
  #group = new Uint32Array(1_024);
  #named = new Uint8Array(1_024);

  constructor(db: DatabaseSync) {
    this.#one = db.prepare('SELECT id, connection, kind, vendor_id, name FROM party WHERE id = ?');
    this.#texts = new PartyTexts(db);
  }

  get(id: number): StoredParty | undefined {
    const row = id === 0 ? undefined : this.#one.get(id);
    if (!row) return undefined;
    return {
      connection: integer(row.connection),
      kind: text(row.kind),
      id: maybeText(row.vendor_id),
      name: maybeText(row.name),
    };
  }

  /** The same number for all that are one identity (kind and id, without an id the name); 0 for nobody. */
  group(id: number): number {
    const known = this.#group[id];
    if (known || id === 0) return known ?? 0;
    const row = this.#one.get(id);
    if (row) this.#learn(row);
    return this.#group[id] ?? 0;
  }

  /** How many groups there are, the 0 with them. */
  get groups(): number {
    return this.#groups.size + 1;
  }

  /** Whether a party whose {@link group} was asked for has a name. */
  isNamed(id: number): boolean {
    return this.#named[id] === 1;
  }

  /** Tells parties, by their numbers, by name and id. */
  like(match: TextMatch): Answers {
    return this.#texts.like(match);
  }

  /** Reads them before they are asked for, in slices. */
  async warm(signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return;
    for (const rows of this.#texts.warm()) {
      for (const row of rows) this.#learn(row);
      await setImmediate();
      if (signal?.aborted) return;
    }
  }

  /** Whole connections or leaves were removed: what was known goes with them. */
  forget(): void {
    this.#group.fill(0);
    this.#named.fill(0);
    this.#texts.forget();
  }

  #learn(row: Row): void {
    const id = integer(row.id);
    if (id >= this.#group.length) {
      const group = new Uint32Array(Math.max(id + 1, this.#group.length * 2));
      group.set(this.#group);
      this.#group = group;
      const named = new Uint8Array(group.length);
      named.set(this.#named);
      this.#named = named;
    }
    const vendorId = maybeText(row.vendor_id);
    const name = maybeText(row.name);
    // Nobody in particular is in no group.
    if (vendorId === undefined && name === undefined) return;
    const identity = vendorId === undefined ? `${text(row.kind)}\0\0${name}` : `${text(row.kind)}\0${vendorId}`;
    this.#group[id] = this.#groups.of(identity);
    this.#named[id] = name === undefined ? 0 : 1;
  }
}
