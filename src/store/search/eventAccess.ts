import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { EventRow, SecurityEvent } from '../../model/event.ts';
import { integer } from '../columns.ts';
import { Events } from '../reader/eventRow.ts';
import { QUERIES } from '../reader/queries.ts';

/** seqs as JSON. The order is that of the list, which the joins go through from its beginning. */
const LINES = `SELECT count(*) AS count, CAST(group_concat(e.raw, char(10)) || char(10) AS BLOB) AS lines
  FROM json_each(?) j CROSS JOIN event e ON e.seq = j.value CROSS JOIN leaf l ON l.id = e.leaf AND l.dead = 0`;

/** Single events of the file. */
export class EventAccess {
  readonly #events: Events;
  readonly #find: StatementSync;
  readonly #lines: StatementSync;

  constructor(db: DatabaseSync) {
    this.#events = new Events(db);
    this.#find = db.prepare(QUERIES.find);
    this.#lines = db.prepare(LINES);
  }

  row(seq: number): EventRow | undefined {
    return this.#events.row(seq);
  }

  whole(seq: number): SecurityEvent | undefined {
    return this.#events.whole(seq);
  }

  /** The exact texts, in this order, each with a line feed behind it, in UTF-8. */
  lines(seqs: readonly number[]): { readonly lines: Uint8Array; readonly count: number } {
    const row = this.#lines.get(JSON.stringify(seqs));
    const count = row ? integer(row.count) : 0;
    return { count, lines: count > 0 && row?.lines instanceof Uint8Array ? row.lines : new Uint8Array() };
  }

  seqOf(connection: string, id: string): number | undefined {
    const row = this.#find.get(connection, id);
    return row && integer(row.seq);
  }
}
