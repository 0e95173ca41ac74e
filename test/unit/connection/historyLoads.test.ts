import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Emitter } from '../../../src/base/emitter.ts';
import { AccessResolver } from '../../../src/connection/access.ts';
import { HistoryLoads, type HistoryProgress } from '../../../src/connection/historyLoads.ts';
import { FeedError, type FeedSignal, type Vendor } from '../../../src/feeds/feed.ts';
import type { EventStore } from '../../../src/store/contract.ts';
import { openStore } from '../../../src/store/open.ts';
import { recordingLogger } from '../../support/logger.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { batchOf, CLOSED, OPEN, type Script, ScriptedVendor, sampleEvent } from '../../support/scriptedVendor.ts';
import { until } from '../../support/until.ts';

const CONFIG = { id: 'a', name: 'A', system: 'lookout', endpoint: 'https://a.example' } as const;
const END: FeedSignal = { kind: 'end', why: 'end' };
const HOUR = 3_600_000;

describe('HistoryLoads', () => {
  let directory: string;
  let store: EventStore;
  let clock: ManualClock;
  let told: HistoryProgress[];
  let randomly: () => number;
  const log = recordingLogger();

  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'history-'));
    clock = new ManualClock();
    told = [];
    randomly = () => 0;
    store = await openStore({
      directory,
      worker: new URL('../../../src/store/worker.ts', import.meta.url),
      retention: { maxEvents: 1_000_000, maxBytes: 2 ** 31, maxAge: 1_000 * 24 * HOUR },
      log,
      clock: { now: () => clock.now(), timer: () => () => undefined },
    });
  });
  afterEach(async () => {
    await store.close();
    await rm(directory, { recursive: true, force: true });
  });

  const range = () => ({ after: clock.now() - HOUR, before: clock.now() });
  const loads = (...scripts: Script[]) => {
    const vendor = new ScriptedVendor(...scripts);
    const withHistory: Vendor = Object.assign(vendor, {
      history: {
        depth: () => HOUR,
        open: (context: Parameters<Vendor['open']>[0]) => vendor.open(context).get('events') ?? assert.fail(),
      },
    });
    const credentials = {
      get: async () => ({ origin: CONFIG.endpoint, secret: 'canary' }),
      onDidChange: new Emitter<string>().event,
    };
    const access = new AccessResolver(credentials, () => Promise.reject(new Error('no demo here')));
    const deps = { store, access, fetch, clock, log, random: () => randomly(), initialHistory: () => HOUR };
    return { vendor, history: new HistoryLoads(deps, new Map([['lookout', withHistory]])) };
  };
  const load = (history: HistoryLoads, signal = new AbortController().signal, span = range()) =>
    history.load(CONFIG, span, signal, (progress) => told.push(progress));

  it('stores what the vendor keeps once, beside what the live stream brought, and tells how far it is', async () => {
    const live = sampleEvent('e2', clock.now() - HOUR / 2);
    await store.commit({
      connection: 'a',
      stream: 'events',
      events: [live],
      cursor: 'live',
      receivedTime: clock.now(),
    });
    const { history } = loads([
      OPEN,
      batchOf('p1', sampleEvent('e1', clock.now() - HOUR), live),
      batchOf('p2', sampleEvent('e3', clock.now() - HOUR / 4)),
      END,
    ]);
    assert.deepEqual(await load(history), { loaded: 2, known: 1, part: 1 });
    assert.ok(told.some(({ part }) => part === 0.75));
    assert.equal((await store.rows({ limit: 10 })).length, 3);
    assert.equal((await store.cursor('a', 'events'))?.cursor, 'live', 'the live stream stays where it is');
    assert.equal(await history.unfinished('a'), undefined);
  });

  it('waits out what may pass, no faster than a second, and goes on where it was', async () => {
    const busy = new FeedError('busy', 'The server limits the rate of requests (HTTP 429).', { delay: 20_000 });
    const { vendor, history } = loads([OPEN, batchOf('p1', sampleEvent('e1', 1)), busy], [CLOSED], [OPEN, END]);
    const done = load(history);
    await until(() => told.some(({ waiting }) => waiting?.kind === 'busy'));
    await clock.advance(19_999);
    assert.equal(vendor.reads.length, 1);
    await clock.advance(1);
    await until(() => vendor.reads.length === 2);
    await until(async () => {
      await clock.advance(1_000);
      return vendor.reads.length === 3;
    });
    assert.equal((await done).part, 1);
    assert.deepEqual(vendor.reads, [{}, { cursor: 'p1' }, { cursor: 'p1' }]);
  });

  it('is unfinished when it is cancelled, and goes on from there, also after a restart', async () => {
    const cancelled = new AbortController();
    const span = range();
    const first = loads([OPEN, batchOf('p1', sampleEvent('e1', 1))]);
    const stopped = load(first.history, cancelled.signal, span);
    await until(() => told.some(({ loaded }) => loaded === 1));
    cancelled.abort();
    assert.notEqual((await stopped).part, 1);
    const second = loads([OPEN, END]);
    assert.deepEqual(await second.history.unfinished('a'), span);
    await load(second.history, undefined, span);
    assert.deepEqual(second.vendor.reads, [{ cursor: 'p1' }]);
  });

  it('begins anew for another time', async () => {
    const cancelled = new AbortController();
    const first = loads([OPEN, batchOf('p1', sampleEvent('e1', 1))]);
    const stopped = load(first.history, cancelled.signal);
    await until(() => told.some(({ loaded }) => loaded === 1));
    cancelled.abort();
    await stopped;
    const second = loads([OPEN, END]);
    await load(second.history, undefined, { after: 0, before: 1 });
    assert.deepEqual(second.vendor.reads, [{}]);
  });

  it('reads all again behind a position that is not accepted any more', async () => {
    const { vendor, history } = loads(
      [OPEN, batchOf('p1', sampleEvent('e1', 1)), new FeedError('cursor', 'The position was rejected.')],
      [OPEN, batchOf('p1', sampleEvent('e1', 1)), END],
    );
    const done = load(history);
    await until(() => told.some(({ waiting }) => waiting?.kind === 'cursor'));
    await clock.advance(1_000);
    assert.deepEqual(await done, { loaded: 1, known: 1, part: 1 });
    assert.deepEqual(vendor.reads, [{}, {}]);
  });

  it('waits for as long as the server asks when that ends the stream', async () => {
    const { vendor, history } = loads([OPEN, { kind: 'end', why: 'reconnect', delay: 20_000 }], [OPEN, END]);
    const done = load(history);
    await until(() => clock.pending.length > 0);
    await clock.advance(19_999);
    assert.equal(vendor.reads.length, 1);
    await clock.advance(1);
    assert.equal((await done).part, 1);
  });

  it('waits longer from time to time for what brings nothing, and not for what brings events', async () => {
    const waits = async (...scripts: Script[]) => {
      const { vendor, history } = loads(...scripts, [OPEN, END]);
      const began = clock.now();
      const done = load(history);
      for (let reads = 1; reads <= scripts.length; reads++) {
        await until(() => vendor.reads.length === reads && clock.pending.length > 0, 'it waits');
        while (vendor.reads.length === reads && clock.pending[0] !== undefined) await clock.advance(clock.pending[0]);
      }
      await done;
      return clock.now() - began;
    };
    randomly = () => 1;
    assert.equal(await waits([CLOSED], [CLOSED], [CLOSED], [CLOSED]), 1_000 + 2_000 + 4_000 + 8_000);
    const brings = (id: string): Script => [OPEN, batchOf(id, sampleEvent(id, 1)), CLOSED];
    assert.equal(await waits(brings('e1'), brings('e2'), brings('e3'), brings('e4')), 4_000);
  });

  it('records the holes that the feed knows of', async () => {
    const gap = { from: 1, to: 2, reason: 'The vendor keeps events of this time no longer.' };
    const { history } = loads([
      OPEN,
      { kind: 'batch', batch: { events: [], quarantined: [], gaps: [gap], cursor: 'p1' } },
      END,
    ]);
    await load(history);
    assert.deepEqual(
      (await store.gaps('a')).map(({ from, to, reason }) => ({ from, to, reason })),
      [gap],
    );
  });

  it('gives up on what only a person can mend, and stays unfinished', async () => {
    const { history } = loads([new FeedError('forbidden', 'A permission is missing.')]);
    await assert.rejects(load(history), FeedError);
    assert.notEqual(await history.unfinished('a'), undefined);
    await history.discard('a');
    assert.equal(await history.unfinished('a'), undefined);
  });
});
