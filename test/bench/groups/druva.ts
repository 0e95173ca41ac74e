import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SimulatorRequest } from '../../../src/demo/requestLog.ts';
import { DruvaApi } from '../../../src/feeds/druva/api.ts';
import { DruvaFeed } from '../../../src/feeds/druva/feed.ts';
import { PROTOCOLS } from '../../../src/feeds/druva/streams.ts';
import { druva } from '../../../src/feeds/druva/vendor.ts';
import { type Group, median } from '../figure.ts';
import { type Source, startPipeline } from '../pipeline.ts';
import { type SimulatorProcess, simulatorProcess } from '../simulatorProcess.ts';

const EVENTS = 100_000;
const ROUNDS = 3;

/** All that Druva has of inSync, without a pace. */
const SOURCE: Source = {
  vendor: druva,
  stream: PROTOCOLS.insync.name,
  options: { clientId: 'bench' },
  history: Number.POSITIVE_INFINITY,
  feed: (context) => new DruvaFeed(context, new DruvaApi(context), PROTOCOLS.insync, 0),
};

/** Events a second from the first request to the last commit acknowledged. */
async function durable(simulator: SimulatorProcess): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const start = performance.now();
  const pipeline = await startPipeline(simulator, SOURCE, (stored) => {
    if (stored >= EVENTS) resolve();
  });
  await promise;
  const seconds = (performance.now() - start) / 1_000;
  const tallies = await pipeline.store.tallies();
  await pipeline.dispose();
  const stored = tallies.reduce((sum, { count }) => sum + count, 0);
  if (stored !== EVENTS) throw new Error(`${stored} events are stored, not ${EVENTS}.`);
  return EVENTS / seconds;
}

/** Drains 100,000 inSync events from the simulator, durably and without doubles. */
export const druvaDrain: Group = async (report) => {
  const directory = await mkdtemp(path.join(tmpdir(), 'bench-druva-'));
  const log = path.join(directory, 'requests.ndjson');
  const simulator = await simulatorProcess(
    ...['--system', 'druva', '--load', String(EVENTS), '--seed', '7', '--log', log],
  );
  const rates: number[] = [];
  const pages: number[] = [];
  const asked = async () => {
    const lines = (await readFile(log, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');
    return lines.filter((line) => (JSON.parse(line) as SimulatorRequest).path === PROTOCOLS.insync.path).length;
  };
  try {
    await durable(simulator); // Warm.
    for (let round = 0; round < ROUNDS; round++) {
      const before = await asked();
      const rate = await durable(simulator);
      rates.push(rate);
      pages.push((await asked()) - before);
      report(`round ${round + 1}: durable ${Math.round(rate)}/s in ${pages.at(-1)} requests, nothing lost or doubled`);
    }
  } finally {
    await simulator.dispose();
    await rm(directory, { recursive: true, force: true });
  }
  return {
    'druva.drain_events_per_s': { value: Math.round(median(rates)), unit: 'events/s' },
    'druva.requests_per_1000_events': { value: (median(pages) * 1_000) / EVENTS, unit: 'requests' },
  };
};
