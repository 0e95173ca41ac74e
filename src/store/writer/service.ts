import { writeFileSync } from 'node:fs';
import { isDamage } from '../failure.ts';
import { files } from '../files.ts';
import { guard } from '../guard.ts';
import type { HostApi, WorkerSettings, WriterApi } from '../wire.ts';
import { Lock } from './lock.ts';
import { openDatabase } from './open.ts';
import { Writer } from './writer.ts';

/** The writer worker's functions. */
export function writerService(settings: WorkerSettings, host: HostApi): WriterApi {
  const { database, lease, presence, suspect } = files(settings.directory);
  const present = new Lock(presence);
  let opened: Writer | undefined;
  const writer = () => {
    if (!opened) throw new Error('it is not open.');
    return opened;
  };
  /** Leaves a note of damage for the next opening, which then checks the file. */
  const note = (error: unknown) => {
    if (isDamage(error)) writeFileSync(suspect, '', { mode: 0o600 });
  };
  const guarded = guard(database, note);
  return {
    open: guarded((now) => {
      const { db, recovered } = openDatabase(settings.directory, present, now, (message) => host.log('info', message));
      if (settings.maxPages !== undefined) db.exec(`PRAGMA max_page_count = ${settings.maxPages}`);
      opened = new Writer(db, settings.retention, new Lock(lease), now, {
        removed: (mark) => host.changed(mark),
        failed: (error) => {
          note(error);
          host.log(
            'warn',
            `Cleaning the event store failed: ${error instanceof Error ? error.message : String(error)}`,
          );
        },
      });
      return recovered === undefined ? { mark: opened.mark } : { mark: opened.mark, recovered };
    }),
    commit: guarded((request, now) => writer().commit(request, now)),
    clear: guarded((filter, now) => writer().clear(filter, now)),
    forget: guarded((connection) => writer().forget(connection)),
    setRetention: guarded((retention, now) => writer().setRetention(retention, now)),
    maintain: guarded((now) => writer().maintain(now)),
    setWanted: guarded((connection, wanted) => writer().setWanted(connection, wanted)),
    publish: guarded((states, now) => writer().publish(states, now)),
    tryLease: guarded(() => writer().tryLease()),
    releaseLease: guarded(() => writer().releaseLease()),
    close: guarded(() => {
      opened?.close();
      opened = undefined;
      present.release();
    }),
  };
}
