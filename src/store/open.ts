import { type Clock, systemClock } from '../base/clock.ts';
import type { Logger } from '../feeds/feed.ts';
import { Checkpoints } from './checkpoints.ts';
import { StoreClient } from './client.ts';
import type { EventStore, Retention } from './contract.ts';
import { WorkerLink } from './link.ts';
import { Repair } from './repair.ts';
import { SearchClient } from './search/client.ts';
import type {
  CheckpointerApi,
  HostApi,
  IndexerApi,
  Mark,
  ReaderApi,
  SearchApi,
  WorkerSettings,
  WriterApi,
} from './wire.ts';

/** ms */
const INDEX_AFTER = 20_000;

export interface StoreOptions {
  /** Created when it is not there. All windows that name the same one share a store. */
  readonly directory: string;
  /** The script of the workers: `worker.ts` of this folder, or its bundle. */
  readonly worker: URL | string;
  readonly log: Logger;
  readonly retention: Retention;
  readonly clock?: Clock;
  /** Tests only: the largest size of the database, in pages of 4 KiB. */
  readonly maxPages?: number;
  /** Tests only: how long the writer waits for a lock, ms. */
  readonly busyTimeout?: number;
}

/** Opens the store, or rejects with a StoreError that names its path. */
export async function openStore(options: StoreOptions): Promise<EventStore> {
  const { directory, worker, log, retention, clock = systemClock, maxPages, busyTimeout } = options;
  let client: StoreClient | undefined;
  const host: HostApi = {
    changed: (mark: Mark) => client?.observe(mark),
    damaged: () => repair.begin(),
    logGrew: () => checkpoints.run(() => writer.ask((rpc) => rpc.checkpointed())),
    viewChanged: (view, state) => search.viewChanged(view, state),
    log: (level, message) => log[level](message),
  };
  const link = <Api extends object>(role: WorkerSettings['role'], died = () => {}) =>
    new WorkerLink<Api>(
      worker,
      {
        role,
        directory,
        retention,
        ...(maxPages !== undefined && { maxPages }),
        ...(busyTimeout !== undefined && { busyTimeout }),
      },
      host,
      (error) => {
        log.error(error.message);
        died();
      },
    );
  const writer = link<WriterApi>('writer');
  const reader = link<ReaderApi>('reader');
  const search = new SearchClient({
    search: (died) => link<SearchApi>('search', died),
    indexer: () => link<IndexerApi>('indexer'),
  });
  const checkpoints = new Checkpoints(() => link<CheckpointerApi>('checkpointer'), log);
  const repair = new Repair({
    writer,
    reader,
    search,
    checkpoints,
    log,
    now: () => clock.now(),
    reopened: (opened) => {
      if (opened.recovered !== undefined) log.warn(opened.recovered);
      client?.reopened(opened);
    },
  });
  try {
    const opened = await writer.ask((rpc) => rpc.open(clock.now()));
    await reader.ask((rpc) => rpc.open());
    if (opened.recovered !== undefined) log.warn(opened.recovered);
    client = new StoreClient(writer, reader, search, clock, opened, [indexLater(search, clock), repair, checkpoints]);
    return client;
  } catch (error) {
    await Promise.all([checkpoints.close(), reader.close(), writer.close()]);
    throw error;
  }
}

/** Indexing begins when a window has long started: nothing of it is part of activation. */
function indexLater(search: SearchClient, clock: Clock): { close(): Promise<void> } {
  const cancel = clock.timer(INDEX_AFTER, () => search.index());
  return { close: async () => cancel() };
}
