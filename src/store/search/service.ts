import { DatabaseSync } from 'node:sqlite';
import { isDamage } from '../failure.ts';
import { files, markSuspect } from '../files.ts';
import { guard } from '../guard.ts';
import type { HostApi, SearchApi, WorkerSettings } from '../wire.ts';
import { Desk } from './desk.ts';
import { Encoders } from './encoders.ts';
import { Library } from './library.ts';

const BUSY_TIMEOUT = 5_000;
/** Pages of the events that are held, KiB: inner ones of all indexes, and those of a few screens. */
const CACHE = 16_384;

/** The searching worker's functions. */
export function searchService(settings: WorkerSettings, host: HostApi): SearchApi {
  const { database } = files(settings.directory);
  let opened: { readonly db: DatabaseSync; readonly desk: Desk } | undefined;
  const note = (error: unknown) => {
    if (!isDamage(error)) return;
    markSuspect(settings.directory);
    host.damaged();
  };
  const guarded = guard(database, note);
  const encoders = new Encoders();
  const desk = () => {
    if (!opened) throw new Error('it is not open.');
    return opened.desk;
  };
  const close = () => {
    opened?.desk.dispose();
    opened?.db.close();
    opened = undefined;
  };
  return {
    open: guarded(() => {
      close();
      const db = new DatabaseSync(database, { readOnly: true, timeout: BUSY_TIMEOUT });
      db.exec(`PRAGMA cache_size = -${CACHE}`);
      opened = {
        db,
        desk: new Desk(
          db,
          new Library(settings.directory, (message) => host.log('warn', message)),
          (view, state) => host.viewChanged(view, state),
          (error) => {
            note(error);
            host.log('warn', `Searching failed: ${error instanceof Error ? error.message : String(error)}`);
          },
        ),
      };
    }),
    openView: guarded((view, expression) => desk().open(view, expression)),
    closeView: guarded((view) => desk().close(view)),
    refresh: guarded((view) => desk().refresh(view)),
    rows: guarded((view, from, count) => desk().view(view).rows(from, count)),
    encoded: guarded((view, from, count, form) => desk().view(view).encoded(from, count, encoders.of(form))),
    rankOfTime: guarded((view, time) => desk().view(view).rankOfTime(time)),
    rankOf: guarded((view, connection, id) => desk().view(view).rankOf(connection, id)),
    facets: guarded((view, names, limit) => desk().view(view).facets(names, limit)),
    histogram: guarded((view, buckets, range) => desk().view(view).histogram(buckets, range)),
    tallies: guarded((view) => desk().view(view).tallies()),
    rowsOfLeaf: guarded((view, leaf, limit) => desk().view(view).rowsOfLeaf(leaf, limit)),
    close: guarded(close),
  };
}
