import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Ledger } from './ledger.ts';

/** What windows tell each other through the store, inside the transaction of the caller. */
export class Sharing {
  readonly #ledger: Ledger;
  readonly #want: StatementSync;
  readonly #unwant: StatementSync;
  readonly #withdraw: StatementSync;
  readonly #publish: StatementSync;

  constructor(db: DatabaseSync, ledger: Ledger) {
    this.#ledger = ledger;
    this.#want = db.prepare('INSERT INTO want(connection) VALUES(?) ON CONFLICT DO UPDATE SET asked = asked + 1');
    this.#unwant = db.prepare('DELETE FROM want WHERE connection = ?');
    this.#withdraw = db.prepare('DELETE FROM published');
    this.#publish = db.prepare('INSERT INTO published(connection, state, time) VALUES(?, ?, ?)');
  }

  setWanted(connection: string, wanted: boolean): void {
    if ((wanted ? this.#want : this.#unwant).run(connection).changes !== 0) this.#ledger.shared++;
  }

  publish(states: ReadonlyMap<string, string>, now: number): void {
    this.#withdraw.run();
    for (const [connection, state] of states) this.#publish.run(connection, state, now);
    this.#ledger.shared++;
  }
}
