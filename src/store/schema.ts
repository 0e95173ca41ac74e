import type { DatabaseSync } from 'node:sqlite';

/**
 * Each entry takes the database one version up; entries are never edited once released. Version n = the first n entries.
 * Repeated texts are interned, so that indexes and rows hold small integers: an event's insert costs about as much as its secondary indexes do.
 */
export const MIGRATIONS: readonly string[] = [
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
];

export const VERSION = MIGRATIONS.length;

export function versionOf(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.user_version);
}

/** Brings an older (or empty) database up to {@link VERSION}, one transaction per step. */
export function migrate(db: DatabaseSync): void {
  for (let version = versionOf(db); version < VERSION; version++) {
    db.exec(`BEGIN IMMEDIATE; ${MIGRATIONS[version]}; PRAGMA user_version = ${version + 1}; COMMIT`);
  }
}
