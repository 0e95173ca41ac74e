import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { files } from '../../src/store/files.ts';
import { VERSION } from '../../src/store/schema.ts';
import { CONNECTION } from './protocol.ts';
import type { VendorServer } from './vendorServer.ts';

/** What a store's files hold, when no process has them open. */
export interface Found {
  /** How many of the server's events arrived. */
  readonly stored: number;
  /** The highest `seq`. */
  readonly seq: number;
  /** Where in the server's order the cursor stands; -1 without one. */
  readonly cursor: number;
  /** `seq` of the events that are there for people, ascending. */
  readonly shown: readonly number[];
}

/** What the server told, and where. */
export type Told = Pick<VendorServer, 'ids' | 'stream' | 'covered'>;

const NOTHING: Found = { stored: 0, seq: 0, cursor: -1, shown: [] };

/**
 * Checks a store against the server's order of ids: the file is sound, what arrived is the beginning of that order and each event of it once, the cursor is not
 * ahead of it, and what the store counts is what there is. Works on a copy, so that the files stay as the killed process left them.
 */
export function inspect(directory: string, server: Told): Found {
  const copy = join(directory, 'inspected');
  rmSync(copy, { recursive: true, force: true });
  const { database } = files(directory);
  if (!existsSync(database)) return NOTHING;
  mkdirSync(copy);
  for (const suffix of ['', '-wal']) {
    if (existsSync(database + suffix)) copyFileSync(database + suffix, join(copy, basename(database) + suffix));
  }
  const db = new DatabaseSync(files(copy).database);
  try {
    return inspectDatabase(db, server);
  } finally {
    db.close();
    rmSync(copy, { recursive: true });
  }
}

function inspectDatabase(db: DatabaseSync, { ids, stream, covered }: Told): Found {
  const number = (sql: string, ...values: (string | number)[]) => {
    const [value] = Object.values(db.prepare(sql).get(...values) ?? {});
    return Number(value ?? Number.NaN);
  };
  assert.equal(db.prepare('PRAGMA integrity_check').get()?.integrity_check, 'ok');
  // A process that was killed before it had made all of its tables.
  if (number('PRAGMA user_version') < VERSION) return NOTHING;

  const known = db
    .prepare('SELECT id FROM event UNION ALL SELECT id FROM forgotten')
    .all()
    .map(({ id }) => String(id));
  const stored = known.length;
  const distinct = new Set(known);
  assert.equal(distinct.size, stored, 'an id is stored twice');
  const lost = ids.slice(0, stored).filter((id) => !distinct.has(id));
  assert.deepEqual(lost, [], 'events are missing before others that are stored');

  const name = [CONNECTION, stream] as const;
  const cursor = db
    .prepare('SELECT s.cursor FROM stream s JOIN connection c ON c.id = s.connection WHERE c.name = ? AND s.name = ?')
    .get(...name)?.cursor;
  const before = typeof cursor === 'string' && cursor !== '' ? covered(cursor) : 0;
  assert.ok(before !== undefined, 'the cursor is none of the server');
  const at = before - 1;
  assert.ok(at < stored, `the cursor stands at ${at}, but only ${stored} events are stored`);

  const seq = number('SELECT seq FROM state');
  assert.equal(seq, stored, 'an event had a seq that is gone, or two');
  assert.equal(number('SELECT events FROM state'), number('SELECT count(*) FROM event'));
  assert.equal(number('SELECT bytes FROM state'), number('SELECT ifnull(sum(octet_length(raw)), 0) FROM event'));
  assert.equal(
    number('SELECT count(*) FROM leaf l WHERE count <> (SELECT count(*) FROM event e WHERE e.leaf = l.id)'),
    0,
    'a tally differs from its rows',
  );
  assert.equal(number('SELECT ifnull(sum(total), 0) FROM leaf WHERE dead = 0'), stored, 'the totals differ');
  const parties = '(e.subject IS NOT NULL) + (e.target IS NOT NULL AND e.target IS NOT e.subject)';
  assert.equal(
    number('SELECT count(*) FROM relation'),
    number(`SELECT ifnull(sum(${parties}), 0) FROM event e WHERE seq <= (SELECT related FROM state)`),
    'the index by subject and target differs from its events',
  );
  for (const [table, column, rows, id, upTo] of [
    ['identity', 'seq', 'event', 'seq', 'identified'],
    ['acquaintance', 'party', 'party', 'id', 'acquainted'],
  ] as const) {
    const indexed = `FROM ${rows} WHERE ${id} <= (SELECT ${upTo} FROM state)`;
    assert.equal(
      number(`SELECT count(*) ${indexed} AND ${id} NOT IN (SELECT ${column} FROM ${table})`),
      0,
      `${table} lacks rows`,
    );
    assert.equal(
      number(`SELECT count(*) FROM ${table} WHERE ${column} NOT IN (SELECT ${id} FROM ${rows})`),
      0,
      `${table} has what is gone`,
    );
    assert.equal(number(`SELECT count(*) - count(DISTINCT ${column}) FROM ${table}`), 0, `${table} has a row twice`);
  }
  const shown = db
    .prepare('SELECT e.seq FROM event e JOIN leaf l ON l.id = e.leaf WHERE l.dead = 0 ORDER BY e.seq')
    .all()
    .map((row) => Number(row.seq));
  return { stored, seq, cursor: at, shown };
}
