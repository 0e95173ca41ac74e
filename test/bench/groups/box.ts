import { BoxApi } from '../../../src/feeds/box/api.ts';
import { EnterpriseFeed } from '../../../src/feeds/box/enterpriseFeed.ts';
import { box } from '../../../src/feeds/box/vendor.ts';
import { type Figure, type Group, median } from '../figure.ts';
import { byEventStream, byManager, type Reading } from '../peers/boxSdk.ts';
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

/** Events a second of the least that any reader does: the same pages asked for one after the other, and `JSON.parse` for each. Nothing is kept. */
async function parsedOnly({ endpoint, credential }: SimulatorProcess): Promise<number> {
  const start = performance.now();
  for (let position = '0', events = 0; ; ) {
    const query = new URLSearchParams({ stream_type: 'admin_logs_streaming', limit: '500', stream_position: position });
    const headers = { authorization: `Bearer ${credential}` };
    const text = await (await fetch(`${endpoint}/2.0/events?${query}`, { headers })).text();
    const { chunk_size: size }: { readonly chunk_size: number } = JSON.parse(text);
    const [, next = position] = /"next_stream_position":"?(\d+)"?\}$/.exec(text) ?? [];
    events += size;
    if (size === 0 || next === position) return events / ((performance.now() - start) / 1_000);
    position = next;
  }
}

/**
 * Drains 100,000 enterprise events from the simulator: durably and without doubles here, into memory by Box's SDK. Its events manager does little more than
 * {@link parsedOnly}, so `box.parse_ratio_to_sdk` is the bound of any ratio to it: nobody who reads each page can pass that, whatever he does with it.
 */
export const boxDrain: Group = async (report) => {
  const options = ['--system', 'box', '--load', String(EVENTS), '--copies', String(COPIES), '--seed', '7'];
  const simulator = await simulatorProcess(...options);
  const ours: number[] = [];
  const managers: Reading[] = [];
  const streams: Reading[] = [];
  const least: number[] = [];
  let streamLost = 0;
  try {
    await byManager(simulator, EVENTS); // All sides begin warm.
    await durable(simulator);
    for (let round = 0; round < ROUNDS; round++) {
      const rate = await durable(simulator);
      const manager = await byManager(simulator, EVENTS);
      const stream = await byEventStream(simulator, EVENTS, { limit: 500, answered: true });
      const parsed = await parsedOnly(simulator);
      ours.push(rate);
      managers.push(manager);
      streams.push(stream);
      least.push(parsed);
      report(
        `round ${round + 1}: durable ${Math.round(rate)}/s, nothing lost or doubled; parsed only ${Math.round(parsed)}/s; SDK: manager ${told(manager)}; EventStream, its polls answered at once, ${told(stream)}`,
      );
    }
    for (const limit of [undefined, 500]) {
      const stream = await byEventStream(simulator, EVENTS, { ...(limit !== undefined && { limit }), answered: false });
      report(
        `EventStream as it is, ${limit === undefined ? 'its own page size' : `pages of ${limit}`}: ${told(stream)}`,
      );
      if (limit === undefined) streamLost = stream.lost;
    }
  } finally {
    await simulator.dispose();
  }
  const ratio = (rates: readonly number[], to: readonly Reading[]): Figure => ({
    value: Number(median(rates.map((rate, round) => rate / (to[round]?.rate ?? Number.NaN))).toFixed(2)),
    unit: 'ratio',
  });
  const events = (values: readonly number[]): Figure => ({ value: Math.round(median(values)), unit: 'events/s' });
  const count = (value: number): Figure => ({ value, unit: 'events' });
  return {
    'box.drain_events_per_s': events(ours),
    'box.sdk_events_per_s': events(managers.map(({ rate }) => rate)),
    'box.sdk_stream_events_per_s': events(streams.map(({ rate }) => rate)),
    'box.parse_events_per_s': events(least),
    'box.drain_ratio_to_sdk': ratio(ours, managers),
    'box.drain_ratio_to_sdk_stream': ratio(ours, streams),
    'box.parse_ratio_to_sdk': ratio(least, managers),
    'box.sdk_lost': count(median(managers.map(({ lost }) => lost))),
    'box.sdk_doubled': count(median(managers.map(({ doubled }) => doubled))),
    'box.sdk_stream_lost': count(streamLost),
  };
};

function told({ rate, lost, doubled }: Reading): string {
  return `${Math.round(rate)}/s, ${lost} lost, ${doubled} doubled`;
}
