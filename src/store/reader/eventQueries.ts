import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { EventRow, SecurityEvent } from '../../model/event.ts';
import type { Filter } from '../../model/filter.ts';
import { integer, maybeInteger, maybeText, type Row, text } from '../columns.ts';
import { leafCondition } from '../leaves.ts';
import { SameParty } from '../sameParty.ts';
import { EventPlaces } from './eventPlaces.ts';
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
  readonly #places: EventPlaces;
  readonly #party: StatementSync;
  readonly #sameParty: SameParty;
  readonly #related: StatementSync;
  readonly #tail: StatementSync;
  readonly #relatedBoth: StatementSync;
  readonly #tailBoth: StatementSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#events = new Events(db);
    this.#newestOfLeaf = db.prepare(QUERIES.newestOfLeaf);
    this.#places = new EventPlaces(db);
    this.#party = db.prepare(QUERIES.party);
    this.#sameParty = new SameParty(db);
    this.#related = db.prepare(QUERIES.related);
    this.#tail = db.prepare(QUERIES.tail);
    this.#relatedBoth = db.prepare(QUERIES.relatedBoth);
    this.#tailBoth = db.prepare(QUERIES.tailBoth);
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
    const newest = this.#relations(party, by, LATEST, limit + 1);
    const others = new Newest(limit);
    others.add(newest.list.filter(({ seq }) => seq !== found.seq));
    return this.#rows(others, slices());
  }

  previous(connection: string, id: string): SecurityEvent | undefined {
    const found = this.#position(connection, id);
    if (found?.subject === undefined) return undefined;
    const [previous] = this.#relations(found.subject, 'subject', found, 1).list;
    return previous && this.#events.whole(previous.seq);
  }

  /** The newest before a position with this subject or target, whatever name it went by. */
  #relations(party: number, by: 'subject' | 'target', { time, seq }: Position, limit: number): Newest {
    const newest = new Newest(limit);
    // One snapshot: the writer moves events from the tail to the index at any time.
    this.#db.exec('BEGIN');
    try {
      for (const same of this.#same(party)) {
        if (by === 'subject') {
          for (const one of [this.#related, this.#tail]) newest.add(one.all(same, 0, time, seq, limit).map(position));
        } else {
          for (const one of [this.#related, this.#tail]) newest.add(one.all(same, 1, time, seq, limit).map(position));
          for (const one of [this.#relatedBoth, this.#tailBoth])
            newest.add(one.all(same, time, seq, limit).map(position));
        }
      }
      return newest;
    } finally {
      this.#db.exec('COMMIT');
    }
  }

  /** Every row of the identity; a party without an id is nobody in particular and has none. */
  #same(party: number): readonly number[] {
    const row = this.#party.get(party);
    const id = maybeText(row?.vendor_id);
    return row && id !== undefined ? this.#sameParty.all(integer(row.connection), text(row.kind), id) : [];
  }

  #position(connection: string, id: string): Found | undefined {
    const row = this.#places.find(connection, id);
    return row && { ...position(row), subject: maybeInteger(row.subject), target: maybeInteger(row.target) };
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
