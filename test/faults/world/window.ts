import { AccessResolver } from '../../../src/connection/access.ts';
import { Connections, type ConnectionsDeps } from '../../../src/connection/connections.ts';
import type { Vendor } from '../../../src/feeds/feed.ts';
import type { CommitRequest, CommitResult } from '../../../src/store/contract.ts';
import { recordingLogger } from '../../support/logger.ts';
import type { ManualClock } from '../../support/manualClock.ts';
import { MortalClock } from '../../support/mortalClock.ts';
import { Lifeline, openLocalStore } from './process.ts';
import type { Quiet } from './quiet.ts';

export const CONNECTION = 'a';
const RETENTION = { maxEvents: 1_000_000, maxBytes: 2 ** 31, maxAge: 10_000 * 86_400_000 };

export interface WindowOptions {
  readonly directory: string;
  readonly clock: ManualClock;
  readonly quiet: Quiet;
  readonly deps: Pick<ConnectionsDeps, 'configs' | 'credentials' | 'fetch' | 'random'>;
  readonly vendor: Vendor;
  /** The vendor's streams, as the store calls them. */
  readonly streams: readonly string[];
  readonly onCommitted: (request: CommitRequest, result: CommitResult) => void;
}

export type Window = Awaited<ReturnType<typeof openWindow>>;

/** One window's process: the real service on the real store, which can be closed or can crash. */
export async function openWindow({ directory, clock, quiet, deps, vendor, streams, onCommitted }: WindowOptions) {
  const own = new MortalClock(clock);
  const log = recordingLogger();
  const dead = Promise.withResolvers<void>();
  const gone = new AbortController();
  const lifeline = new Lifeline(quiet, () => {
    own.die();
    gone.abort();
    dead.resolve();
  });
  const { store, release } = await openLocalStore({ directory, clock: own, log, retention: RETENTION, lifeline });
  let hung = false;
  const told = { stored: 0, duplicates: 0 };
  const commit = store.commit.bind(store);
  store.commit = async (request) => {
    const result = await commit(request);
    if (streams.includes(request.stream)) {
      told.stored += result.stored;
      told.duplicates += result.duplicates;
      onCommitted(request, result);
    }
    return result;
  };
  const connections = new Connections({
    ...deps,
    store,
    vendors: new Map([
      [
        vendor.system,
        {
          ...vendor,
          open: (context) => {
            told.stored = 0;
            told.duplicates = 0;
            return vendor.open(context);
          },
        },
      ],
    ]),
    clock: own,
    log,
    windowAnswers: () => (hung ? new Promise(() => undefined) : Promise.resolve()),
    access: new AccessResolver(deps.credentials, () => Promise.reject(new Error('No demo here.'))),
    initialHistory: () => 3_600_000,
    fetch: (input, init) => {
      const signals = [gone.signal, ...(init?.signal ? [init.signal] : [])];
      return deps.fetch(input, { ...init, signal: AbortSignal.any(signals) });
    },
  });
  let released: Promise<void> | undefined;
  return {
    store,
    connections,
    log,
    /** What the commits of its present connection answered. */
    told,
    get dead() {
      return lifeline.dead;
    },
    start: () => connections.start({ resume: true, connect: [] }),
    close: async () => {
      await connections.close();
      await store.close();
      own.die();
      released = Promise.resolve();
    },
    /** Its extension host lives on, and so may its stream, but nobody sees it. */
    hang: (now: boolean) => {
      hung = now;
    },
    /** Dies when so many more messages between its threads have arrived. */
    dieAfter: (messages: number) => lifeline.dieAfter(messages),
    crash: async () => {
      if (!lifeline.dead) lifeline.dieAfter(0);
      await dead.promise;
      released ??= release();
      await released;
    },
  };
}
