import assert from 'node:assert/strict';
import { systemClock } from '../../../../src/base/clock.ts';
import { type LookoutSimulator, startLookoutSimulator } from '../../../../src/demo/lookout/simulator.ts';
import {
  type FeedContext,
  FeedError,
  type FeedErrorKind,
  type FeedSignal,
  type ReadOptions,
} from '../../../../src/feeds/feed.ts';
import { lookout } from '../../../../src/feeds/lookout/vendor.ts';
import { recordingLogger } from '../../../support/logger.ts';
import { ManualClock } from '../../../support/manualClock.ts';

const KEY = 'canary-application-key-3f9c';
const EVENT = { type: 'DEVICE', change_type: 'UPDATED', device: { guid: 'd1' } };

describe('LookoutFeed over the simulator', () => {
  let simulator: LookoutSimulator;
  let log: ReturnType<typeof recordingLogger>;
  let stop: AbortController;

  beforeEach(async () => {
    simulator = await startLookoutSimulator({ seed: 1, applicationKey: KEY, rate: 0, heartbeatMs: 20 });
    log = recordingLogger();
    stop = new AbortController();
  });
  afterEach(async () => {
    stop.abort();
    await simulator.dispose();
    assert.ok(!log.lines.join('\n').includes('canary'), 'the credential was logged');
  });

  const context = (overrides: Partial<FeedContext> = {}): FeedContext => ({
    config: { id: 'c', name: 'C', system: 'lookout' },
    endpoint: simulator.endpoint,
    credential: KEY,
    fetch,
    clock: systemClock,
    log,
    ...overrides,
  });
  const open = (options: Omit<ReadOptions, 'signal'> = {}, overrides: Partial<FeedContext> = {}) => {
    const feed = lookout.open(context(overrides)).get('events');
    assert.ok(feed);
    return feed.read({ ...options, signal: stop.signal })[Symbol.asyncIterator]();
  };
  const next = async (signals: AsyncIterator<FeedSignal>, kind: FeedSignal['kind']): Promise<FeedSignal> => {
    for (;;) {
      const { done, value } = await signals.next();
      assert.ok(!done, `the feed ended before "${kind}"`);
      if (value.kind === kind) return value;
    }
  };
  const batch = async (signals: AsyncIterator<FeedSignal>) => {
    const signal = await next(signals, 'batch');
    assert.ok(signal.kind === 'batch');
    return signal.batch;
  };
  const streams = () => simulator.log.filter((r) => r.path.endsWith('/events'));
  const fails = (options: Omit<ReadOptions, 'signal'>, kind: FeedErrorKind, overrides: Partial<FeedContext> = {}) =>
    assert.rejects(
      async () => {
        const signals = open(options, overrides);
        while (!(await signals.next()).done);
      },
      (e) => e instanceof FeedError && e.kind === kind && !e.message.includes('canary'),
    );

  it('opens, hears heartbeats and brings events with the cursor of their frame', async () => {
    const signals = open();
    await next(signals, 'open');
    assert.deepEqual(await next(signals, 'alive'), { kind: 'alive', heartbeat: true, caughtUp: true });
    const ids = simulator.emit([EVENT, EVENT]);
    const got = await batch(signals);
    assert.deepEqual(
      got.events.map((e) => e.id),
      ids,
    );
    assert.equal(got.cursor, ids.at(-1));
  });

  it('goes on behind the cursor, sending the id alone', async () => {
    const [first, second] = simulator.emit([EVENT, EVENT]);
    assert.ok(first);
    const got = await batch(open({ cursor: first, since: 0 }));
    assert.deepEqual(
      got.events.map((e) => e.id),
      [second],
    );
    const { query } = { query: streams()[0]?.query ?? {} };
    assert.deepEqual(Object.keys(query).sort(), ['id', 'types']);
  });

  it('begins at a time on a first run, and asks for all four types by name', async () => {
    simulator.emit([EVENT]);
    const since = Date.now() - 60_000;
    await batch(open({ since }));
    assert.deepEqual(streams()[0]?.query, {
      start_time: new Date(since).toISOString(),
      types: 'DEVICE,THREAT,AUDIT,SMISHING_ALERT',
    });
  });

  it('asks for the types of the connection', async () => {
    await next(open({}, { config: { id: 'c', name: 'C', system: 'lookout', types: ['THREAT'] } }), 'open');
    assert.equal(streams()[0]?.query.types, 'THREAT');
  });

  it('asks again without types when the server does not know them all', async () => {
    simulator.failNext({ path: '/mra/stream/v2/events', status: 400 });
    await next(open(), 'open');
    assert.deepEqual(
      streams().map((r) => 'types' in r.query),
      [true, false],
    );
  });

  it('calls a cursor that is refused with and without types rejected', async () => {
    simulator.failNext({ path: '/mra/stream/v2/events', status: 400, times: 2 });
    const feed = lookout.open(context()).get('events');
    assert.ok(feed);
    const rejected = feed.read({ cursor: 'nonsense', signal: stop.signal })[Symbol.asyncIterator]();
    await assert.rejects(rejected.next(), (e) => e instanceof FeedError && e.kind === 'cursor');
    // The types were not what the server minded: they are named again.
    await next(feed.read({ signal: stop.signal })[Symbol.asyncIterator](), 'open');
    assert.deepEqual(
      streams().map((r) => 'types' in r.query),
      [true, false, true],
    );
  });

  it('renews an expired token once and goes on', async () => {
    const tokens = () => simulator.log.filter((r) => r.path === '/oauth2/token').length;
    const feed = lookout.open(context()).get('events');
    assert.ok(feed);
    await next(feed.read({ signal: stop.signal })[Symbol.asyncIterator](), 'open');
    simulator.expireTokens();
    await next(feed.read({ signal: stop.signal })[Symbol.asyncIterator](), 'open');
    assert.equal(tokens(), 2);
  });

  it('calls a wrong key refused, without a second try', async () => {
    await fails({}, 'credential', { credential: 'canary-wrong' });
    assert.equal(simulator.log.length, 1);
  });

  it('sends nothing for a key that no header can carry, and quotes it nowhere', async () => {
    for (const credential of ['canary\nkey', 'canary key', 'canary-ключ'])
      await fails({}, 'credential', { credential });
    assert.equal(simulator.log.length, 0);
  });

  it('takes a block without a name for events', async () => {
    const signals = open();
    await next(signals, 'open');
    simulator.sendRaw('id:c1\ndata:{"events":[{"id":"nameless"}]}\n\n');
    assert.deepEqual(
      (await batch(signals)).events.map((e) => e.id),
      ['nameless'],
    );
  });

  it('calls a second 401 in a row refused', async () => {
    simulator.failNext({ path: '/mra/stream/v2/events', status: 401, times: 2 });
    await fails({}, 'credential');
    assert.equal(streams().length, 2);
  });

  const statuses: readonly (readonly [number, FeedErrorKind])[] = [
    [403, 'forbidden'],
    [404, 'forbidden'],
    [410, 'forbidden'],
    [204, 'forbidden'],
    [408, 'busy'],
    [425, 'busy'],
    [429, 'busy'],
    [500, 'busy'],
    [503, 'busy'],
    [418, 'protocol'],
  ];
  for (const [status, kind] of statuses) {
    it(`calls HTTP ${status} ${kind}`, async () => {
      simulator.failNext({ path: '/mra/stream/v2/events', status });
      await fails({}, kind);
    });
  }

  it('passes on Retry-After', async () => {
    simulator.failNext({ path: '/mra/stream/v2/events', status: 429, headers: { 'retry-after': '17' } });
    await assert.rejects(next(open(), 'open'), (e) => e instanceof FeedError && e.delay === 17_000);
  });

  it('does not take a sign-in page for a stream, and logs its beginning without secrets', async () => {
    simulator.setContentType('text/html');
    await fails({}, 'protocol');
    assert.match(log.lines.join('\n'), /text\/html/);
  });

  it('redacts what an error body repeats of the credential', async () => {
    simulator.failNext({
      path: '/oauth2/token',
      status: 500,
      body: JSON.stringify({
        error: `no: ${KEY}`,
        access_token: 'canary-body-token',
        authorization: 'Bearer canary-header-token',
      }),
    });
    await fails({}, 'busy');
  });

  for (const withData of [true, false]) {
    it(`ends on "end" ${withData ? 'with' : 'without'} data`, async () => {
      const signals = open();
      await next(signals, 'open');
      simulator.sendEnd({ withData });
      const end = await next(signals, 'end');
      assert.equal(end.kind === 'end' && end.why, 'end');
      assert.equal((await signals.next()).done, true);
    });

    it(`ends on "reconnect" ${withData ? 'with' : 'without'} data, with the server's delay`, async () => {
      const signals = open();
      await next(signals, 'open');
      simulator.sendReconnect(4_000, { withData });
      const end = await next(signals, 'end');
      assert.ok(end.kind === 'end');
      assert.equal(end.delay, 4_000);
    });
  }

  it('notices a stream that went silent after 12 s', async () => {
    const clock = new ManualClock(Date.now());
    const signals = open({}, { clock });
    await next(signals, 'open');
    simulator.silence(true);
    const silent = assert.rejects(
      async () => {
        while (!(await signals.next()).done);
      },
      (e) => e instanceof FeedError && e.kind === 'network' && /silent/.test(e.message),
    );
    await clock.advance(12_000);
    await clock.advance(12_000);
    await silent;
  });

  it('accepts both payload shapes and both event names, and quarantines what is neither', async () => {
    const signals = open();
    await next(signals, 'open');
    simulator.sendRaw('id:c1\nevent:event\ndata:[{"id":"bare"}]\n\n');
    assert.deepEqual(
      (await batch(signals)).events.map((e) => e.id),
      ['bare'],
    );
    simulator.sendRaw('event: events\nid: c2\ndata: {"events":[{"id":"x"},\ndata: {"no":1}]}\n\n');
    const split = await batch(signals);
    assert.deepEqual([split.events.length, split.quarantined.length, split.cursor], [1, 1, 'c2']);
    simulator.sendRaw('id:c3\nevent:events\ndata:<html>\n\n');
    const bad = await batch(signals);
    assert.deepEqual([bad.events.length, bad.quarantined.length, bad.cursor], [0, 1, 'c3']);
  });

  it('proves endpoint and key without replaying anything', async () => {
    await lookout.test(context(), stop.signal);
    assert.deepEqual(Object.keys(streams()[0]?.query ?? {}), ['types']);
    await assert.rejects(
      lookout.test(context({ credential: 'canary-wrong' }), stop.signal),
      (e) => e instanceof FeedError && e.kind === 'credential',
    );
  });
});
