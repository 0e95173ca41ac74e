import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Severity } from '../../model/severity.ts';
import { integer, maybeText, type Row, text } from '../columns.ts';
import { severity } from '../reader/eventRow.ts';
import { Owners } from './owners.ts';
import { Parties } from './parties.ts';

export interface Leaf {
  readonly connection: string;
  readonly type: string;
  readonly severity: Severity;
  /** Events in the store, as of {@link Dictionaries.reload}. */
  readonly count: number;
}

export interface Aspect {
  readonly activity: string;
  readonly status: string | undefined;
  readonly vendorSeverity: string | undefined;
}

/** What the small integers in events stand for. Numbers of leaves may be given again after a removal: see {@link reload}. */
export class Dictionaries {
  readonly #liveLeaves: StatementSync;
  readonly #leaf: StatementSync;
  readonly #aspect: StatementSync;
  readonly #stream: StatementSync;
  readonly parties: Parties;
  readonly owners: Owners;
  #leaves = new Map<number, Leaf>();
  readonly #aspects = new Map<number, Aspect>();
  readonly #streams = new Map<number, string>();

  constructor(db: DatabaseSync) {
    const leaf = `SELECT l.id, c.name, l.type, l.severity, l.count FROM leaf l JOIN connection c ON c.id = l.connection WHERE l.dead = 0 AND c.doomed = 0`;
    this.#liveLeaves = db.prepare(leaf);
    this.#leaf = db.prepare(`${leaf} AND l.id = ?`);
    this.#aspect = db.prepare('SELECT activity, status, vendor_severity FROM aspect WHERE id = ?');
    this.#stream = db.prepare('SELECT name FROM stream WHERE id = ?');
    this.parties = new Parties(db);
    this.owners = new Owners(db, this.parties);
  }

  /** Reads the leaves anew, to be called after something was removed. True when whole leaves went: then nothing that was known is kept. */
  reload(): boolean {
    const before = this.#leaves;
    this.#leaves = new Map(this.#liveLeaves.all().map((row) => [integer(row.id), leafOf(row)]));
    let gone = false;
    for (const [id, { connection, type, severity }] of before) {
      const now = this.#leaves.get(id);
      if (!now || now.connection !== connection || now.type !== type || now.severity !== severity) gone = true;
    }
    if (gone) {
      this.#aspects.clear();
      this.#streams.clear();
      this.parties.forget();
    }
    return gone;
  }

  get leaves(): ReadonlyMap<number, Leaf> {
    return this.#leaves;
  }

  /** `undefined`: cleared. */
  leaf(id: number): Leaf | undefined {
    const known = this.#leaves.get(id);
    if (known) return known;
    const row = this.#leaf.get(id);
    if (!row) return undefined;
    const leaf = leafOf(row);
    this.#leaves.set(id, leaf);
    return leaf;
  }

  aspect(id: number): Aspect | undefined {
    const known = this.#aspects.get(id);
    if (known) return known;
    const row = this.#aspect.get(id);
    if (!row) return undefined;
    const aspect = {
      activity: text(row.activity),
      status: maybeText(row.status),
      vendorSeverity: maybeText(row.vendor_severity),
    };
    this.#aspects.set(id, aspect);
    return aspect;
  }

  stream(id: number): string | undefined {
    const known = this.#streams.get(id);
    if (known !== undefined) return known;
    const name = maybeText(this.#stream.get(id)?.name);
    if (name !== undefined) this.#streams.set(id, name);
    return name;
  }
}

function leafOf(row: Row): Leaf {
  return {
    connection: text(row.name),
    type: text(row.type),
    severity: severity(integer(row.severity)),
    count: integer(row.count),
  };
}
