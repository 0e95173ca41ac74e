import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { Damage, isDamage } from '../failure.ts';
import { files, markSuspect, openOwn } from '../files.ts';
import { migrate, VERSION, versionOf } from '../schema.ts';
import type { Lock } from './lock.ts';
import { salvage } from './salvage.ts';
import { SOFT } from './writeAheadLog.ts';

/** Longer than a check of a full store takes (about 1.2 s for each million events) and than any commit of another window. */
const OPENING_TIMEOUT = 60_000;
const BUSY_TIMEOUT = 5_000;
const PAGE = 8192;

interface OpenedDatabase {
  readonly db: DatabaseSync;
  /** A sentence for people when a damaged file was moved aside. */
  readonly recovered?: string;
}

/**
 * Opens the database for writing. The first window that opens it holds the presence lock exclusively while it checks, repairs and migrates;
 * every window then shares that lock for as long as it has the database open.
 */
export function openDatabase(
  directory: string,
  presence: Lock,
  now: number,
  log: (message: string) => void,
): OpenedDatabase {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const alone = presence.tryExclusive();
  const recovered = alone ? prepare(directory, now, log) : undefined;
  presence.share(OPENING_TIMEOUT);
  const db = connect(files(directory).database);
  const version = versionOf(db);
  if (version < VERSION) {
    db.close();
    throw new Error('another window uses an older version of this extension. Reload all windows.');
  }
  return recovered === undefined ? { db } : { db, recovered };
}

/** Checks and migrates the file; replaces it when it is damaged. Nobody else has it open. */
function prepare(directory: string, now: number, log: (message: string) => void): string | undefined {
  const { database, fresh, lease, suspect } = files(directory);
  // A process was killed after it had moved a damaged file aside: see `replace`.
  if (!existsSync(database) && existsSync(fresh)) renameSync(fresh, database);
  // The last one to close a database removes its write-ahead log: one that is there now was left by a crash.
  const unclean = existsSync(suspect) || sizeOf(`${database}-wal`) > 0;
  try {
    // SQLite takes a file without a byte for a new one. A window that streamed has left its lock file.
    if (existsSync(lease) && existsSync(database) && sizeOf(database) === 0) throw new Damage('it is empty');
    check(database, unclean, log);
    rmSync(suspect, { force: true });
    return undefined;
  } catch (error) {
    if (!isDamage(error)) throw error;
    return replace(directory, now, log);
  }
}

/** Makes a new database, with what can be salvaged, moves the damaged one aside and puts the new one in its place; good to be killed at any step. */
function replace(directory: string, now: number, log: (message: string) => void): string {
  const { database, fresh, suspect } = files(directory);
  markSuspect(directory);
  for (const suffix of ['', '-wal', '-shm']) rmSync(fresh + suffix, { force: true });
  const db = connect(fresh);
  let complete: boolean;
  try {
    migrate(db);
    complete = salvage(database, db, now);
  } finally {
    db.close();
  }
  const aside = `${database}.damaged-${new Date(now).toISOString().replaceAll(':', '-')}`;
  // The file last: while it is there, the next opening begins again.
  for (const suffix of ['-wal', '-shm', '']) {
    if (existsSync(database + suffix)) renameSync(database + suffix, aside + suffix);
  }
  renameSync(fresh, database);
  rmSync(suspect, { force: true });
  check(database, false, log);
  return complete
    ? `The event store was damaged. It was moved to ${aside}, and a new one was created. What the vendors still keep is read again.`
    : `The event store was damaged. It was moved to ${aside}, and a new, empty one was created. Connect again to read what the vendors still keep.`;
}

function check(database: string, thorough: boolean, log: (message: string) => void): void {
  const db = connect(database);
  try {
    const version = versionOf(db);
    if (version > VERSION)
      throw new Error('it was written by a newer version of this extension. Update the extension.');
    if (thorough) {
      const start = performance.now();
      const result = db.prepare('PRAGMA quick_check(1)').get()?.quick_check;
      log(`Checked the event store after an unclean end: ${result}, ${Math.round(performance.now() - start)} ms.`);
      if (result !== 'ok') throw new Damage(`quick_check: ${result}`);
    }
    // A full store takes some 10 s for each million events.
    if (version > 0 && version < VERSION) log('Bringing the event store up to date.');
    migrate(db);
  } finally {
    db.close();
  }
}

function connect(database: string): DatabaseSync {
  const db = openOwn(database, BUSY_TIMEOUT);
  try {
    // auto_vacuum and page_size count for a new file only.
    db.exec(`PRAGMA page_size = ${PAGE}; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
      PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 0; PRAGMA journal_size_limit = ${SOFT}; PRAGMA temp_store = MEMORY`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
