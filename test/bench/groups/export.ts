import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { systemClock } from '../../../src/base/clock.ts';
import { FORMATS, type Format } from '../../../src/export/form.ts';
import type { DecodedEvent } from '../../../src/model/event.ts';
import { EVERYTHING } from '../../../src/model/expression.ts';
import type { CommitRequest } from '../../../src/store/contract.ts';
import { openStore } from '../../../src/store/open.ts';
import { EventExport } from '../../../src/ui/export/exportEvents.ts';
import { type Group, median } from '../figure.ts';
import { commitAll, manyEvents } from '../manyEvents.ts';

/** BENCH_EVENTS: for a try with fewer. */
const EVENTS = Math.min(200_000, Number(process.env.BENCH_EVENTS ?? 200_000));
const ROUNDS = 5;
const NOW = Date.UTC(2026, 5, 1);
const ORIGINS = new Map([
  ['lookout', { name: 'Phones', system: 'lookout' as const }],
  ['box', { name: 'Files', system: 'box' as const }],
]);

/**
 * Everything in a store to a file, as the command does it: search, read, encode, write, fsync, rename. Beside it, in the same rounds, the plainest that a program can do: the same events,
 * in memory already, through `JSON.stringify` into `fs.createWriteStream`, without a store, durability or exact texts.
 */
export const exporting: Group = async (report) => {
  const directory = await mkdtemp(path.join(tmpdir(), 'export-bench-'));
  const store = await openStore({
    directory: path.join(directory, 'store'),
    worker: new URL('../../../src/store/worker.ts', import.meta.url),
    retention: { maxEvents: 10_000_000, maxBytes: 2 ** 40, maxAge: Number.MAX_SAFE_INTEGER },
    log: { trace() {}, debug() {}, info() {}, warn: console.error, error: console.error },
  });
  const exports = new EventExport({ store, origins: () => ORIGINS, clock: systemClock, version: '0.0.0' });
  const ours: number[] = [];
  const peers: number[] = [];
  const growths: number[] = [];
  try {
    const kept: DecodedEvent[] = [];
    const count = await commitAll(store, keeping(manyEvents(7, EVENTS, NOW), kept));
    report(`${count} events stored`);
    const file = path.join(directory, 'out');
    for (let round = 0; round <= ROUNDS; round++) {
      const { rate, growth } = await exported(exports, file, 'ndjson', count);
      const peer = await plain(kept, file);
      if (round === 0) continue; // The first round compiles.
      ours.push(rate);
      peers.push(peer);
      growths.push(growth);
      report(
        `round ${round}: ${Math.round(rate)} events/s, +${growth.toFixed(0)} MB; plain ${Math.round(peer)} events/s`,
      );
    }
    for (const format of FORMATS.filter((each) => each !== 'ndjson')) {
      const { rate } = await exported(exports, file, format, count);
      report(`${format}: ${Math.round(rate)} events/s`);
    }
  } finally {
    await store.close();
    await rm(directory, { recursive: true, force: true });
  }
  return {
    'export.events_per_s': { value: Math.round(median(ours)), unit: 'events/s' },
    'export.ratio_to_plain': {
      value: Number(median(ours.map((rate, round) => rate / (peers[round] ?? rate))).toFixed(2)),
      unit: '',
    },
    'export.memory_growth_mb': { value: Number(median(growths).toFixed(0)), unit: 'MB' },
  };
};

function* keeping(requests: Iterable<CommitRequest>, kept: DecodedEvent[]): Generator<CommitRequest, void, undefined> {
  for (const request of requests) {
    kept.push(...request.events);
    yield request;
  }
}

/** Events a second, and by how much the host's heap and buffers grew at most while it was written, MB. */
async function exported(exports: EventExport, file: string, format: Format, count: number) {
  globalThis.gc?.();
  const before = used();
  let most = before;
  const sampler = setInterval(() => {
    most = Math.max(most, used());
  }, 10);
  const start = performance.now();
  const wish = { file, format, redacted: false, expression: EVERYTHING, filter: '' };
  const done = await exports.run(wish, () => {}, new AbortController().signal);
  const seconds = (performance.now() - start) / 1_000;
  clearInterval(sampler);
  if (done?.events !== count) throw new Error(`${done?.events} of ${count} events were exported.`);
  return { rate: count / seconds, growth: (most - before) / 2 ** 20 };
}

function used(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function plain(events: readonly DecodedEvent[], file: string): Promise<number> {
  const start = performance.now();
  const stream = createWriteStream(file);
  for (const event of events) {
    if (!stream.write(`${JSON.stringify(event)}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await finished(stream);
  return events.length / ((performance.now() - start) / 1_000);
}
