import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { integer, text } from '../columns.ts';
import { Hashes } from '../hashes.ts';
import { HashIndex } from './hashIndex.ts';
import type { Ledger } from './ledger.ts';

/** Tells which events are stored, by connection and id. */
export class Identities {
  readonly #hashes: Hashes;
  /** Kept behind the rows by the writer. */
  readonly index: HashIndex;
  readonly #is: StatementSync;

  constructor(db: DatabaseSync, ledger: Ledger) {
    const hashes = new Hashes(db);
    this.#hashes = hashes;
    const behind = db.prepare('SELECT seq, connection, id FROM event WHERE seq > ?');
    this.#is = db.prepare('SELECT 1 FROM event WHERE seq = ? AND connection = ? AND id = ?');
    this.index = new HashIndex(db, {
      table: 'identity',
      column: 'seq',
      reach: ledger.reach('identified', 'seq'),
      *behind(upTo) {
        for (const row of behind.iterate(upTo)) {
          yield { hash: hashes.event(integer(row.connection), text(row.id)), number: integer(row.seq) };
        }
      },
    });
  }

  clear(): void {
    this.index.clear();
  }

  /** Asks for many at once. The answer notes the one `at` as about to be stored at `seq`; it is false when that is stored already. */
  expect(connection: number, ids: readonly string[]): (at: number, seq: number) => boolean {
    const hashes = ids.map((id) => this.#hashes.event(connection, id));
    const written = this.index.written(hashes);
    return (at, seq) => {
      const hash = hashes[at] ?? 0;
      const isIt = (candidate: number) => this.#is.get(candidate, connection, ids[at] ?? '') !== undefined;
      if (this.index.find(hash, isIt, written) !== undefined) return false;
      this.index.add(hash, seq);
      return true;
    };
  }

  /** The event at `seq` is being deleted. */
  remove(connection: number, id: string, seq: number): void {
    this.index.remove(this.#hashes.event(connection, id), seq);
  }
}
