import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { EventRow, SecurityEvent } from '../../model/event.ts';
import { integer, maybeInteger } from '../columns.ts';
import { EventPlaces } from '../reader/eventPlaces.ts';
import { Events } from '../reader/eventRow.ts';
import { WholeEvents } from './wholeEvents.ts';

/** So many bytes are few: lines of them are not asked about. */
const FEW = 4_000;
const ASK_ALL = -1;

/**
 * seqs as JSON; a null is none. The order is that of the list, which the joins go through from its beginning. Hardly ever is a leaf dead, and its events are soon
 * gone: then nothing has to be looked up for each of them.
 */
const LINES = `SELECT count(*) AS count, CAST(group_concat(e.raw, char(10)) || char(10) AS BLOB) AS lines
  FROM json_each(?1) j CROSS JOIN event e ON e.seq = j.value
  WHERE ((SELECT max(dead) FROM leaf) = 0 OR (SELECT dead FROM leaf WHERE id = e.leaf) = 0)
    AND (octet_length(e.raw) <= ?2 OR has_room(j.key, octet_length(e.raw)))`;

/** Bytes of their texts; no page of the texts themselves is read for it. */
const SIZE = 'SELECT sum(octet_length(e.raw)) AS size FROM json_each(?) j CROSS JOIN event e ON e.seq = j.value';

type Seqs = readonly (number | undefined)[];

export interface Lines {
  readonly lines: Uint8Array;
  readonly count: number;
  /** How many of the list were looked at. */
  readonly length: number;
}

/** Events of the file by their `seq`. */
export class EventAccess {
  readonly #events: Events;
  readonly #places: EventPlaces;
  readonly #lines: StatementSync;
  readonly #size: StatementSync;
  readonly #many: WholeEvents;
  #few = FEW;
  #most = 0;
  #taken = 0;
  #full = Number.POSITIVE_INFINITY;

  constructor(db: DatabaseSync) {
    this.#events = new Events(db);
    this.#places = new EventPlaces(db);
    // Asked before a text is read: the sum is not known before, and to ask for it first takes half as long again.
    db.function('has_room', (index, size) => this.#hasRoom(Number(index), Number(size)));
    this.#lines = db.prepare(LINES);
    this.#size = db.prepare(SIZE);
    this.#many = new WholeEvents(db);
  }

  row(seq: number): EventRow | undefined {
    return this.#events.row(seq);
  }

  whole(seq: number): SecurityEvent | undefined {
    return this.#events.whole(seq);
  }

  /** In this order; those that are gone are left out. */
  many(seqs: Seqs): readonly SecurityEvent[] {
    return this.#many.read(seqs);
  }

  /** Bytes of the exact texts. */
  size(seqs: Seqs): number {
    return maybeInteger(this.#size.get(JSON.stringify(seqs))?.size) ?? 0;
  }

  /**
   * The exact texts, in this order, each with a line feed behind it, in UTF-8: as many as are at most `most` bytes, but one at least. Where most of them are small,
   * small ones are not counted: it may be {@link FEW} more for each.
   */
  lines(seqs: Seqs, most: number): Lines {
    const list = JSON.stringify(seqs);
    let found = this.#read(list, most, this.#few);
    // Behind one that had no room stand none, small as they may be.
    if (this.#full < seqs.length && this.#few !== ASK_ALL) found = this.#read(list, most, ASK_ALL);
    const { count, lines } = found;
    // As the last were, the next may be.
    this.#few = lines.length > FEW * count ? ASK_ALL : FEW;
    return { count, lines, length: Math.min(this.#full, seqs.length) };
  }

  #read(list: string, most: number, few: number): Pick<Lines, 'lines' | 'count'> {
    this.#most = most;
    this.#taken = 0;
    this.#full = Number.POSITIVE_INFINITY;
    const row = this.#lines.get(list, few);
    const count = row ? integer(row.count) : 0;
    return { count, lines: count > 0 && row?.lines instanceof Uint8Array ? row.lines : new Uint8Array() };
  }

  #hasRoom(index: number, size: number): number {
    if (index >= this.#full) return 0;
    if (this.#taken > 0 && this.#taken + size > this.#most) {
      this.#full = index;
      return 0;
    }
    this.#taken += size;
    return 1;
  }

  seqOf(connection: string, id: string): number | undefined {
    const row = this.#places.find(connection, id);
    return row && integer(row.seq);
  }
}
