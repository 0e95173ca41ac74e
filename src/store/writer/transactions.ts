import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { integer } from '../columns.ts';
import type { Mark } from '../wire.ts';
import type { Identities } from './identities.ts';
import type { Interning } from './interning.ts';
import type { Ledger } from './ledger.ts';

/** Runs each write as one transaction, and keeps what the worker remembers in step with what is committed. */
export class Transactions {
  readonly #db: DatabaseSync;
  readonly #ledger: Ledger;
  readonly #interning: Interning;
  readonly #identities: Identities;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #dataVersion: StatementSync;
  /** Changes whenever another connection, so another window, commits. Undefined: remember nothing. */
  #seen: number | undefined;
  #mark: Mark;

  constructor(db: DatabaseSync, ledger: Ledger, interning: Interning, identities: Identities) {
    this.#db = db;
    this.#ledger = ledger;
    this.#interning = interning;
    this.#identities = identities;
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
    this.#dataVersion = db.prepare('PRAGMA data_version');
    // First: what is committed between the two is noticed.
    this.#seen = this.#version();
    ledger.load();
    this.#mark = ledger.mark;
  }

  /** Where the store stood after the last COMMIT here. */
  get mark(): Mark {
    return this.#mark;
  }

  run<T>(body: () => T): T {
    try {
      this.#begin.run();
      const version = this.#version();
      if (version !== this.#seen) {
        this.#seen = undefined;
        this.#interning.clear();
        this.#identities.clear();
        this.#ledger.load();
        this.#seen = version;
      }
      const result = body();
      this.#ledger.flush();
      this.#commit.run();
      this.#mark = this.#ledger.mark;
      return result;
    } catch (error) {
      this.#seen = undefined;
      // Some errors (a full disk) have rolled back by themselves.
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  #version(): number {
    return integer(this.#dataVersion.get()?.data_version);
  }
}
