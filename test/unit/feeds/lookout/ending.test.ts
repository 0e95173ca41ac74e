import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { FeedError } from '../../../../src/feeds/feed.ts';
import { lookout } from '../../../../src/feeds/lookout/vendor.ts';
import type { EventStore } from '../../../../src/store/contract.ts';
import { answer, LookoutServer, startStream } from '../../../support/lookoutServer.ts';
import { SupervisedStream } from '../../../support/supervisedStream.ts';
import { until } from '../../../support/until.ts';
import { Fixture } from '../../store/fixture.ts';

const HOUR = 3_600_000;
const HEARTBEAT = 'event:heartbeat\ndata:{}\n\n';

describe('A Lookout stream that ends', () => {
  let server: LookoutServer;
  let fixture: Fixture;
  let store: EventStore;
  let stream: ServerResponse;
  let supervised: SupervisedStream | undefined;
  let count = 0;

  before(async () => {
    server = await LookoutServer.start();
    fixture = await Fixture.create();
    store = await fixture.open();
  });
  after(async () => {
    await server.close();
    await fixture.dispose();
  });
  beforeEach(() => {
    server.asked.length = 0;
    server.onStream = (response) => {
      stream = response;
      startStream(response);
    };
  });
  afterEach(() => supervised?.dispose());

  /** Opens a stream and lets it live for 11 s, so that its end is no failure. */
  const settled = async () => {
    await supervised?.dispose();
    const own = new SupervisedStream(server.origin, store, `c${++count}`);
    supervised = own;
    await until(() => own.state.kind === 'live', 'live');
    await own.clock.advance(6_000);
    stream.write(HEARTBEAT);
    await until(() => own.runner.status.evidence.lastHeartbeat !== undefined, 'a heartbeat');
    await until(() => own.clock.pending.length > 0, 'a read under way again');
    await own.clock.advance(5_000);
    return own;
  };
  /** How long it waits before it asks again, ms. */
  const waits = async (own: SupervisedStream) => {
    await until(() => own.state.kind !== 'live', 'the end');
    const { state, clock } = own;
    if (state.kind === 'waiting') return state.until - clock.now();
    assert.equal(state.kind, 'connecting');
    await until(() => clock.pending.length > 0);
    return clock.pending[0];
  };

  /** What the server says of the delay, and the wait that follows from it, within [1 s, 5 min]. */
  const delays: readonly (readonly [retry: string, wait: number])[] = [
    ['', 1_000],
    ['retry:0\n', 1_000],
    ['retry:999\n', 1_000],
    ['retry: 4000\n', 4_000],
    ['retry:300001\n', 300_000],
    [`retry:${'9'.repeat(30)}\n`, 300_000],
    ['retry:soon\n', 1_000],
  ];
  // The vendor documents `retry:` as the place of the delay and nothing of the data, so data says nothing.
  const data = ['', 'data\n', 'data:\n', 'data:{}\n', 'data:{"retry":9000}\n', 'data:<not json>\n'];

  for (const name of ['reconnect', 'reconnected', 'end']) {
    for (const line of data) {
      it(`with "${name}" and ${line === '' ? 'no data' : JSON.stringify(line)} asks again after the server's delay, though the socket stays open`, async () => {
        for (const [retry, wait] of delays) {
          const own = await settled();
          stream.write(`event:${name}\n${retry}${line}\n`);
          assert.equal(await waits(own), wait, retry);
        }
      });
    }
  }

  it('with a mere close asks again after a delay that came earlier', async () => {
    for (const [retry, wait] of delays) {
      const own = await settled();
      stream.end(`${HEARTBEAT}${retry}\n`);
      assert.equal(await waits(own), wait, retry);
    }
  });

  it('asks again behind what it read, when the delay is over and not before', async () => {
    const own = await settled();
    stream.write('id:c7\nevent:events\ndata:[{"id":"e7"}]\n\nevent:reconnect\nretry:2000\n\n');
    assert.equal(await waits(own), 2_000);
    await own.clock.advance(1_999);
    assert.equal(server.streams.length, 1);
    await own.clock.advance(1);
    await until(() => own.state.kind === 'live', 'live again');
    assert.equal(server.streams[1]?.query.get('id'), 'c7');
  });

  it('takes what came before the end in the same chunk', async () => {
    const own = await settled();
    stream.write('id:c1\nevent:events\ndata:[{"id":"before"}]\n\nevent:end\n\n');
    await waits(own);
    assert.ok(await store.event(`c${count}`, 'before'));
    assert.equal((await store.cursor(`c${count}`, 'events'))?.cursor, 'c1');
  });

  it('by a sleep of the machine is asked for again a second after the wake', async () => {
    const own = await settled();
    await own.clock.sleep(8 * HOUR);
    assert.equal(await waits(own), 1_000);
    assert.equal(own.state.kind, 'connecting');
    await own.clock.advance(1_000);
    await until(() => server.streams.length === 2, 'a second request');
  });

  it('by a sleep during a request is asked for again a second later, however often it failed before', async () => {
    server.onStream = answer(503);
    const own = new SupervisedStream(server.origin, store, `c${++count}`);
    supervised = own;
    for (let failures = 1; failures <= 6; failures++) {
      await until(() => own.state.kind === 'waiting' && own.state.attempt === failures, 'a failure');
      server.onStream = failures < 6 ? answer(503) : () => undefined; // Never answers.
      await own.clock.advance(own.state.kind === 'waiting' ? own.state.until - own.clock.now() : 0);
    }
    await until(() => server.streams.length === 7);
    await own.clock.sleep(HOUR);
    assert.equal(await waits(own), 1_000);
    assert.equal(own.state.kind, 'connecting');
  });

  it('before it began proves nothing of an endpoint', async () => {
    server.onStream = () => undefined; // Never answers.
    const own = new SupervisedStream(server.origin, store, `c${++count}`);
    supervised = own;
    await until(() => server.streams.length === 1);
    const tested = lookout.test(own.context, new AbortController().signal);
    tested.catch(() => undefined);
    await until(() => server.streams.length === 2);
    await own.clock.sleep(HOUR);
    await assert.rejects(tested, (e) => e instanceof FeedError && e.kind === 'network');
  });

  it('by a clock set forward is asked for again once, and lives on with a byte every five seconds', async () => {
    const own = await settled();
    own.clock.setWall(6 * HOUR);
    await own.clock.advance(1_000);
    assert.equal(await waits(own), 1_000);
    await own.clock.advance(1_000);
    await until(() => own.state.kind === 'live', 'live again');
    for (let round = 0; round < 20; round++) {
      await own.clock.advance(5_000);
      stream.write(HEARTBEAT);
      await until(() => own.runner.status.evidence.lastHeartbeat === own.clock.now(), 'a heartbeat');
      await until(() => own.clock.pending.length > 0, 'a read under way again');
    }
    assert.equal(server.streams.length, 2);
    assert.equal(own.state.kind, 'live');
  });
});
