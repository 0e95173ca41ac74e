import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Ledger } from './ledger.ts';

/** The most events that wait for {@link Relating.flush}: about 15 ms of work, and as much for a reader who has to scan them. */
const MOST = 4_096;

/**
 * Keeps the index of events by subject and target behind the events themselves. Its entries fall on random pages: written with each commit
 * they cost more than all the rest of it (measured: 12 of 22 µs an event), sorted by the thousand next to nothing.
 */
export class Relating {
  readonly #ledger: Ledger;
  readonly #insert: StatementSync;

  constructor(db: DatabaseSync, ledger: Ledger) {
    this.#ledger = ledger;
    this.#insert = db.prepare(`INSERT INTO relation(party, role, time, seq)
      SELECT subject, 0, time, seq FROM event WHERE seq > ?1 AND seq <= ?2 AND subject IS NOT NULL
      UNION ALL SELECT target, 1, time, seq FROM event WHERE seq > ?1 AND seq <= ?2 AND target IS NOT NULL AND target IS NOT subject
      ORDER BY 1, 2, 3, 4`);
  }

  get waiting(): boolean {
    return this.#ledger.related < this.#ledger.seq;
  }

  get due(): boolean {
    return this.#ledger.seq - this.#ledger.related >= MOST;
  }

  /** Inside the transaction of the caller. */
  flush(): void {
    if (!this.waiting) return;
    this.#insert.run(this.#ledger.related, this.#ledger.seq);
    this.#ledger.related = this.#ledger.seq;
  }
}
