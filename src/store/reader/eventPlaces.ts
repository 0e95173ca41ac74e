import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { integer, type Row } from '../columns.ts';
import { Hashes } from '../hashes.ts';
import { QUERIES } from './queries.ts';

/** Where an event is, by the name of its connection and its id. */
export class EventPlaces {
  readonly #hashes: Hashes;
  readonly #connection: StatementSync;
  readonly #find: StatementSync;

  constructor(db: DatabaseSync) {
    this.#hashes = new Hashes(db);
    this.#connection = db.prepare(QUERIES.connection);
    this.#find = db.prepare(QUERIES.find);
  }

  /** Its `seq`, `time`, `subject` and `target`. */
  find(connection: string, id: string): Row | undefined {
    const known = this.#connection.get(connection);
    if (!known) return undefined;
    const number = integer(known.id);
    return this.#find.get(number, id, this.#hashes.event(number, id));
  }
}
