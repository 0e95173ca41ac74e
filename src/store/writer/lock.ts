import { chmodSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { resultCode } from '../failure.ts';

const BUSY = 5;

/**
 * A lock between processes: a transaction held open on an empty database. SQLite knows how to lock on every system, and the kernel frees the
 * lock when the process dies, however it dies.
 */
export class Lock {
  readonly #path: string;
  #held: DatabaseSync | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** True when this process now holds the lock (or held it already) against everybody. Does not wait. */
  tryExclusive(): boolean {
    if (this.#held) return true;
    const db = new DatabaseSync(this.#path, { timeout: 0 });
    try {
      chmodSync(this.#path, 0o600);
      db.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      db.close();
      if (resultCode(error) === BUSY) return false;
      throw error;
    }
    this.#held = db;
    return true;
  }

  /** Holds the lock together with others who share it; waits up to `timeout` ms for one who holds it exclusively. */
  share(timeout: number): void {
    this.release();
    const db = new DatabaseSync(this.#path, { timeout });
    try {
      db.exec('BEGIN; SELECT count(*) FROM sqlite_schema');
    } catch (error) {
      db.close();
      throw error;
    }
    this.#held = db;
  }

  release(): void {
    this.#held?.close();
    this.#held = undefined;
  }
}
