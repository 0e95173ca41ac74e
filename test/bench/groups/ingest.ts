import { EventSource } from 'eventsource';
import { type Figure, type Group, median } from '../figure.ts';
import { lookoutSource, startPipeline } from '../pipeline.ts';
import { type SimulatorProcess, simulatorProcess } from '../simulatorProcess.ts';

const EVENTS = 100_000;
const ROUNDS = 5;
const TEN_DAYS = 10 * 24 * 3_600_000;

/** Events a second from the first byte asked for to the last commit acknowledged. */
async function durable(simulator: SimulatorProcess): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const pipeline = await startPipeline(simulator, lookoutSource(TEN_DAYS), (stored) => {
    if (stored >= EVENTS) resolve();
  });
  const start = performance.now();
  await promise;
  const seconds = (performance.now() - start) / 1_000;
  await pipeline.dispose();
  return EVENTS / seconds;
}

/** The naive client: `eventsource` and `JSON.parse` into an array, nothing kept. */
async function naive(simulator: SimulatorProcess): Promise<number> {
  const answer = await fetch(`${simulator.endpoint}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Bearer ${simulator.credential}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials',
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const all: unknown[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const start = performance.now();
  const since = new Date(Date.now() - TEN_DAYS).toISOString();
  const source = new EventSource(`${simulator.endpoint}/mra/stream/v2/events?start_time=${encodeURIComponent(since)}`, {
    fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } }),
  });
  source.addEventListener('events', (event) => {
    all.push(...(JSON.parse(event.data) as { events: unknown[] }).events);
    if (all.length >= EVENTS) resolve();
  });
  await promise;
  source.close();
  return EVENTS / ((performance.now() - start) / 1_000);
}

export const ingest: Group = async (report) => {
  const simulator = await simulatorProcess('--load', String(EVENTS), '--seed', '7');
  const ours: number[] = [];
  const theirs: number[] = [];
  try {
    await naive(simulator); // Both sides begin warm.
    await durable(simulator);
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await durable(simulator));
      theirs.push(await naive(simulator));
      report(
        `round ${round + 1}: durable ${Math.round(ours.at(-1) ?? 0)}/s, naive ${Math.round(theirs.at(-1) ?? 0)}/s`,
      );
    }
  } finally {
    await simulator.dispose();
  }
  const ratios = ours.map((rate, i) => rate / (theirs[i] ?? Number.NaN));
  const figures: Record<string, Figure> = {
    'ingest.events_per_s': { value: Math.round(median(ours)), unit: 'events/s' },
    'ingest.naive_events_per_s': { value: Math.round(median(theirs)), unit: 'events/s' },
    'ingest.ratio_to_naive': { value: Number(median(ratios).toFixed(2)), unit: 'ratio' },
  };
  return figures;
};
