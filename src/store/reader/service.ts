import { DatabaseSync } from 'node:sqlite';
import { isDamage } from '../failure.ts';
import { files, markSuspect } from '../files.ts';
import { guard } from '../guard.ts';
import type { HostApi, ReaderApi, WorkerSettings } from '../wire.ts';
import { Reader } from './reader.ts';
import { Watch } from './watch.ts';

const BUSY_TIMEOUT = 5_000;

/** The reader worker's functions. */
export function readerService(settings: WorkerSettings, host: HostApi): ReaderApi {
  const { database } = files(settings.directory);
  let close = () => {};
  let opened: Reader | undefined;
  const reader = () => {
    if (!opened) throw new Error('it is not open.');
    return opened;
  };
  const guarded = guard(database, (error) => {
    if (!isDamage(error)) return;
    markSuspect(settings.directory);
    host.damaged();
  });
  return {
    open: guarded(() => {
      const db = new DatabaseSync(database, { readOnly: true, timeout: BUSY_TIMEOUT });
      const watch = new Watch(
        db,
        (mark) => host.changed(mark),
        (error) =>
          host.log(
            'warn',
            `Looking for changes in the event store failed: ${error instanceof Error ? error.message : String(error)}`,
          ),
      );
      opened = new Reader(db);
      close = () => {
        watch.dispose();
        db.close();
      };
    }),
    cursor: guarded((connection, stream) => reader().cursor(connection, stream)),
    newestTime: guarded((connection, stream) => reader().newestTime(connection, stream)),
    tallies: guarded(() => reader().tallies()),
    oldest: guarded(() => reader().oldest()),
    rows: guarded((filter, limit, upTo) => reader().events.rows(filter, limit, upTo)),
    event: guarded((connection, id) => reader().events.event(connection, id)),
    document: guarded((connection, id) => reader().document(connection, id)),
    related: guarded((connection, id, by, limit) => reader().events.related(connection, id, by, limit)),
    previous: guarded((connection, id) => reader().events.previous(connection, id)),
    directory: guarded((connection, kind, id) => reader().directory(connection, kind, id)),
    quarantine: guarded((connection, limit) => reader().quarantine(connection, limit)),
    gaps: guarded((connection) => reader().gaps(connection)),
    wanted: guarded(() => reader().wanted()),
    published: guarded(() => reader().published()),
    close: guarded(() => {
      opened = undefined;
      close();
    }),
  };
}
