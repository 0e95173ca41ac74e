import { DatabaseSync } from 'node:sqlite';
import { files } from '../files.ts';
import { guard } from '../guard.ts';
import type { CheckpointerApi, WorkerSettings } from '../wire.ts';

/**
 * The checkpointer worker's functions. Copying the log into the database takes long and waits for the disk; done on a connection of its own it holds up neither the
 * writer nor a query.
 */
export function checkpointerService(settings: WorkerSettings): CheckpointerApi {
  const { database } = files(settings.directory);
  let db: DatabaseSync | undefined;
  const guarded = guard(database, () => {});
  return {
    checkpoint: guarded(() => {
      if (!db) {
        db = new DatabaseSync(database);
        db.exec('PRAGMA synchronous = NORMAL');
      }
      const checkpoint = db.prepare('PRAGMA wal_checkpoint(PASSIVE)');
      checkpoint.get();
      // What was written meanwhile, so that little is left for the writer.
      checkpoint.get();
    }),
    close: guarded(() => {
      db?.close();
      db = undefined;
    }),
  };
}
