import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { integer } from '../columns.ts';
import type { Retention } from '../contract.ts';
import type { Ledger } from './ledger.ts';
import type { Removing } from './removing.ts';
import type { Transactions } from './transactions.ts';

/** How long one step may hold the writer before its COMMIT, ms. */
const STEP = 4;
const DAY = 86_400_000;
/** Ids outlive their events for longer than any vendor replays (Lookout 10 days, Box's history a year), within reason. */
const IDS_KEPT_FOR = 400 * DAY;
const IDS_KEPT = 10_000_000;
/** Free pages are given back to the file system when they are many, and a quarter of the file. */
const FREE_PAGES = 4_096;
const SHRINK_PAGES = 16;

/** Deletes in the background, in short transactions between commits: what was cleared or forgotten, then what retention lets go. */
export class Cleaner {
  readonly #db: DatabaseSync;
  readonly #transactions: Transactions;
  readonly #removing: Removing;
  readonly #ledger: Ledger;
  readonly #deadLeaf: StatementSync;
  readonly #dropLeaf: StatementSync;
  readonly #doomed: StatementSync;
  readonly #dropDoomed: readonly StatementSync[];
  readonly #dropConnection: StatementSync;
  readonly #dropIds: StatementSync;
  retention: Retention;

  constructor(db: DatabaseSync, transactions: Transactions, removing: Removing, ledger: Ledger, retention: Retention) {
    this.#db = db;
    this.#transactions = transactions;
    this.#removing = removing;
    this.#ledger = ledger;
    this.retention = retention;
    this.#deadLeaf = db.prepare('SELECT id FROM leaf WHERE dead = 1 LIMIT 1');
    this.#dropLeaf = db.prepare('DELETE FROM leaf WHERE id = ?');
    this.#doomed = db.prepare('SELECT id FROM connection WHERE doomed = 1 LIMIT 1');
    this.#dropDoomed = [
      'DELETE FROM forgotten WHERE number IN (SELECT number FROM forgotten WHERE connection = ? LIMIT 200)',
      'DELETE FROM aspect WHERE id IN (SELECT id FROM aspect WHERE connection = ? LIMIT 200)',
      'DELETE FROM quarantine WHERE id IN (SELECT id FROM quarantine WHERE connection = ? LIMIT 50)',
      'DELETE FROM directory WHERE (connection, kind, id) IN (SELECT connection, kind, id FROM directory WHERE connection = ? LIMIT 200)',
      'DELETE FROM gap WHERE connection = ?',
      'DELETE FROM stream WHERE connection = ?',
    ].map((sql) => db.prepare(sql));
    this.#dropConnection = db.prepare('DELETE FROM connection WHERE id = ?');
    this.#dropIds =
      db.prepare(`DELETE FROM forgotten WHERE number IN (SELECT number FROM forgotten ORDER BY number LIMIT 200)
      AND (at < ? OR number <= (SELECT max(number) FROM forgotten) - ${IDS_KEPT})`);
  }

  /** One step; false when there is nothing left to do. */
  step(now: number): boolean {
    const more = this.#transactions.run(() => {
      const deadline = performance.now() + STEP;
      return (
        this.#cleared(now, deadline) || this.#forgotten(deadline) || this.#retained(now, deadline) || this.#ids(now)
      );
    });
    return more || this.#shrink();
  }

  #cleared(now: number, deadline: number): boolean {
    const leaf = this.#deadLeaf.get();
    if (!leaf) return false;
    if (!this.#removing.leaf(integer(leaf.id), now, deadline)) this.#dropLeaf.run(integer(leaf.id));
    return true;
  }

  #forgotten(deadline: number): boolean {
    const doomed = this.#doomed.get();
    if (!doomed) return false;
    const id = integer(doomed.id);
    while (this.#removing.partiesOf(id)) {
      if (performance.now() >= deadline) return true;
    }
    for (const statement of this.#dropDoomed) {
      while (statement.run(id).changes !== 0) {
        if (performance.now() >= deadline) return true;
      }
    }
    this.#dropConnection.run(id);
    return true;
  }

  #retained(now: number, deadline: number): boolean {
    const before = this.#ledger.events;
    const more = this.#removing.retain(this.retention, now, deadline);
    if (this.#ledger.events < before) this.#ledger.removed++;
    return more;
  }

  #ids(now: number): boolean {
    return this.#dropIds.run(now - IDS_KEPT_FOR).changes !== 0;
  }

  #shrink(): boolean {
    const free = this.#pragma('freelist_count');
    if (free < FREE_PAGES || free * 4 < this.#pragma('page_count')) return false;
    // Each page given back may move another one, somewhere in the file.
    const deadline = performance.now() + STEP;
    do this.#db.exec(`PRAGMA incremental_vacuum(${SHRINK_PAGES})`);
    while (performance.now() < deadline && this.#pragma('freelist_count') >= FREE_PAGES);
    return this.#pragma('freelist_count') < free;
  }

  #pragma(name: 'freelist_count' | 'page_count'): number {
    return integer(this.#db.prepare(`PRAGMA ${name}`).get()?.[name]);
  }
}
