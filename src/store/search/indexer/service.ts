import { existsSync } from 'node:fs';
import { setPriority } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { isDamage } from '../../failure.ts';
import { files, markSuspect } from '../../files.ts';
import { guard } from '../../guard.ts';
import type { HostApi, IndexerApi, WorkerSettings } from '../../wire.ts';
import { Lock } from '../../writer/lock.ts';
import { identityOf, openIndex } from '../searchDatabase.ts';
import { Indexing } from './indexing.ts';

const TIMEOUT = 5_000;
const NICE = 19;
/** While another window writes the index, and after a failure, ms. */
const AGAIN = 5_000;
/** Between two looks at what is new, ms. */
const LOOK = 250;

/** The indexing worker's functions. */
export function indexerService(settings: WorkerSettings, host: HostApi): IndexerApi {
  const abort = new AbortController();
  let running: Promise<void> | undefined;
  const guarded = guard(files(settings.directory).search, () => {});
  return {
    open: guarded(() => {
      // Commits and queries go first. Elsewhere than on Linux this would be of the whole process.
      if (process.platform === 'linux') setPriority(NICE);
      running ??= run(settings.directory, host, abort.signal);
    }),
    close: guarded(async () => {
      abort.abort();
      await running;
    }),
  };
}

async function run(directory: string, host: HostApi, signal: AbortSignal): Promise<void> {
  const lock = new Lock(files(directory).searchLock);
  let damaged = false;
  try {
    while (!signal.aborted) {
      try {
        if (lock.tryExclusive()) await index(directory, host, signal);
        else await wait(AGAIN, signal);
        damaged = false;
      } catch (error) {
        host.log('warn', `Indexing failed: ${error instanceof Error ? error.message : String(error)}`);
        if (isDamage(error)) damaged = blame(directory, host, damaged);
        await wait(AGAIN, signal);
      }
    }
  } finally {
    lock.release();
  }
}

/** Until it is aborted, or the index or the events are to be opened anew. */
async function index(directory: string, host: HostApi, signal: AbortSignal): Promise<void> {
  const { database, searchSuspect } = files(directory);
  const db = openIndex(directory, (message) => host.log('info', message));
  const identity = identityOf(directory);
  let events: DatabaseSync | undefined;
  try {
    events = new DatabaseSync(database, { readOnly: true, timeout: TIMEOUT });
    const indexing = new Indexing(db, events);
    while (!signal.aborted && !existsSync(searchSuspect) && identityOf(directory) === identity)
      await wait(indexing.due && (await indexing.step(signal)) ? 0 : LOOK, signal);
  } finally {
    events?.close();
    db.close();
  }
}

/** SQLite does not say which of the two files is damaged. The index goes first; when it happens again with a new one, it is the events. */
function blame(directory: string, host: HostApi, again: boolean): boolean {
  markSuspect(directory, 'searchSuspect');
  if (again) {
    markSuspect(directory);
    host.damaged();
  }
  return !again;
}

async function wait(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => {});
}
