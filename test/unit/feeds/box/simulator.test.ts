import assert from 'node:assert/strict';
import { StreamRunner } from '../../../../src/connection/streamRunner.ts';
import type { BoxFault } from '../../../../src/demo/box/faults.ts';
import { type BoxSimulator, startBoxSimulator } from '../../../../src/demo/box/simulator.ts';
import { box } from '../../../../src/feeds/box/vendor.ts';
import type { FeedContext } from '../../../../src/feeds/feed.ts';
import type { EventStore } from '../../../../src/store/contract.ts';
import { ENTERPRISE, USER } from '../../../support/boxReader.ts';
import { recordingLogger } from '../../../support/logger.ts';
import { ManualClock } from '../../../support/manualClock.ts';
import { until } from '../../../support/until.ts';
import { Fixture } from '../../store/fixture.ts';

const SECRET = 'canary-client-secret-8c1d';
const EVENTS = '/2.0/events';

describe('A supervised Box stream against the simulator', () => {
  let fixture: Fixture;
  let store: EventStore;
  let clock: ManualClock;
  let simulator: BoxSimulator;
  let runner: StreamRunner;
  let running: Promise<void>;
  let log: ReturnType<typeof recordingLogger>;
  let count = 0;
  /** The stream's name in the store. */
  let name = '';

  before(async () => {
    fixture = await Fixture.create();
    store = await fixture.open();
  });
  after(() => fixture.dispose());
  beforeEach(async () => {
    clock = new ManualClock();
    log = recordingLogger();
    const credentials = { clientId: 'cl1', clientSecret: SECRET };
    simulator = await startBoxSimulator({ seed: 3, rate: 0, credentials, clock, lag: 60_000 });
  });
  afterEach(async () => {
    runner.stop();
    await running;
    await simulator.dispose();
    assert.equal(simulator.leakedTokens, 0);
    assert.ok(!/canary|channel/.test(log.lines.join('\n')));
  });

  /** As a window does that opens now. */
  const start = (connection: string, options: FeedContext['config']['options']) => {
    const context: FeedContext = {
      config: { id: connection, name: connection, system: 'box', ...(options && { options }) },
      ...{ endpoint: simulator.endpoint, credential: SECRET, fetch, clock, log },
    };
    const [[stream, feed] = []] = [...box.open(context)];
    assert.ok(stream !== undefined && feed);
    name = stream;
    runner = new StreamRunner({
      ...{ connection, stream, feed, store, clock, log },
      initialHistory: () => 3_600_000,
      replayDepth: box.replayDepth,
      random: () => 1,
      onChange: () => undefined,
    });
    running = runner.run();
  };
  const storedIds = async (connection: string, ids: readonly string[]) => {
    const found = await Promise.all(ids.map((id) => store.event(connection, id)));
    return ids.filter((_, n) => found[n] !== undefined);
  };
  /** Lets time pass until it holds. */
  const passing = (condition: () => boolean | Promise<boolean>, what: string) =>
    until(async () => {
      if (await condition()) return true;
      await clock.advance(1_000);
      return false;
    }, what);
  const allStored = async (connection: string, ids: readonly string[]) =>
    (await storedIds(connection, ids)).length === ids.length;
  const some = (from: number, number = 40) =>
    Array.from({ length: number }, (_, n) => ({
      event_type: 'DOWNLOAD',
      event_id: `e${from + n}`,
      created_by: { type: 'user', id: '7', name: 'Ann' },
    }));

  const faults: readonly (readonly [string, (on: BoxSimulator) => void])[] = [
    ['nothing special', () => undefined],
    ['short pages', ({ tricks }) => (tricks.shortPages = 3)],
    ['pages that overlap', ({ tricks }) => (tricks.overlap = 5)],
    ['positions as numbers', ({ tricks }) => (tricks.numericPositions = true)],
    ['positions as texts', ({ tricks }) => (tricks.numericPositions = false)],
    ['empty pages that say 0', ({ tricks }) => (tricks.emptyPosition = 'zero')],
    ['empty pages without a position', ({ tricks }) => (tricks.emptyPosition = 'missing')],
    ['empty pages without entries', ({ tricks }) => (tricks.omitEmptyEntries = true)],
    ['a chunk_size that lies', ({ tricks }) => (tricks.chunkSize = 0)],
    ['compression', ({ tricks }) => (tricks.gzip = true)],
    ['a realtime server that is not the first', ({ tricks }) => (tricks.realtime = 'not-first')],
    ['no realtime server', ({ tricks }) => (tricks.realtime = 'none')],
    ['a realtime server elsewhere', ({ tricks }) => (tricks.realtime = 'off-domain')],
    ['long polls that hang', (on) => on.hangPolls(true)],
    ['long polls that ignore the position', ({ tricks }) => (tricks.ignorePollPosition = true)],
    ['expired tokens', (on) => on.expireTokens()],
    ['dropped connections', (on) => on.dropConnections()],
    ...(
      [
        ['429', { path: EVENTS, method: 'GET', status: 429, headers: { 'retry-after': '20' } }],
        ['three 503', { path: EVENTS, status: 503, times: 3 }],
        ['a page that hangs', { path: EVENTS, method: 'GET', instead: 'hang' }],
        ['a reset', { path: EVENTS, method: 'GET', instead: 'reset' }],
        ['a page that is cut', { path: EVENTS, method: 'GET', cutAfter: 40 }],
        ['a refused OPTIONS', { path: EVENTS, method: 'OPTIONS', status: 500 }],
      ] satisfies readonly (readonly [string, BoxFault])[]
    ).map(([what, fault]) => [what, (on: BoxSimulator) => on.failNext(fault)] as const),
  ];

  for (const [kind, options] of [
    ['enterprise', () => ({ ...ENTERPRISE, subjectId: simulator.enterpriseId })],
    ['user', () => ({ ...USER, subjectId: simulator.admin.id })],
  ] as const) {
    for (const [what, set] of faults) {
      it(`loses and doubles nothing of ${kind} events: ${what}`, async () => {
        const connection = `c${++count}`;
        start(connection, options());
        await passing(() => runner.status.evidence.caughtUp, 'it has caught up');
        set(simulator);
        const to =
          kind === 'user' ? ({ to: 'user', userId: simulator.admin.id } as const) : { copies: 1, reorder: true };
        const ids = [...simulator.emit(some(0), to)];
        await clock.advance(5_000);
        ids.push(...simulator.emit(some(100), to));
        await passing(() => allStored(connection, ids), 'all is stored');
        await passing(() => runner.status.evidence.stored >= ids.length, 'it is known that all is stored');
        await clock.advance(30_000);
        assert.equal(runner.status.evidence.stored, new Set(ids).size);
      }).timeout(20_000);
    }

    it(`loses nothing of ${kind} events when Box refuses the stored position; a gap is told`, async () => {
      const connection = `c${++count}`;
      start(connection, options());
      const to = kind === 'user' ? ({ to: 'user', userId: simulator.admin.id } as const) : {};
      await passing(() => runner.status.evidence.caughtUp, 'it has caught up');
      const ids = [...simulator.emit(some(0), to)];
      await passing(() => allStored(connection, ids), 'the first ones are stored');
      const settled = async () => /^\d+$/.test((await store.cursor(connection, name))?.cursor ?? '');
      await passing(settled, 'the past is read, and a position is stored');
      runner.stop();
      await running;
      await clock.advance(600_000);
      ids.push(...simulator.emit(some(100), to));
      await clock.advance(1_000);
      simulator.refusePosition();
      start(connection, options());
      await passing(() => allStored(connection, ids), 'all is stored');
      assert.ok((await store.gaps(connection)).length > 0);
    }).timeout(20_000);
  }
});
