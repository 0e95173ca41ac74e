import assert from 'node:assert/strict';
import type { Connections } from '../../../src/connection/connections.ts';
import { type DruvaSimulator, startDruvaSimulator } from '../../../src/demo/druva/simulator.ts';
import { druva } from '../../../src/feeds/druva/vendor.ts';
import type { Answers } from '../../../src/model/connection.ts';
import type { EventStore } from '../../../src/store/contract.ts';
import { connectionFacts, describeConnection } from '../../../src/ui/connections/connectionText.ts';
import { english } from '../../../src/ui/localizer.ts';
import { Times } from '../../../src/ui/text/times.ts';
import { SECRET } from '../../support/druvaReader.ts';
import { DruvaServer, druvaEvent, page, refusal } from '../../support/druvaServer.ts';
import { recordingLogger } from '../../support/logger.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';
import { until } from '../../support/until.ts';
import { vendorConnections } from '../../support/vendorConnections.ts';
import { Fixture } from '../store/fixture.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const FRIDAY = Date.UTC(2026, 10, 20, 17);
const times = new Times('en', 'UTC');

describe('A Druva connection', () => {
  let fixture: Fixture;
  let clock: ManualClock;
  let log: ReturnType<typeof recordingLogger>;
  const windows: { connections: Connections; store: EventStore }[] = [];

  beforeEach(async () => {
    fixture = await Fixture.create();
    clock = new ManualClock(FRIDAY);
    log = recordingLogger();
  });
  afterEach(async () => {
    for (const window of windows.splice(0)) await close(window);
    await fixture.dispose();
    assert.ok(!/canary/.test(log.lines.join('\n')));
  });

  /** A window that opens now, with the connection that it had. */
  const open = async (endpoint: string, options: Answers = {}) => {
    const store = await fixture.open({ clock: { now: () => clock.now(), timer: () => () => undefined } });
    const config = { id: 'd', name: 'D', system: 'druva' as const, endpoint, options: { clientId: 'c1', ...options } };
    const shared = { vendor: druva, store, config, credential: SECRET, clock, log, initialHistory: HOUR };
    const connections = vendorConnections(shared);
    const window = { connections, store };
    windows.push(window);
    await connections.start({ resume: true, connect: ['d'] });
    return window;
  };
  const close = async ({ connections, store }: (typeof windows)[number]) => {
    await connections.close();
    await store.close();
  };
  const shut = async (window: (typeof windows)[number]) => {
    windows.splice(windows.indexOf(window), 1);
    await close(window);
  };
  /** Lets the time pass until the connection has got there. */
  const reaches = async (
    { connections }: { connections: Connections },
    there: (view: ReturnType<Connections['list']>[number]) => boolean,
  ) => {
    const view = () => connections.get('d');
    await until(
      async () => {
        await clock.advance(500);
        await settle(20);
        const now = view();
        return now !== undefined && there(now);
      },
      `it got there: ${JSON.stringify(view())}`,
    );
    const reached = view();
    assert.ok(reached);
    return reached;
  };
  const caughtUp = async (window: (typeof windows)[number]) => {
    const view = await reaches(window, ({ state, evidence }) => state.kind === 'live' && evidence.caughtUp);
    await flushed(window.store);
    return view;
  };
  /** What is read by now is stored when the writer, who takes one after the other, has taken this. */
  const flushed = (store: EventStore) =>
    store.commit({ connection: 'd', stream: 'flush', events: [], cursor: '', receivedTime: clock.now() });
  const stored = async (store: EventStore) => (await store.rows({ limit: 100_000 })).map(({ id }) => id).sort();

  describe('of a window that was closed on Friday and is opened on Monday', () => {
    let simulator: DruvaSimulator;
    let friday: number;

    beforeEach(async () => {
      const credentials = { clientId: 'c1', secretKey: SECRET };
      simulator = await startDruvaSimulator({ seed: 5, rate: 0.01, historyDays: 1, credentials, clock });
    });
    afterEach(() => simulator.dispose());

    const weekend = async () => {
      const first = await open(simulator.endpoint, { start: 'all' });
      await caughtUp(first);
      simulator.emit([{ eventType: 'Backup', eventState: 'Failed' }]);
      await clock.advance(5 * MINUTE);
      await caughtUp(first);
      friday = clock.now();
      await shut(first);
      await clock.advance(62 * HOUR);
    };
    const wanted = () => simulator.available('insync').toSorted();

    it('gets every event once, and tells which time may have a hole', async () => {
      await weekend();
      const second = await open(simulator.endpoint, { start: 'all' });
      await caughtUp(second);
      assert.ok(wanted().length > 1_000, `${wanted().length} events`);
      assert.deepEqual(await stored(second.store), wanted());
      const gaps = await second.store.gaps('d');
      assert.equal(gaps.length, 1);
      const [gap] = gaps;
      assert.match(gap?.reason ?? '', /position had expired/);
      assert.ok(gap?.from !== undefined && Math.abs(gap.from - friday) < 15 * MINUTE, 'from the last time it was read');
      assert.ok(gap?.to !== undefined && clock.now() - gap.to < 15 * MINUTE);
      await shut(second);
      const third = await open(simulator.endpoint, { start: 'all' });
      await caughtUp(third);
      assert.equal((await third.store.gaps('d')).length, 1, 'told once');
    });

    it('gets every event once also where Druva knows nothing of ignoring an expiry', async () => {
      simulator.tricks.ignoreExpiry = 'unknown';
      await weekend();
      const second = await open(simulator.endpoint, { start: 'all' });
      await caughtUp(second);
      assert.deepEqual(await stored(second.store), wanted());
      const gaps = await second.store.gaps('d');
      assert.deepEqual(
        gaps.map(({ reason }) => reason),
        ['The server rejected the stored position. Events of this time may be missing.'],
      );
    });

    it('shows nothing from before the first run, however the position was lost', async () => {
      simulator.tricks.ignoreExpiry = 'refused';
      const first = await open(simulator.endpoint, { start: 'now' });
      await caughtUp(first);
      assert.deepEqual(await stored(first.store), []);
      const [own] = simulator.emit([{ eventType: 'Backup', eventState: 'Failed' }]);
      await clock.advance(5 * MINUTE);
      await caughtUp(first);
      await shut(first);
      await clock.advance(62 * HOUR);
      const second = await open(simulator.endpoint, { start: 'now' });
      await caughtUp(second);
      const ids = await stored(second.store);
      assert.ok(own !== undefined && ids.includes(own));
      const rows = await second.store.rows({ limit: 100_000 });
      assert.ok(
        rows.every(({ time }) => time >= FRIDAY - 1_000),
        'older than the first run',
      );
      assert.ok(ids.length > 100, 'and what came over the weekend');
    });
  });

  describe('that begins', () => {
    let simulator: DruvaSimulator;

    beforeEach(async () => {
      const credentials = { clientId: 'c1', secretKey: SECRET };
      simulator = await startDruvaSimulator({ seed: 5, rate: 0.02, historyDays: 2, credentials, clock });
    });
    afterEach(() => simulator.dispose());

    it('shows the last hour, tells what it passes over on the way, and knows where it was after a restart', async () => {
      const began = clock.now();
      const first = await open(simulator.endpoint, { start: 'hour' });
      const view = await reaches(first, ({ evidence }) => (evidence.skipped?.count ?? 0) > 1_000);
      assert.match(
        describeConnection(view, clock.now(), times, english),
        /^Live · reading the past: [\d,]+ older events passed over, at Nov 1\d, 2026/,
      );
      await shut(first);
      await clock.advance(10 * MINUTE);
      const second = await open(simulator.endpoint, { start: 'hour' });
      const { evidence } = await caughtUp(second);
      assert.ok((evidence.skipped?.count ?? 0) > 1_000, 'it went on behind what it had passed over');
      const rows = await second.store.rows({ limit: 100_000 });
      const isRecent = (time: number) => time >= began - HOUR;
      assert.ok(rows.length > 20 && rows.every(({ time }) => isRecent(time)));
      assert.match((await second.store.cursor('d', 'insync'))?.cursor ?? '', /^(?!since:)/);
    });
  });

  describe('whose first reading is cut short, with a position that dies meanwhile', () => {
    let server: DruvaServer;

    beforeEach(async () => {
      server = await DruvaServer.start();
    });
    afterEach(() => server.close());

    for (const [what, isTaken] of [
      ['is taken past its expiry', true],
      ['is refused for good', false],
    ] as const)
      it(`shows nothing older than was asked for, and says that all of that may be missing: it ${what}`, async () => {
        const began = clock.now();
        const old = (id: number) => druvaEvent(id, began - 100 * HOUR + id);
        server.onPage = ({ query }) => (query.has('tracker') ? 'hang' : page([old(1)], 't1', true));
        const first = await open(server.origin, { start: 'hour' });
        await reaches(first, ({ evidence }) => evidence.skipped?.count === 1);
        await flushed(first.store);
        await shut(first);
        await clock.advance(62 * HOUR);
        server.onPage = ({ query }) => {
          if (query.get('tracker') === 't1' && !(isTaken && query.has('ignoreTrackerExpiry')))
            return refusal(400, { message: 'Invalid tracker' });
          return query.get('tracker') === 't2'
            ? page([], 't2', false)
            : page([old(2), druvaEvent(3, began - HOUR / 2), druvaEvent(4, began + HOUR)], 't2', false);
        };
        const second = await open(server.origin, { start: 'hour' });
        await caughtUp(second);
        assert.deepEqual(await stored(second.store), ['3', '4']);
        const gaps = await second.store.gaps('d');
        assert.equal(gaps.length, 1);
        assert.ok(Math.abs((gaps[0]?.from ?? 0) - (began - HOUR)) < MINUTE, 'from where the first run was to begin');
      });
  });

  it('waits a minute after a 429 that names no time, however often it comes', async () => {
    const server = await DruvaServer.start();
    const asked: number[] = [];
    server.onPage = () => {
      asked.push(clock.now());
      return refusal(429);
    };
    const window = await open(server.origin);
    for (let waits = 0; waits < 3; waits++) {
      const count = asked.length;
      await reaches(window, ({ state }) => asked.length > count && state.kind === 'waiting');
    }
    const pauses = asked.slice(1).map((time, index) => time - (asked[index] ?? 0));
    assert.ok(pauses.length >= 2 && pauses.every((pause) => pause >= MINUTE), pauses.join());
    await shut(window);
    await server.close();
  });

  for (const first of ['/insync', '/platform'])
    it(`has an event of inSync once when ${first} tells of it first`, async () => {
      const server = await DruvaServer.start();
      const own = druvaEvent(77, clock.now());
      const told = {
        id: 900,
        productID: 8193,
        type: 'Backup',
        timeStamp: Math.floor(clock.now() / 1_000),
        details: { eventID: 77, eventState: 'Success' },
      };
      let both = false;
      const seen = new Set<string>();
      server.onPage = ({ path }) => {
        const isTold = both || path.startsWith(first);
        if (both) seen.add(path);
        return path.startsWith('/insync')
          ? page(isTold ? [own] : [], `i${isTold}`, false)
          : { body: JSON.stringify({ events: isTold ? [told] : [], nextPageToken: isTold ? '' : 'p' }) };
      };
      const window = await open(server.origin, { streams: 'insync+platform', start: 'all' });
      await reaches(window, ({ evidence }) => evidence.stored === 1);
      both = true;
      await clock.advance(6 * MINUTE);
      await reaches(window, () => seen.size === 2);
      await caughtUp(window);
      assert.deepEqual(await stored(window.store), ['77']);
      await shut(window);
      await server.close();
    });

  describe('with several streams', () => {
    let server: DruvaServer;

    beforeEach(async () => {
      server = await DruvaServer.start();
    });
    afterEach(() => server.close());

    it('says which of them is refused, and that the other one delivers', async () => {
      server.onPage = ({ path }) =>
        path.startsWith('/platform') ? refusal(403) : page([druvaEvent(1, clock.now())], 't1', false);
      const window = await open(server.origin, { streams: 'insync+platform' });
      const view = await reaches(
        window,
        ({ state, evidence }) => state.kind === 'refused' && evidence.stored === 1 && evidence.nextPoll !== undefined,
      );
      assert.deepEqual(
        view.streams?.map(({ name, state }) => [name, state.kind]),
        [
          ['inSync', 'live'],
          ['Druva platform', 'refused'],
        ],
      );
      const line = describeConnection(view, clock.now(), times, english);
      assert.match(line, /^Refused · Druva platform: Druva does not let.* · inSync: Live · 1\/min · last event/);
      const facts = connectionFacts(view, 0, clock.now(), times, english);
      const told = facts
        .filter(({ label }) => label.startsWith('Stream '))
        .map(({ label, value }) => `${label}: ${value}`);
      assert.deepEqual(told, ['Stream inSync: Live', 'Stream Druva platform: Refused']);
      await clock.advance(20_000);
      const [published] = [...(await window.store.published()).values()];
      assert.match(published?.state ?? '', /"streams":\[\{"name":"inSync"/, 'other windows are told');
    });

    it('asks for one token, and keeps a position for each', async () => {
      const pages: Readonly<Record<string, object>> = {
        tracker: { events: [druvaEvent(1, clock.now())], nextPageExists: false, tracker: 'i1' },
        pageToken: { events: [], nextPageToken: 'p1' },
        trackerToken: { events: [], nextTrackerToken: 'r1' },
      };
      server.onPage = ({ path }) => {
        const name = path.startsWith('/insync')
          ? 'tracker'
          : path.startsWith('/platform')
            ? 'pageToken'
            : 'trackerToken';
        return { body: JSON.stringify(pages[name]) };
      };
      const window = await open(server.origin, { streams: 'all' });
      await caughtUp(window);
      const cursors = ['insync', 'platform', 'cyber-resilience'].map(
        async (name) => (await window.store.cursor('d', name))?.cursor,
      );
      assert.deepEqual(await Promise.all(cursors), ['i1', 'p1', 'r1']);
      assert.equal(server.tokens.length, 1);
    });
  });

  it('that works and never brought an event says what must be switched on, until one comes', async () => {
    const server = await DruvaServer.start();
    let events: object[] = [];
    let n = 0;
    server.onPage = () => page(events, `t${++n}`, false);
    const window = await open(server.origin);
    const quiet = await caughtUp(window);
    const line = (view: typeof quiet) => describeConnection(view, clock.now(), times, english, druva.emptyHint);
    assert.match(line(quiet), /no events yet · No event has come so far.*"Export Events"/);
    assert.match(line(quiet), / · next poll in [45]m/);
    const hints = (view: typeof quiet) =>
      connectionFacts(view, 0, clock.now(), times, english, druva.emptyHint).filter(({ label }) => label === 'Hint');
    assert.equal(hints(quiet).length, 1);
    events = [druvaEvent(1, clock.now())];
    await clock.advance(5 * MINUTE);
    const busy = await reaches(window, ({ evidence }) => evidence.stored === 1);
    assert.deepEqual(hints(busy), []);
    await shut(window);
    events = [];
    const again = await caughtUp(await open(server.origin));
    assert.equal(again.evidence.lastEvent, undefined);
    assert.deepEqual(hints(again), [], 'also in a session without one');
    await server.close();
  });
});
