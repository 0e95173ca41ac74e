import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The store's files in its directory. None may be opened with `fs`: closing any descriptor of a file drops this process's POSIX locks on it. */
export function files(directory: string): {
  database: string;
  fresh: string;
  lease: string;
  presence: string;
  suspect: string;
  search: string;
  searchLock: string;
  searchSuspect: string;
} {
  return {
    database: join(directory, 'events.db'),
    /** What is to replace a damaged database, until it is complete. */
    fresh: join(directory, 'events.db.new'),
    /** Locked exclusively by the window that streams. */
    lease: join(directory, 'lease.lock'),
    /** Locked shared by every window that has the store open, exclusively while one checks, repairs or migrates it. */
    presence: join(directory, 'presence.lock'),
    /** Exists after SQLite reported damage: the next opening checks the file. */
    suspect: join(directory, 'events.db.suspect'),
    /** The index of the search: derived from the events, and thrown away when in doubt. */
    search: join(directory, 'search.db'),
    /** Locked exclusively by the window that writes the index. */
    searchLock: join(directory, 'search.lock'),
    /** Exists after the index was found damaged: it is made anew. */
    searchSuspect: join(directory, 'search.db.suspect'),
  };
}

/** Opens a database that only its owner may read and write; where its mode was another one, also if that made it read-only, it is mended. */
export function openOwn(path: string, timeout: number): DatabaseSync {
  restrict(path);
  const db = new DatabaseSync(path, { timeout });
  try {
    // Before the first write: the log and its index take their mode from the file.
    chmodSync(path, 0o600);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function restrict(path: string): void {
  try {
    chmodSync(path, 0o600);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return; // A new one.
    throw error;
  }
}

/** Leaves a note of damage for the next opening, which then checks the events, or makes the index of the search anew. */
export function markSuspect(directory: string, note: 'suspect' | 'searchSuspect' = 'suspect'): void {
  writeFileSync(files(directory)[note], '', { mode: 0o600 });
}
