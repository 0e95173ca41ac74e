import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Gap } from '../../model/event.ts';
import { Interning } from './interning.ts';
import { Ledger } from './ledger.ts';

/** Writes into a new store what was salvaged from a damaged one, inside the transaction of its caller. */
export class Heir {
  readonly #interning: Interning;
  readonly #want: StatementSync;
  readonly #cursor: StatementSync;
  readonly #gap: StatementSync;
  readonly #forget: StatementSync;
  readonly #seq: StatementSync;

  constructor(db: DatabaseSync) {
    this.#interning = new Interning(db, new Ledger(db));
    this.#want = db.prepare('INSERT INTO want(connection, asked) VALUES(?, ?) ON CONFLICT DO NOTHING');
    this.#cursor = db.prepare('UPDATE stream SET cursor = ?, updated = ? WHERE id = ?');
    this.#gap = db.prepare(
      'INSERT INTO gap(connection, stream, from_time, to_time, reason, noticed) VALUES(?, ?, ?, ?, ?, ?)',
    );
    this.#forget = db.prepare('INSERT INTO forgotten(connection, id, at) VALUES(?, ?, ?) ON CONFLICT DO NOTHING');
    this.#seq = db.prepare('UPDATE state SET seq = ?1, related = ?1, identified = ?1');
  }

  want(connection: string, asked: number): void {
    this.#want.run(connection, asked);
  }

  cursor(connection: string, stream: string, cursor: number, now: number): void {
    this.#cursor.run(String(cursor), now, this.#interning.stream(this.#interning.connection(connection), stream));
  }

  gap(connection: string, stream: string, { from, to, reason }: Gap, noticed: number): void {
    const id = this.#interning.connection(connection);
    this.#gap.run(id, this.#interning.stream(id, stream), from ?? null, to ?? null, reason, noticed);
  }

  forget(connection: string, id: string, at: number): void {
    this.#forget.run(this.#interning.connection(connection), id, at);
  }

  seq(seq: number): void {
    this.#seq.run(seq);
  }
}
