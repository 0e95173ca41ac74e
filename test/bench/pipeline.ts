import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { systemClock } from '../../src/base/clock.ts';
import { StreamRunner } from '../../src/connection/streamRunner.ts';
import type { FeedContext, Logger } from '../../src/feeds/feed.ts';
import { lookout } from '../../src/feeds/lookout/vendor.ts';
import type { EventStore } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/open.ts';
import type { SimulatorProcess } from './simulatorProcess.ts';

const quiet: Logger = { trace() {}, debug() {}, info() {}, warn: console.error, error: console.error };
const HOUR = 3_600_000;

export interface Pipeline {
  readonly store: EventStore;
  dispose(): Promise<void>;
}

/** The product from socket to file, without the UI: the Lookout feed, its supervision, and a new store. `onStored` hears the events stored so far. */
export async function startPipeline(
  simulator: SimulatorProcess,
  history: number,
  onStored: (stored: number) => void,
): Promise<Pipeline> {
  const directory = await mkdtemp(path.join(tmpdir(), 'bench-'));
  const store = await openStore({
    directory,
    worker: new URL('../../src/store/worker.ts', import.meta.url),
    retention: { maxEvents: 10_000_000, maxBytes: 2 ** 40, maxAge: 10_000 * 24 * HOUR },
    log: quiet,
  });
  const context: FeedContext = {
    config: { id: 'bench', name: 'Bench', system: 'lookout' },
    endpoint: simulator.endpoint,
    credential: simulator.credential,
    fetch,
    clock: systemClock,
    log: quiet,
  };
  const feed = lookout.open(context).get('events');
  if (!feed) throw new Error('Lookout has no stream "events".');
  const runner = new StreamRunner({
    connection: 'bench',
    stream: 'events',
    feed,
    store,
    clock: systemClock,
    log: quiet,
    initialHistory: () => history,
    replayDepth: lookout.replayDepth,
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
