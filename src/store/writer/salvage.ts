import { DatabaseSync } from 'node:sqlite';
import type { Gap } from '../../model/event.ts';
import { integer, maybeInteger, maybeText, type Row, text } from '../columns.ts';
import { SINCE } from '../contract.ts';
import { given } from '../reader/eventRow.ts';
import { Heir } from './heir.ts';

/** Ids of removed events that are taken over: the last ones, more than a vendor replays. */
const IDS = 1_000_000;

/**
 * Takes over from a damaged store into a new one what lets streaming go on with nothing lost in silence. Events and cursors stay behind: a cursor without its events
 * would hide that they are gone. Instead each stream is read again from its oldest event on: what the vendor still keeps comes back, and where its replay begins
 * later, that hole is recorded as for any outage. What the user wants connected comes along, known gaps, and the ids of what was removed, so that it stays removed.
 * Returns whether it was found out what the user wants connected.
 */
export function salvage(damaged: string, fresh: DatabaseSync, now: number): boolean {
  let old: DatabaseSync;
  try {
    old = new DatabaseSync(damaged, { readOnly: true });
  } catch {
    return false; // The user is told that it was damaged; this only says how badly.
  }
  fresh.exec('BEGIN IMMEDIATE');
  try {
    const heir = new Heir(fresh);
    const wants = rows(old, 'SELECT connection, asked FROM want', (row) => {
      return { connection: text(row.connection), asked: integer(row.asked) };
    });
    for (const { connection, asked } of wants) heir.want(connection, asked);
    for (const { connection, stream, since } of beginnings(old, now))
      heir.cursor(connection, stream + SINCE, since, now);
    for (const { connection, stream, gap, noticed } of gaps(old)) heir.gap(connection, stream, gap, noticed);
    for (const { connection, id, at } of removed(old)) heir.forget(connection, id, at);
    heir.seq(highest(old));
    fresh.exec('COMMIT');
    return wants.length > 0;
  } catch (error) {
    if (fresh.isTransaction) fresh.exec('ROLLBACK');
    throw error;
  } finally {
    old.close();
  }
}

/** What can be read of the answer: the rows before the first that is damaged, without those that do not hold what they should. */
function rows<T>(db: DatabaseSync, sql: string, decode: (row: Row) => T, ...values: number[]): readonly T[] {
  const result: T[] = [];
  try {
    for (const row of db.prepare(sql).iterate(...values)) {
      try {
        result.push(decode(row));
      } catch {
        // Of a damaged page.
      }
    }
  } catch {
    // The rest is on a damaged page.
  }
  return result;
}

/** From when each stream has to be read again: its connection's oldest event, or the newest that there ever was when none is left, or where its first run began. */
function beginnings(db: DatabaseSync, now: number) {
  const oldest = new Map<string, number>();
  // By the index of each leaf: the events themselves are most of the file, and the likeliest to be damaged.
  const leaves = rows(
    db,
    'SELECT l.id, c.name FROM leaf l JOIN connection c ON c.id = l.connection WHERE l.dead = 0 AND l.count > 0 AND c.doomed = 0',
    (row) => ({ id: integer(row.id), connection: text(row.name) }),
  );
  for (const { id, connection } of leaves) {
    const [time] = rows(db, 'SELECT min(time) AS time FROM event WHERE leaf = ?', (row) => integer(row.time), id);
    if (time !== undefined) oldest.set(connection, Math.min(time, oldest.get(connection) ?? time));
  }
  const streams = rows(
    db,
    `SELECT c.name AS connection, s.name AS stream, s.newest, s.cursor
      FROM stream s JOIN connection c ON c.id = s.connection WHERE c.doomed = 0`,
    (row) => {
      const [connection, stream, newest] = [text(row.connection), text(row.stream), maybeInteger(row.newest)];
      if (newest !== undefined)
        return { connection, stream, since: Math.min(oldest.get(connection) ?? newest, newest) };
      if (!stream.endsWith(SINCE)) return undefined;
      return { connection, stream: stream.slice(0, -SINCE.length), since: Number(maybeText(row.cursor)) };
    },
  ).filter((each) => each !== undefined);
  const begun = new Map<string, (typeof streams)[number]>();
  for (const each of streams) {
    if (!Number.isInteger(each.since) || each.since <= 0 || each.since > now) continue;
    const key = `${each.connection} ${each.stream}`;
    const known = begun.get(key);
    if (!known || each.since < known.since) begun.set(key, each);
  }
  return begun.values();
}

function gaps(db: DatabaseSync) {
  return rows(
    db,
    `SELECT c.name AS connection, s.name AS stream, g.from_time, g.to_time, g.reason, g.noticed
      FROM gap g JOIN stream s ON s.id = g.stream JOIN connection c ON c.id = g.connection WHERE c.doomed = 0 ORDER BY g.id`,
    (row) => {
      const gap: Gap = {
        ...given('from', maybeInteger(row.from_time)),
        ...given('to', maybeInteger(row.to_time)),
        reason: text(row.reason),
      };
      return { connection: text(row.connection), stream: text(row.stream), gap, noticed: integer(row.noticed) };
    },
  );
}

/** Ids whose events were removed, also of those that were only marked so. */
function removed(db: DatabaseSync) {
  const decode = (row: Row) => ({ connection: text(row.connection), id: text(row.id), at: integer(row.at) });
  const [last = 0] = rows(db, 'SELECT max(number) AS number FROM forgotten', (row) => integer(row.number));
  return [
    ...rows(
      db,
      `SELECT c.name AS connection, f.id, f.at FROM forgotten f CROSS JOIN connection c ON c.id = f.connection
        WHERE c.doomed = 0 AND f.number > ? ORDER BY f.number`,
      decode,
      last - IDS,
    ),
    ...rows(
      db,
      `SELECT c.name AS connection, e.id, e.received AS at FROM leaf l CROSS JOIN event e ON e.leaf = l.id
        CROSS JOIN connection c ON c.id = e.connection WHERE l.dead = 1 AND c.doomed = 0`,
      decode,
    ),
  ];
}

/** Views compare `seq` with what they saw before. */
function highest(db: DatabaseSync): number {
  const found = ['SELECT seq FROM state', 'SELECT max(seq) AS seq FROM event'].flatMap((sql) =>
    rows(db, sql, (row) => integer(row.seq)),
  );
  return Math.max(0, ...found);
}
