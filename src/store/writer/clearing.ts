import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Filter } from '../../model/filter.ts';
import { integer } from '../columns.ts';
import { leafCondition } from '../leaves.ts';
import type { Interning } from './interning.ts';
import type { Ledger } from './ledger.ts';

/**
 * Clear and forget. Both only mark: what is marked is gone for every reader at once, however many events it holds, and the cleaner deletes the
 * rows afterwards, also after a crash.
 */
export class Clearing {
  readonly #db: DatabaseSync;
  readonly #ledger: Ledger;
  readonly #interning: Interning;
  readonly #kill: StatementSync;
  readonly #succeed: StatementSync;
  readonly #doom: StatementSync;
  readonly #unwant: StatementSync;
  readonly #unpublish: StatementSync;

  constructor(db: DatabaseSync, interning: Interning, ledger: Ledger) {
    this.#db = db;
    this.#ledger = ledger;
    this.#interning = interning;
    this.#kill = db.prepare('UPDATE leaf SET dead = 1 WHERE id = ?');
    this.#succeed = db.prepare(
      'INSERT INTO leaf(connection, type, severity, total) SELECT connection, type, severity, total FROM leaf WHERE id = ?',
    );
    this.#doom = db.prepare('UPDATE connection SET doomed = 1 WHERE name = ? AND doomed = 0 RETURNING id');
    this.#unwant = db.prepare('DELETE FROM want WHERE connection = ?');
    this.#unpublish = db.prepare('DELETE FROM published WHERE connection = ?');
  }

  /** How many events were cleared. */
  clear(filter: Filter): number {
    const { sql, values } = leafCondition(filter);
    const leaves = this.#db
      .prepare(`SELECT l.id, l.count FROM leaf l JOIN connection c ON c.id = l.connection WHERE ${sql} AND l.count > 0`)
      .all(...values);
    let cleared = 0;
    for (const { id, count } of leaves) {
      cleared += integer(count);
      this.#kill.run(integer(id));
      this.#succeed.run(integer(id));
    }
    if (filter.types === undefined && filter.severities === undefined) {
      const of = leafCondition(filter.connections === undefined ? {} : { connections: filter.connections });
      // Without types and severities the condition names connections only.
      for (const table of ['gap', 'quarantine']) {
        this.#db
          .prepare(`DELETE FROM ${table} WHERE connection IN (SELECT c.id FROM connection c WHERE ${of.connections})`)
          .run(...of.values);
      }
      this.#ledger.removed++;
    } else if (cleared > 0) this.#ledger.removed++;
    this.#interning.clear();
    return cleared;
  }

  forget(connection: string): void {
    const doomed = this.#doom.get(connection);
    if (doomed) {
      this.#db.prepare('UPDATE leaf SET dead = 1 WHERE connection = ?').run(integer(doomed.id));
      this.#ledger.removed++;
    }
    if (Number(this.#unwant.run(connection).changes) + Number(this.#unpublish.run(connection).changes) > 0)
      this.#ledger.shared++;
    this.#interning.clear();
  }
}
