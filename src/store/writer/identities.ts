import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { integer, text } from '../columns.ts';
import { eventHash } from '../identity.ts';
import { type Amount, HashIndex } from './hashIndex.ts';
import type { Ledger } from './ledger.ts';

/** Tells which events are stored, by connection and id. */
export class Identities {
  readonly #index: HashIndex;
  readonly #is: StatementSync;

  constructor(db: DatabaseSync, ledger: Ledger) {
    const behind = db.prepare('SELECT seq, connection, id FROM event WHERE seq > ?');
    this.#is = db.prepare('SELECT 1 FROM event WHERE seq = ? AND connection = ? AND id = ?');
    this.#index = new HashIndex(db, {
      table: 'identity',
      column: 'seq',
      mark: {
        get upTo() {
          return ledger.identified;
        },
        set upTo(seq) {
          ledger.identified = seq;
        },
        get last() {
          return ledger.seq;
        },
      },
      *behind(upTo) {
        for (const row of behind.iterate(upTo)) {
          yield { hash: eventHash(integer(row.connection), text(row.id)), number: integer(row.seq) };
        }
      },
    });
  }

  clear(): void {
    this.#index.clear();
  }

  get waiting(): boolean {
    return this.#index.waiting;
  }

  step(amount: Amount): void {
    this.#index.step(amount);
  }

  /** Notes an event that is about to be stored at `seq`; false when it is stored already. */
  add(connection: number, id: string, seq: number): boolean {
    const hash = eventHash(connection, id);
    const isIt = (candidate: number) => this.#is.get(candidate, connection, id) !== undefined;
    if (this.#index.find(hash, isIt) !== undefined) return false;
    this.#index.add(hash, seq);
    return true;
  }

  /** The event at `seq` is being deleted. */
  remove(connection: number, id: string, seq: number): void {
    this.#index.remove(eventHash(connection, id), seq);
  }
}
