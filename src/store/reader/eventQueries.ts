import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { EventRow, SecurityEvent } from '../../model/event.ts';
import type { Filter } from '../../model/filter.ts';
import { integer, maybeInteger, type Row } from '../columns.ts';
import { leafCondition } from '../leaves.ts';
import { Events } from './eventRow.ts';
import { Newest, type Position } from './newest.ts';
import { QUERIES } from './queries.ts';
import { slices } from './slices.ts';

const LATEST: Position = { time: Number.MAX_SAFE_INTEGER, seq: Number.MAX_SAFE_INTEGER };

interface Found extends Position {
  readonly subject: number | undefined;
  readonly target: number | undefined;
}

/** Finds events. Long reads give way to others every few milliseconds. */
export class EventQueries {
  readonly #db: DatabaseSync;
  readonly #events: Events;
  readonly #newestOfLeaf: StatementSync;
  readonly #find: StatementSync;
  readonly #sameParty: StatementSync;
  readonly #bySubject: StatementSync;
  readonly #byTargetAndSubject: StatementSync;
  readonly #byTarget: StatementSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#events = new Events(db);
    this.#newestOfLeaf = db.prepare(QUERIES.newestOfLeaf);
    this.#find = db.prepare(QUERIES.find);
    this.#sameParty = db.prepare(QUERIES.sameParty);
    this.#bySubject = db.prepare(QUERIES.bySubject);
    this.#byTargetAndSubject = db.prepare(QUERIES.byTargetAndSubject);
    this.#byTarget = db.prepare(QUERIES.byTarget);
  }

  /** The newest of each matching leaf, merged: no row that does not match is looked at. */
  async rows(filter: Filter, limit: number, upTo: number | undefined): Promise<readonly EventRow[]> {
    const { sql, values } = leafCondition(filter);
    const leaves = this.#db
      .prepare(`SELECT l.id FROM leaf l JOIN connection c ON c.id = l.connection WHERE ${sql} AND l.count > 0`)
      .all(...values);
    const slice = slices();
    const newest = new Newest(limit);
    for (const { id } of leaves) {
      newest.add(
        this.#newestOfLeaf.all(integer(id), newest.floor, upTo ?? Number.MAX_SAFE_INTEGER, limit).map(position),
      );
      await slice();
    }
    return this.#rows(newest, slice);
  }

  event(connection: string, id: string): SecurityEvent | undefined {
    const found = this.#position(connection, id);
    return found && this.#events.whole(found.seq);
  }

  async related(connection: string, id: string, by: 'subject' | 'target', limit: number): Promise<readonly EventRow[]> {
    const found = this.#position(connection, id);
    const party = found?.[by];
    if (!found || party === undefined) return [];
    const slice = slices();
    const newest = new Newest(limit + 1);
    for (const same of this.#identity(party)) {
      for (const statement of by === 'subject' ? [this.#bySubject] : [this.#byTargetAndSubject, this.#byTarget]) {
        newest.add(statement.all(same, LATEST.time, LATEST.seq, limit + 1).map(position));
        await slice();
      }
    }
    const others = new Newest(limit);
    others.add(newest.list.filter(({ seq }) => seq !== found.seq));
    return this.#rows(others, slice);
  }

  previous(connection: string, id: string): SecurityEvent | undefined {
    const found = this.#position(connection, id);
    if (found?.subject === undefined) return undefined;
    const newest = new Newest(1);
    for (const same of this.#identity(found.subject))
      newest.add(this.#bySubject.all(same, found.time, found.seq, 1).map(position));
    const [previous] = newest.list;
    return previous && this.#events.whole(previous.seq);
  }

  #position(connection: string, id: string): Found | undefined {
    const row = this.#find.get(connection, id);
    return row && { ...position(row), subject: maybeInteger(row.subject), target: maybeInteger(row.target) };
  }

  /** A party without an id is nobody in particular: it has no identity. */
  #identity(party: number): number[] {
    return this.#sameParty.all(party).map(({ id }) => integer(id));
  }

  async #rows(newest: Newest, slice: () => Promise<void> | undefined): Promise<EventRow[]> {
    const rows: EventRow[] = [];
    for (const { seq } of newest.list) {
      const row = this.#events.row(seq);
      // Missing: removed since it was found.
      if (row) rows.push(row);
      await slice();
    }
    return rows;
  }
}

function position(row: Row): Position {
  return { seq: integer(row.seq), time: integer(row.time) };
}
