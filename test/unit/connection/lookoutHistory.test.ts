import assert from 'node:assert/strict';
import { Emitter } from '../../../src/base/emitter.ts';
import { AccessResolver } from '../../../src/connection/access.ts';
import { HistoryLoads, type HistoryProgress } from '../../../src/connection/historyLoads.ts';
import { type LookoutSimulator, startLookoutSimulator } from '../../../src/demo/lookout/simulator.ts';
import type { FeedContext } from '../../../src/feeds/feed.ts';
import { lookout } from '../../../src/feeds/lookout/vendor.ts';
import type { DecodedEvent } from '../../../src/model/event.ts';
import type { EventStore } from '../../../src/store/contract.ts';
import { recordingLogger } from '../../support/logger.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { until } from '../../support/until.ts';
import { Fixture } from '../store/fixture.ts';

const KEY = 'canary-application-key-71d0';
const DAY = 86_400_000;
const EVENT = { type: 'DEVICE', change_type: 'UPDATED', device: { guid: 'd1' } };

describe('The history of Lookout, loaded from the simulator', () => {
  let clock: ManualClock;
  let simulator: LookoutSimulator;
  let fixture: Fixture;
  let store: EventStore;
  let stop: AbortController;
  const log = recordingLogger();

  beforeEach(async () => {
    clock = new ManualClock();
    simulator = await startLookoutSimulator({ seed: 3, applicationKey: KEY, rate: 0.01, clock, frameSize: 50 });
    fixture = await Fixture.create();
    store = await fixture.open();
    stop = new AbortController();
  });
  afterEach(async () => {
    stop.abort();
    await simulator.dispose();
    await fixture.dispose();
    assert.ok(!log.lines.join('\n').includes('canary'), 'the credential was logged');
  });

  const config = () => ({ id: 'c', name: 'C', system: 'lookout' as const, endpoint: simulator.endpoint });
  const range = () => ({ after: clock.now() - 4 * DAY, before: clock.now() - 2 * DAY });
  const loads = () => {
    const credentials = {
      get: async () => ({ origin: simulator.endpoint, secret: KEY }),
      onDidChange: new Emitter<string>().event,
    };
    const access = new AccessResolver(credentials, () => Promise.reject(new Error('no demo here')));
    const deps = { store, access, fetch, clock, log, random: () => 0, initialHistory: () => 0 };
    return new HistoryLoads(deps, new Map([['lookout', lookout]]));
  };
  const live = () => {
    const context: FeedContext = {
      ...{ config: config(), endpoint: simulator.endpoint, credential: KEY, fetch, clock, log },
    };
    return lookout.open(context).get('events') ?? assert.fail();
  };
  /** What the stream tells of a time. */
  const told = async ({ after, before }: { after: number; before: number }) => {
    const events: DecodedEvent[] = [];
    for await (const said of live().read({ since: after, signal: stop.signal })) {
      if (said.kind !== 'batch') continue;
      events.push(...said.batch.events);
      if (events.some(({ time }) => time > before + DAY)) break;
    }
    return events.filter(({ time }) => time >= after && time <= before);
  };
  const stored = async () => (await store.rows({ limit: 10_000 })).map(({ id }) => id).sort();
  const idsOf = (events: readonly DecodedEvent[]) => events.map(({ id }) => id).sort();
  const quiet = () => undefined;
  const streams = () => simulator.log.filter(({ path }) => path.endsWith('/events'));

  it('is all of the time and nothing else, each event once, beside a live stream that is left alone', async () => {
    const signals = live().read({ signal: stop.signal })[Symbol.asyncIterator]();
    assert.equal((await signals.next()).value.kind, 'open');
    const wanted = await told(range());
    assert.ok(wanted.length > 1_000);
    await store.commit({
      ...{ connection: 'c', stream: 'events', events: wanted.slice(10, 20), cursor: 'live', receivedTime: clock.now() },
    });
    const progress: HistoryProgress[] = [];
    const done = await loads().load(config(), range(), stop.signal, (now) => progress.push(now));
    assert.deepEqual(done, { loaded: wanted.length - 10, known: 10, part: 1 });
    assert.deepEqual(await stored(), idsOf(wanted));
    assert.ok(progress.some(({ part }) => part > 0.2 && part < 0.8));
    assert.equal((await store.cursor('c', 'events'))?.cursor, 'live');
    await until(() => simulator.openStreams === 1, 'only the live stream is left');
    const [id] = simulator.emit([EVENT]);
    const next = await signals.next();
    assert.ok(next.value?.kind === 'batch' && next.value.batch.events[0]?.id === id);
    assert.equal(streams().length, 3, 'nothing was asked for twice');
  });

  it('is of the chosen types', async () => {
    const wanted = (await told(range())).filter(({ type }) => type === 'Audit');
    assert.ok(wanted.length > 10);
    await loads().load(config(), { ...range(), types: ['AUDIT'] }, stop.signal, quiet);
    assert.deepEqual(await stored(), idsOf(wanted));
    assert.equal(streams().at(-1)?.query.types, 'AUDIT');
  });

  it('stops when it is cancelled, and goes on behind what is stored after a restart', async () => {
    const wanted = await told(range());
    const span = range();
    const cancelled = new AbortController();
    const stopped = await loads().load(config(), span, cancelled.signal, ({ loaded }) => {
      if (loaded >= 200) cancelled.abort();
    });
    assert.ok(stopped.part < 1 && stopped.loaded < wanted.length);
    await until(() => simulator.openStreams === 0, 'the stream is closed');
    const again = loads();
    assert.deepEqual(await again.unfinished('c'), span);
    const done = await again.load(config(), span, stop.signal, quiet);
    assert.equal(done.part, 1);
    assert.ok(done.loaded < wanted.length - 100, `${done.loaded} were loaded again`);
    assert.deepEqual(await stored(), idsOf(wanted));
    const { id, start_time } = streams().at(-1)?.query ?? {};
    assert.ok(id !== undefined && start_time === undefined);
    assert.equal(await again.unfinished('c'), undefined);
  });

  it('goes on by itself after the server ended its stream, not before a second', async () => {
    const wanted = await told(range());
    let cut = false;
    let waiting = true;
    const loading = loads()
      .load(config(), range(), stop.signal, ({ loaded }) => {
        if (cut || loaded < 100) return;
        cut = true;
        simulator.sendReconnect(5_000);
      })
      .finally(() => {
        waiting = false;
      });
    await until(() => cut && simulator.openStreams === 0, 'the server ended the stream');
    await until(() => clock.pending.length > 0, 'it waits');
    const asked = streams().length;
    await clock.advance(4_999);
    assert.ok(waiting);
    assert.equal(streams().length, asked);
    await clock.advance(1);
    assert.equal((await loading).part, 1);
    assert.deepEqual(await stored(), idsOf(wanted));
  });
});
