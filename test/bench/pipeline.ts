import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../src/base/clock.ts';
import { StreamRunner } from '../../src/connection/streamRunner.ts';
import type { Feed, FeedContext, Logger, Vendor } from '../../src/feeds/feed.ts';
import { lookout } from '../../src/feeds/lookout/vendor.ts';
import type { Answers } from '../../src/model/connection.ts';
import type { EventStore } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/open.ts';
import type { SimulatorProcess } from './simulatorProcess.ts';

const quiet: Logger = { trace() {}, debug() {}, info() {}, warn: console.error, error: console.error };
const HOUR = 3_600_000;

export interface Pipeline {
  readonly store: EventStore;
  dispose(): Promise<void>;
}

/** What is streamed: one stream of one vendor. */
export interface Source {
  readonly vendor: Pick<Vendor, 'system' | 'replayDepth'>;
  readonly stream: string;
  readonly options?: Answers;
  feed(context: FeedContext): Feed;
  /** ms before now at which a first run begins. */
  readonly history: number;
  /** Where the stream goes on instead. */
  readonly cursor?: string;
}

/** The product from socket to file, without the UI: a feed, its supervision, and a new store. `onStored` hears the events stored so far. */
export async function startPipeline(
  simulator: SimulatorProcess,
  source: Source,
  onStored: (stored: number) => void,
): Promise<Pipeline> {
  const directory = await mkdtemp(path.join(tmpdir(), 'bench-'));
  const store = await openStore({
    directory,
    worker: new URL('../../src/store/worker.ts', import.meta.url),
    retention: { maxEvents: 10_000_000, maxBytes: 2 ** 40, maxAge: 10_000 * 24 * HOUR },
    log: quiet,
  });
  const { vendor, stream, options, history, cursor } = source;
  const connection = 'bench';
  if (cursor !== undefined) await store.commit({ connection, stream, events: [], cursor, receivedTime: Date.now() });
  const feed = source.feed({
    config: { id: connection, name: 'Bench', system: vendor.system, ...(options && { options }) },
    endpoint: simulator.endpoint,
    credential: simulator.credential,
    fetch,
    clock: systemClock,
    log: quiet,
  });
  const runner = new StreamRunner({
    connection,
    stream,
    feed,
    store,
    clock: systemClock,
    log: quiet,
    initialHistory: () => history,
    replayDepth: vendor.replayDepth,
    random: Math.random,
    onChange: () => onStored(runner.status.evidence.stored),
  });
  const done = runner.run();
  return {
    store,
    async dispose() {
      runner.stop();
      await done;
      await store.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Lookout's stream from `history` ms ago. */
export function lookoutSource(history: number): Source {
  return {
    vendor: lookout,
    stream: 'events',
    history,
    feed(context) {
      const feed = lookout.open(context).get('events');
      if (!feed) throw new Error('Lookout has no stream "events".');
      return feed;
    },
  };
}
