import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { integer } from './columns.ts';
import { Hashes } from './hashes.ts';

const INDEXED = `SELECT p.id FROM acquaintance a CROSS JOIN party p ON p.id = a.party
    WHERE a.hash BETWEEN ?4 AND ?5 AND p.connection = ?1 AND p.kind = ?2 AND p.vendor_id = ?3`;

/** connection, kind, id, first and last hash */
export const SAME_PARTY = {
  /** By the index, … */
  indexedParty: INDEXED,
  /** … and among the parties that it does not hold yet. */
  sameParty: `${INDEXED}
  UNION SELECT id FROM party WHERE id > (SELECT acquainted FROM state) AND connection = ?1 AND kind = ?2 AND vendor_id = ?3
  ORDER BY 1 DESC LIMIT 1000`,
} as const;

/** The numbers of all parties of one identity, whatever their names. */
export class SameParty {
  readonly #hashes: Hashes;
  readonly #all: StatementSync;
  readonly #indexed: StatementSync;
  readonly #upTo: StatementSync;

  constructor(db: DatabaseSync) {
    this.#hashes = new Hashes(db);
    this.#all = db.prepare(SAME_PARTY.sameParty);
    this.#indexed = db.prepare(SAME_PARTY.indexedParty);
    this.#upTo = db.prepare('SELECT acquainted FROM state');
  }

  /** The newest thousand, newest first. */
  all(connection: number, kind: string, id: string): readonly number[] {
    return this.#ask(this.#all, connection, kind, id);
  }

  /** Of several identities, up to a number that was asked for before: those behind it are not looked through for each. */
  indexed(connection: number, kind: string, id: string): readonly number[] {
    return this.#ask(this.#indexed, connection, kind, id);
  }

  /** The index holds the parties up to this number. */
  upTo(): number {
    return integer(this.#upTo.get()?.acquainted);
  }

  #ask(statement: StatementSync, connection: number, kind: string, id: string): readonly number[] {
    const first = this.#hashes.firstOf(connection, kind, id, null);
    return statement.all(connection, kind, id, first, this.#hashes.lastOf(first)).map((row) => integer(row.id));
  }
}
