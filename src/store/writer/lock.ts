import type { DatabaseSync } from 'node:sqlite';
import { BUSY, resultCode } from '../failure.ts';
import { openOwn } from '../files.ts';

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
    const db = openOwn(this.#path, 0);
    try {
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
    const db = openOwn(this.#path, timeout);
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
