import { isDamage } from '../failure.ts';
import { files, markSuspect } from '../files.ts';
import { guard } from '../guard.ts';
import type { HostApi, Opened, WorkerSettings, WriterApi } from '../wire.ts';
import { Lock } from './lock.ts';
import { openDatabase } from './open.ts';
import { WriteAheadLog } from './writeAheadLog.ts';
import { Writer } from './writer.ts';

/** The writer worker's functions. */
export function writerService(settings: WorkerSettings, host: HostApi): WriterApi {
  const { database, lease, presence } = files(settings.directory);
  const present = new Lock(presence);
  const streaming = new Lock(lease);
  let opened: Writer | undefined;
  let generation = 0;
  const writer = () => {
    if (!opened) throw new Error('it is not open.');
    return opened;
  };
  const note = (error: unknown) => {
    if (!isDamage(error)) return;
    markSuspect(settings.directory);
    if (opened) host.damaged();
  };
  const open = (now: number): Opened => {
    const { db, recovered } = openDatabase(settings.directory, present, now, (message) => host.log('info', message));
    if (settings.busyTimeout !== undefined) db.exec(`PRAGMA busy_timeout = ${settings.busyTimeout}`);
    if (settings.maxPages !== undefined) db.exec(`PRAGMA max_page_count = ${settings.maxPages}`);
    const wal = new WriteAheadLog(db, database, () => host.logGrew());
    opened = new Writer(db, settings.retention, streaming, wal, now, {
      removed: (mark) => host.changed(mark),
      failed: (error) => {
        note(error);
        host.log('warn', `Cleaning the event store failed: ${error instanceof Error ? error.message : String(error)}`);
      },
    });
    return { mark: opened.mark, generation, ...(recovered !== undefined && { recovered }) };
  };
  const guarded = guard(database, note);
  return {
    open: guarded(open),
    reopen: guarded((now) => {
      const old = writer();
      opened = undefined;
      old.abandon();
      present.release();
      generation++;
      return open(now);
    }),
    commit: guarded((request, now, of) => {
      if (of !== generation) throw new Error('it was opened again. The stream has to be read again.');
      return writer().commit(request, now);
    }),
    clear: guarded((filter, now) => writer().clear(filter, now)),
    forget: guarded((connection) => writer().forget(connection)),
    setRetention: guarded((retention, now) => writer().setRetention(retention, now)),
    maintain: guarded((now) => writer().maintain(now)),
    setWanted: guarded((connection, wanted) => writer().setWanted(connection, wanted)),
    publish: guarded((states, now) => writer().publish(states, now)),
    checkpointed: guarded(() => writer().checkpointed()),
    tryLease: guarded(() => writer().tryLease()),
    releaseLease: guarded(() => writer().releaseLease()),
    close: guarded(() => {
      opened?.close();
      opened = undefined;
      present.release();
    }),
  };
}
