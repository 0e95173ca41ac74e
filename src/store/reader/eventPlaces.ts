import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { integer, type Row } from '../columns.ts';
import { eventHash } from '../identity.ts';
import { QUERIES } from './queries.ts';

/** Where an event is, by the name of its connection and its id. */
export class EventPlaces {
  readonly #connection: StatementSync;
  readonly #find: StatementSync;

  constructor(db: DatabaseSync) {
    this.#connection = db.prepare(QUERIES.connection);
    this.#find = db.prepare(QUERIES.find);
  }

  /** Its `seq`, `time`, `subject` and `target`. */
  find(connection: string, id: string): Row | undefined {
    const known = this.#connection.get(connection);
    if (!known) return undefined;
    const number = integer(known.id);
    return this.#find.get(number, id, eventHash(number, id));
  }
}
