import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { integer } from './columns.ts';
import { Hashes } from './hashes.ts';

/** connection, kind, id, first and last hash: by the index, and among the parties that it does not hold yet. */
export const SAME_PARTY = `SELECT p.id FROM acquaintance a CROSS JOIN party p ON p.id = a.party
    WHERE a.hash BETWEEN ?4 AND ?5 AND p.connection = ?1 AND p.kind = ?2 AND p.vendor_id = ?3
  UNION SELECT id FROM party WHERE id > (SELECT acquainted FROM state) AND connection = ?1 AND kind = ?2 AND vendor_id = ?3
  ORDER BY 1 DESC LIMIT 1000`;

/** The numbers of all parties of one identity, whatever their names, newest first. */
export class SameParty {
  readonly #hashes: Hashes;
  readonly #find: StatementSync;

  constructor(db: DatabaseSync) {
    this.#hashes = new Hashes(db);
    this.#find = db.prepare(SAME_PARTY);
  }

  numbers(connection: number, kind: string, id: string): readonly number[] {
    const first = this.#hashes.firstOf(connection, kind, id, null);
    return this.#find.all(connection, kind, id, first, this.#hashes.lastOf(first)).map((row) => integer(row.id));
  }
}
