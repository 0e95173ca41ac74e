import type { DatabaseSync } from 'node:sqlite';
import { integer, maybeText, type Row, text } from './columns.ts';
import { Hashes } from './hashes.ts';

/**
 * Each entry takes the database one version up; entries are never edited once released. Version n = the first n entries.
 * Repeated texts are interned, so that indexes and rows hold small integers: an event's insert costs about as much as its secondary indexes do.
 */
export const MIGRATIONS: readonly (string | ((db: DatabaseSync) => void))[] = [
  `
  -- Where the store stands: one row.
  CREATE TABLE state(seq INTEGER NOT NULL, related INTEGER NOT NULL, events INTEGER NOT NULL, bytes INTEGER NOT NULL,
    removed INTEGER NOT NULL, shared INTEGER NOT NULL);
  INSERT INTO state VALUES(0, 0, 0, 0, 0, 0);

  -- doomed: forgotten by the user; its rows go in the background.
  CREATE TABLE connection(id INTEGER PRIMARY KEY, name TEXT NOT NULL, doomed INTEGER NOT NULL DEFAULT 0);
  CREATE UNIQUE INDEX connection_name ON connection(name) WHERE doomed = 0;

  CREATE TABLE stream(id INTEGER PRIMARY KEY, connection INTEGER NOT NULL, name TEXT NOT NULL, cursor TEXT, updated INTEGER, newest INTEGER);
  CREATE UNIQUE INDEX stream_name ON stream(connection, name);

  -- The tallies. dead: cleared; its events are shown no more and go in the background.
  CREATE TABLE leaf(id INTEGER PRIMARY KEY, connection INTEGER NOT NULL, type TEXT NOT NULL, severity INTEGER NOT NULL,
    count INTEGER NOT NULL DEFAULT 0, total INTEGER NOT NULL DEFAULT 0, dead INTEGER NOT NULL DEFAULT 0);
  CREATE UNIQUE INDEX leaf_key ON leaf(connection, type, severity) WHERE dead = 0;

  -- Interned words of an event.
  CREATE TABLE aspect(id INTEGER PRIMARY KEY, connection INTEGER NOT NULL, activity TEXT NOT NULL, status TEXT, vendor_severity TEXT);
  CREATE INDEX aspect_key ON aspect(connection, activity, status, vendor_severity);

  -- Interned parties, name included: an event goes on showing what it said. actor: was one, and is never purged.
  CREATE TABLE party(id INTEGER PRIMARY KEY, connection INTEGER NOT NULL, kind TEXT NOT NULL, vendor_id TEXT, name TEXT, actor INTEGER NOT NULL DEFAULT 0);
  CREATE INDEX party_key ON party(connection, kind, vendor_id, name);

  CREATE TABLE directory(connection INTEGER NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, name TEXT, email TEXT,
    PRIMARY KEY(connection, kind, id)) WITHOUT ROWID;

  -- raw comes last: reading the other columns never touches its overflow pages.
  CREATE TABLE event(seq INTEGER PRIMARY KEY, connection INTEGER NOT NULL, id TEXT NOT NULL, stream INTEGER NOT NULL, leaf INTEGER NOT NULL,
    time INTEGER NOT NULL, received INTEGER NOT NULL, aspect INTEGER NOT NULL, actor INTEGER, target INTEGER, subject INTEGER,
    summary TEXT NOT NULL, link TEXT, changes TEXT, raw TEXT NOT NULL);
  CREATE UNIQUE INDEX event_id ON event(connection, id);
  CREATE INDEX event_leaf ON event(leaf, time);

  -- The index by subject (role 0) and by target where it is not the subject (role 1), of the events up to state.related: see Relating.
  CREATE TABLE relation(party INTEGER NOT NULL, role INTEGER NOT NULL, time INTEGER NOT NULL, seq INTEGER NOT NULL,
    PRIMARY KEY(party, role, time, seq)) WITHOUT ROWID;

  -- Ids that outlive their events, in the order in which they went.
  CREATE TABLE forgotten(number INTEGER PRIMARY KEY, connection INTEGER NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL);
  CREATE UNIQUE INDEX forgotten_id ON forgotten(connection, id);

  CREATE TABLE quarantine(id INTEGER PRIMARY KEY AUTOINCREMENT, connection INTEGER NOT NULL, stream INTEGER NOT NULL, time INTEGER NOT NULL,
    reason TEXT NOT NULL, raw TEXT NOT NULL);
  CREATE INDEX quarantine_connection ON quarantine(connection);

  CREATE TABLE gap(id INTEGER PRIMARY KEY AUTOINCREMENT, connection INTEGER NOT NULL, stream INTEGER NOT NULL, from_time INTEGER, to_time INTEGER,
    reason TEXT NOT NULL, noticed INTEGER NOT NULL);
  CREATE INDEX gap_connection ON gap(connection);

  -- By name: a connection may be wanted before it has stored anything. asked: how often, since asking again means "try now".
  CREATE TABLE want(connection TEXT PRIMARY KEY, asked INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;
  CREATE TABLE published(connection TEXT PRIMARY KEY, state TEXT NOT NULL, time INTEGER NOT NULL) WITHOUT ROWID;
  `,
  `
  -- A replay brings the same payload again: it is counted, not kept twice. hash: of reason and text; missing in rows of version 1.
  ALTER TABLE quarantine ADD COLUMN hash TEXT;
  ALTER TABLE quarantine ADD COLUMN repeats INTEGER NOT NULL DEFAULT 0;
  CREATE UNIQUE INDEX quarantine_same ON quarantine(connection, stream, hash);
  `,
  (db) => {
    // Indexes by hash (see Hashes), kept behind the rows (see HashIndex): of the events up to state.identified, and of the parties up to state.acquainted. parties:
    // the highest number that a party ever had.
    db.exec(`CREATE TABLE identity(hash INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY(hash, seq)) WITHOUT ROWID;
      CREATE TABLE acquaintance(hash INTEGER NOT NULL, party INTEGER NOT NULL, PRIMARY KEY(hash, party)) WITHOUT ROWID;
      ALTER TABLE state ADD COLUMN identified INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE state ADD COLUMN parties INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE state ADD COLUMN acquainted INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE state ADD COLUMN salt INTEGER NOT NULL DEFAULT 0;
      UPDATE state SET salt = abs(random()) % 2147483648`);
    const hashes = new Hashes(db);
    hashed(db, 'identity', 'SELECT seq AS number, connection, id FROM event INDEXED BY event_id', (row) =>
      hashes.event(integer(row.connection), text(row.id)),
    );
    hashed(db, 'acquaintance', 'SELECT id AS number, connection, kind, vendor_id, name FROM party', (row) =>
      hashes.party(
        integer(row.connection),
        text(row.kind),
        maybeText(row.vendor_id) ?? null,
        maybeText(row.name) ?? null,
      ),
    );
    db.exec(`UPDATE state SET identified = seq, parties = (SELECT ifnull(max(id), 0) FROM party);
      UPDATE state SET acquainted = parties; DROP INDEX event_id; DROP INDEX party_key`);
  },
];

export const VERSION = MIGRATIONS.length;

export function versionOf(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.user_version);
}

/** Brings an older (or empty) database up to {@link VERSION}, one transaction per step. */
export function migrate(db: DatabaseSync): void {
  for (let version = versionOf(db); version < VERSION; version++) {
    const step = MIGRATIONS[version] ?? '';
    db.exec('BEGIN IMMEDIATE');
    if (typeof step === 'string') db.exec(step);
    else step(db);
    db.exec(`PRAGMA user_version = ${version + 1}; COMMIT`);
  }
}

/** Fills an index by hash, many entries at a time and sorted, so that they fall on pages that are near each other. */
function hashed(db: DatabaseSync, table: string, rows: string, hashOf: (row: Row) => number): void {
  const insert = db.prepare(`INSERT INTO ${table} VALUES(?, ?)`);
  let some: { readonly hash: number; readonly number: number }[] = [];
  const write = () => {
    for (const { hash, number } of some.sort((a, b) => a.hash - b.hash)) insert.run(hash, number);
    some = [];
  };
  for (const row of db.prepare(rows).iterate()) {
    some.push({ hash: hashOf(row), number: integer(row.number) });
    if (some.length === 500_000) write();
  }
  write();
}
