import { existsSync, rmSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { integer, maybeText } from '../columns.ts';
import { files, openOwn } from '../files.ts';

/** Another one, also of the rule by which words are told apart: the index is made anew. */
const VERSION = 2;
const TIMEOUT = 5_000;
const PAGE = 8192;

/** Events of a shard lie in one range of `seq` and have one index of words. Where they all are gone it is dropped whole: nothing is ever deleted from an index. */
export const SHARD = 32_768;
/** Events of a segment lie in one range of `seq`; a shard has whole ones. */
export const SEGMENT = 4_096;

/** `seq` begins at 1. */
export function rangeOf(number: number, size: number): { readonly first: number; readonly last: number } {
  return { first: number * size + 1, last: (number + 1) * size };
}

export function numberOf(seq: number, size: number): number {
  return Math.floor((seq - 1) / size);
}

const SCHEMA = `
  -- Which file of events this was derived from.
  CREATE TABLE origin(identity TEXT NOT NULL, leaves TEXT NOT NULL);
  -- The texts of the events of a range of seq, as far as upto, are in its pieces, and the words of what only one event has in the table text_<number>; rows: how many events that is; cut: how many of them
  -- are not indexed whole; made: tells it from one of the same number that was dropped.
  CREATE TABLE shard(number INTEGER PRIMARY KEY, upto INTEGER NOT NULL, rows INTEGER NOT NULL, cut INTEGER NOT NULL,
    made INTEGER NOT NULL);
  CREATE TABLE piece(shard INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, known INTEGER NOT NULL, learned BLOB NOT NULL, "having" BLOB NOT NULL,
    own BLOB NOT NULL, PRIMARY KEY(shard, last));
  CREATE TABLE segment(number INTEGER PRIMARY KEY, data BLOB NOT NULL);
`;

/** The events' own words need no columns, no positions and no copy: detail=none is half the size. ascii: what is beyond ASCII was told apart and folded before. */
export function createText(number: number): string {
  return `CREATE VIRTUAL TABLE text_${number} USING fts5(words, content='', detail=none, columnsize=0, tokenize='ascii')`;
}

/** What tells one file of events from another: a file that replaces a damaged one may give the same `seq` to other events. */
export function identityOf(directory: string): string {
  return String(statSync(files(directory).database, { bigint: true }).ino);
}

/** Opens the index to write it, empty where it is new, damaged, of another version, or derived from other events. The caller holds its lock. */
export function openIndex(directory: string, log: (message: string) => void): DatabaseSync {
  const { search, searchSuspect } = files(directory);
  if (existsSync(searchSuspect)) {
    log('Search index: damaged, is made anew');
    remove(directory);
  }
  try {
    return prepared(directory, log);
  } catch (error) {
    if (!existsSync(search)) throw error;
    log(`Search index: cannot be opened, is made anew: ${error instanceof Error ? error.message : String(error)}`);
    remove(directory);
    return prepared(directory, log);
  }
}

function remove(directory: string): void {
  const { search, searchSuspect } = files(directory);
  for (const suffix of ['', '-wal', '-shm']) rmSync(search + suffix, { force: true });
  rmSync(searchSuspect, { force: true });
}

function prepared(directory: string, log: (message: string) => void): DatabaseSync {
  const db = openOwn(files(directory).search, TIMEOUT);
  try {
    db.exec(`PRAGMA page_size = ${PAGE}; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
      PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 16777216`);
    const identity = identityOf(directory);
    if (versionOf(db) === VERSION && originOf(db) === identity && !isAhead(db, directory)) return db;
    if (versionOf(db) !== 0) log('Search index: of other events or another version, is made anew');
    db.exec('BEGIN IMMEDIATE');
    for (const { name } of db
      .prepare(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND (name IN ('origin', 'shard', 'piece', 'segment') OR sql LIKE 'CREATE VIRTUAL%')`,
      )
      .all())
      db.exec(`DROP TABLE "${String(name)}"`);
    db.exec(SCHEMA);
    db.prepare('INSERT INTO origin VALUES(?, ?)').run(identity, '[]');
    db.exec(`PRAGMA user_version = ${VERSION}; COMMIT`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Opens the index to read it; `undefined` when there is none that belongs to these events, or it is about to be made anew. */
export function readIndex(directory: string): DatabaseSync | undefined {
  const { search, searchSuspect } = files(directory);
  if (!existsSync(search) || existsSync(searchSuspect)) return undefined;
  const db = new DatabaseSync(search, { readOnly: true, timeout: TIMEOUT });
  try {
    db.exec('PRAGMA cache_size = -32768; PRAGMA mmap_size = 1073741824');
    if (versionOf(db) === VERSION && originOf(db) === identityOf(directory) && !isAhead(db, directory)) return db;
  } catch (error) {
    db.close();
    throw error;
  }
  db.close();
  return undefined;
}

/** What says of one index that it is another one by now; `undefined` without one. */
export function indexFile(directory: string): string | undefined {
  const stat = statSync(files(directory).search, { throwIfNoEntry: false, bigint: true });
  return stat && String(stat.ino);
}

/** It knows more events than there ever were. */
function isAhead(db: DatabaseSync, directory: string): boolean {
  const events = new DatabaseSync(files(directory).database, { readOnly: true, timeout: TIMEOUT });
  try {
    const seq = integer(events.prepare('SELECT seq FROM state').get()?.seq);
    const last = db.prepare('SELECT max(upto) AS last FROM shard').get()?.last;
    return last !== null && last !== undefined && integer(last) > seq;
  } finally {
    events.close();
  }
}

function versionOf(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.user_version);
}

function originOf(db: DatabaseSync): string | undefined {
  return maybeText(db.prepare('SELECT identity FROM origin').get()?.identity);
}
