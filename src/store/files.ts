import { join } from 'node:path';

/** The store's files in its directory. None may be opened with `fs`: closing any descriptor of a file drops this process's POSIX locks on it. */
export function files(directory: string): { database: string; lease: string; presence: string; suspect: string } {
  return {
    database: join(directory, 'events.db'),
    /** Locked exclusively by the window that streams. */
    lease: join(directory, 'lease.lock'),
    /** Locked shared by every window that has the store open, exclusively while one checks, repairs or migrates it. */
    presence: join(directory, 'presence.lock'),
    /** Exists after SQLite reported damage: the next opening checks the file. */
    suspect: join(directory, 'events.db.suspect'),
  };
}
