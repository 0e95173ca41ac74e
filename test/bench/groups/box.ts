import { BoxClient, BoxDeveloperTokenAuth } from 'box-node-sdk';
import { BaseUrls, NetworkSession } from 'box-node-sdk/networking';
import { BoxApi } from '../../../src/feeds/box/api.ts';
import { EnterpriseFeed } from '../../../src/feeds/box/enterpriseFeed.ts';
import { box } from '../../../src/feeds/box/vendor.ts';
import { type Figure, type Group, median } from '../figure.ts';
import { type Source, startPipeline } from '../pipeline.ts';
import { type SimulatorProcess, simulatorProcess } from '../simulatorProcess.ts';

const EVENTS = 100_000;
/** Share of the events that the stream tells twice, as Box's does. */
const COPIES = 0.01;
const ROUNDS = 3;

/** The enterprise's live stream from its beginning, without a pace. */
const SOURCE: Source = {
  vendor: box,
  stream: 'enterprise',
  options: { stream: 'enterprise', auth: 'developer' },
  history: 0,
  cursor: '0',
  feed: (context) => new EnterpriseFeed(context, new BoxApi(context), 0),
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

interface BySdk {
  readonly rate: number;
  readonly lost: number;
  readonly doubled: number;
}

/** Box's own SDK with its events manager, page after page into an array, nothing kept. */
async function bySdk(simulator: SimulatorProcess): Promise<BySdk> {
  const baseUrls = new BaseUrls({
    baseUrl: simulator.endpoint,
    uploadUrl: simulator.endpoint,
    oauth2Url: simulator.endpoint,
  });
  const client = new BoxClient({
    auth: new BoxDeveloperTokenAuth({ token: simulator.credential }),
    networkSession: new NetworkSession({ baseUrls }),
  });
  const ids: string[] = [];
  const start = performance.now();
  for (let position = '0'; ; ) {
    const page = await client.events.getEvents({
      streamType: 'admin_logs_streaming',
      streamPosition: position,
      limit: 500,
    });
    for (const { eventId } of page.entries ?? []) ids.push(eventId ?? '');
    const next = String(page.nextStreamPosition);
    if ((page.entries ?? []).length === 0 || next === position) break;
    position = next;
  }
  const distinct = new Set(ids).size;
  return {
    rate: distinct / ((performance.now() - start) / 1_000),
    lost: EVENTS - distinct,
    doubled: ids.length - distinct,
  };
}

/** Drains 100,000 enterprise events from the simulator, durably here, into memory by Box's SDK. */
export const boxDrain: Group = async (report) => {
  const options = ['--system', 'box', '--load', String(EVENTS), '--copies', String(COPIES), '--seed', '7'];
  const simulator = await simulatorProcess(...options);
  const ours: number[] = [];
  const theirs: BySdk[] = [];
  try {
    await bySdk(simulator); // Both sides begin warm.
    await durable(simulator);
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await durable(simulator));
      const sdk = await bySdk(simulator);
      theirs.push(sdk);
      report(
        `round ${round + 1}: durable ${Math.round(ours.at(-1) ?? 0)}/s, nothing lost or doubled; SDK ${Math.round(sdk.rate)}/s, ${sdk.lost} lost, ${sdk.doubled} doubled`,
      );
    }
  } finally {
    await simulator.dispose();
  }
  const ratios = ours.map((rate, i) => rate / (theirs[i]?.rate ?? Number.NaN));
  const figures: Record<string, Figure> = {
    'box.drain_events_per_s': { value: Math.round(median(ours)), unit: 'events/s' },
    'box.sdk_events_per_s': { value: Math.round(median(theirs.map(({ rate }) => rate))), unit: 'events/s' },
    'box.drain_ratio_to_sdk': { value: Number(median(ratios).toFixed(2)), unit: 'ratio' },
    'box.sdk_lost': { value: median(theirs.map(({ lost }) => lost)), unit: 'events' },
    'box.sdk_doubled': { value: median(theirs.map(({ doubled }) => doubled)), unit: 'events' },
  };
  return figures;
};
