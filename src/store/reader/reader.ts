import type { DatabaseSync } from 'node:sqlite';
import type { DirectoryEntry } from '../../model/event.ts';
import { integer, maybeInteger, maybeText, type Row, text } from '../columns.ts';
import type { EventDocument, StoredCursor, StoredGap, StoredQuarantine, Tally } from '../contract.ts';
import { leafCondition } from '../leaves.ts';
import { formatDocument } from './document.ts';
import { EventQueries } from './eventQueries.ts';
import { given, severity } from './eventRow.ts';
import { QUERIES } from './queries.ts';

const CONNECTION = '(SELECT id FROM connection WHERE name = ? AND doomed = 0)';

/** Everything that reads, on a read-only connection of its own. */
export class Reader {
  readonly events: EventQueries;
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.events = new EventQueries(db);
  }

  cursor(connection: string, stream: string): StoredCursor | undefined {
    const row = this.#stream(connection, stream);
    const cursor = maybeText(row?.cursor);
    return cursor === undefined ? undefined : { cursor, updated: integer(row?.updated) };
  }

  newestTime(connection: string, stream: string): number | undefined {
    return maybeInteger(this.#stream(connection, stream)?.newest);
  }

  tallies(): Tally[] {
    const rows = this.#all(
      `SELECT c.name, l.type, l.severity, l.count, l.total FROM leaf l JOIN connection c ON c.id = l.connection WHERE ${leafCondition({}).sql}`,
    );
    return rows.map((row) => ({
      connection: text(row.name),
      type: text(row.type),
      severity: severity(integer(row.severity)),
      count: integer(row.count),
      total: integer(row.total),
    }));
  }

  oldest(): number | undefined {
    const leaves = this.#all(
      `SELECT l.id FROM leaf l JOIN connection c ON c.id = l.connection WHERE ${leafCondition({}).sql} AND l.count > 0`,
    );
    const oldestOfLeaf = this.#db.prepare(QUERIES.oldestOfLeaf);
    const times = leaves.flatMap(({ id }) => maybeInteger(oldestOfLeaf.get(integer(id))?.time) ?? []);
    return times.length > 0 ? Math.min(...times) : undefined;
  }

  document(connection: string, id: string): EventDocument | undefined {
    const event = this.events.event(connection, id);
    return event && formatDocument(event.raw);
  }

  directory(connection: string, kind: string, id: string): DirectoryEntry | undefined {
    const [row] = this.#all(
      `SELECT name, email FROM directory WHERE connection = ${CONNECTION} AND kind = ? AND id = ?`,
      connection,
      kind,
      id,
    );
    return row && { kind, id, ...given('name', maybeText(row.name)), ...given('email', maybeText(row.email)) };
  }

  quarantine(connection: string, limit: number): StoredQuarantine[] {
    const rows = this.#all(
      `SELECT q.id, s.name, q.time, q.reason, q.raw, q.repeats FROM quarantine q JOIN stream s ON s.id = q.stream
        WHERE q.connection = ${CONNECTION} ORDER BY q.id DESC LIMIT ?`,
      connection,
      limit,
    );
    return rows.map((row) => ({
      id: integer(row.id),
      connection,
      stream: text(row.name),
      time: integer(row.time),
      reason: text(row.reason),
      raw: text(row.raw),
      ...given('repeats', integer(row.repeats) || undefined),
    }));
  }

  gaps(connection: string): StoredGap[] {
    const rows = this.#all(
      `SELECT g.id, s.name, g.from_time, g.to_time, g.reason, g.noticed FROM gap g JOIN stream s ON s.id = g.stream
        WHERE g.connection = ${CONNECTION} ORDER BY g.id DESC`,
      connection,
    );
    return rows.map((row) => ({
      id: integer(row.id),
      connection,
      stream: streamOf(text(row.name)),
      ...given('from', maybeInteger(row.from_time)),
      ...given('to', maybeInteger(row.to_time)),
      reason: text(row.reason),
      noticed: integer(row.noticed),
    }));
  }

  wanted(): ReadonlyMap<string, number> {
    const rows = this.#all('SELECT connection, asked FROM want');
    return new Map(rows.map((row) => [text(row.connection), integer(row.asked)]));
  }

  published(): ReadonlyMap<string, { readonly state: string; readonly time: number }> {
    const rows = this.#all('SELECT connection, state, time FROM published');
    return new Map(rows.map((row) => [text(row.connection), { state: text(row.state), time: integer(row.time) }]));
  }

  #stream(connection: string, stream: string): Row | undefined {
    return this.#all(
      `SELECT cursor, updated, newest FROM stream WHERE connection = ${CONNECTION} AND name = ?`,
      connection,
      stream,
    )[0];
  }

  #all(sql: string, ...values: (string | number)[]): Row[] {
    return this.#db.prepare(sql).all(...values);
  }
}

/** Notes about a stream are kept under its name, a colon and a word. */
function streamOf(name: string): string {
  return name.split(':', 1)[0] ?? name;
}
