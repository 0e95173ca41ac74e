import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { isDamage } from '../failure.ts';
import { files } from '../files.ts';
import { migrate, VERSION, versionOf } from '../schema.ts';
import type { Lock } from './lock.ts';

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

/** Checks and migrates the file; moves it aside when it is damaged. Nobody else has it open. */
function prepare(directory: string, now: number, log: (message: string) => void): string | undefined {
  const { database, suspect } = files(directory);
  // The last one to close a database removes its write-ahead log: one that is there now was left by a crash.
  const unclean = existsSync(suspect) || sizeOf(`${database}-wal`) > 0;
  try {
    check(database, unclean, log);
    rmSync(suspect, { force: true });
    return undefined;
  } catch (error) {
    if (!isDamage(error)) throw error;
    const aside = `${database}.damaged-${new Date(now).toISOString().replaceAll(':', '-')}`;
    for (const suffix of ['', '-wal', '-shm']) {
      if (existsSync(database + suffix)) renameSync(database + suffix, aside + suffix);
    }
    rmSync(suspect, { force: true });
    check(database, false, log);
    return `The event store was damaged. It was moved to ${aside}, and a new, empty one was created.`;
  }
}

class Damage extends Error {
  readonly errcode = 11;
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
    migrate(db);
  } finally {
    db.close();
  }
}

function connect(database: string): DatabaseSync {
  const db = new DatabaseSync(database, { timeout: BUSY_TIMEOUT });
  try {
    // Before the first write: the log and its index take their mode from the file.
    chmodSync(database, 0o600);
    // auto_vacuum and page_size count for a new file only.
    db.exec(`PRAGMA page_size = ${PAGE}; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
      PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4096; PRAGMA journal_size_limit = 67108864; PRAGMA temp_store = MEMORY`);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
