import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { type Batch, type Feed, FeedError, type FeedSignal, type HistoryRange } from '../../../../src/feeds/feed.ts';
import { readHistoryCursor } from '../../../../src/feeds/historyCursor.ts';
import { lookout } from '../../../../src/feeds/lookout/vendor.ts';
import { recordingLogger } from '../../../support/logger.ts';
import { answer, LookoutServer, startStream } from '../../../support/lookoutServer.ts';
import { ManualClock } from '../../../support/manualClock.ts';
import { until } from '../../../support/until.ts';

const DAY = 86_400_000;
const HEARTBEAT = 'event:heartbeat\ndata:{}\n\n';

describe('The history of Lookout', () => {
  let server: LookoutServer;
  let stream: ServerResponse;
  let clock: ManualClock;
  let stop: AbortController;
  let range: HistoryRange;
  let said: FeedSignal[];
  let over: Promise<unknown>;
  let isOver: boolean;

  beforeEach(async () => {
    server = await LookoutServer.start();
    server.onStream = (response) => {
      stream = response;
      startStream(response);
    };
    clock = new ManualClock();
    stop = new AbortController();
    range = { after: clock.now() - 3 * DAY, before: clock.now() - 2 * DAY };
  });
  afterEach(async () => {
    stop.abort();
    await over;
    await server.close();
  });

  const feedOf = (span = range, types?: readonly string[]): Feed => {
    const config = { id: 'c', name: 'C', system: 'lookout' as const, ...(types && { types }) };
    const context = { config, endpoint: server.origin, credential: 'key', fetch, clock, log: recordingLogger() };
    return lookout.history?.open(context, span) ?? assert.fail();
  };
  /** Reads on until it ends; what it fails with is the result of `over`. */
  const start = (feed: Feed, cursor?: string) => {
    const signals: FeedSignal[] = [];
    said = signals;
    isOver = false;
    over = (async () => {
      for await (const one of feed.read({ ...(cursor !== undefined && { cursor }), signal: stop.signal }))
        signals.push(one);
    })()
      .catch((error: unknown) => error)
      .finally(() => {
        isOver = true;
      });
  };
  const opens = () => until(() => said.some(({ kind }) => kind === 'open'), 'it is open');
  const begin = async (feed = feedOf(), cursor?: string) => {
    start(feed, cursor);
    await opens();
  };
  const event = (id: string, time: number, type = 'DEVICE') => ({
    ...{ id, type, change_type: 'UPDATED' },
    created_time: new Date(time).toISOString(),
  });
  const frame = (id: string, ...events: unknown[]) => `id:${id}\nevent:events\ndata:${JSON.stringify({ events })}\n\n`;
  const batches = (): readonly Batch[] => said.flatMap((one) => (one.kind === 'batch' ? [one.batch] : []));
  const ids = () => batches().flatMap(({ events }) => events.map(({ id }) => id));
  const points = () => batches().flatMap(({ cursor }) => (cursor === undefined ? [] : [readHistoryCursor(cursor)]));
  const cursors = () => batches().flatMap(({ cursor }) => cursor ?? []);
  /** Writes, and waits until it was read. */
  const writes = async (text: string) => {
    const before = said.length;
    stream.write(text);
    await until(() => said.length > before || isOver, 'it was read');
    await until(() => isOver || clock.pending.length > 0, 'it reads on');
  };
  const many = (time: number, count = 100) => Array.from({ length: count }, (_, i) => event(`x${i}`, time));
  const ended = async () => {
    await until(() => isOver, 'it ends');
    assert.equal(await over, undefined);
    assert.deepEqual(said.at(-1), { kind: 'end', why: 'end' });
    assert.equal(points().at(-1)?.done, true);
  };

  it('is asked for from its beginning, by a stream of its own, all types by name', async () => {
    await begin(feedOf(range, ['THREAT']));
    assert.deepEqual(Object.fromEntries(server.streams[0]?.query ?? []), {
      start_time: new Date(range.after).toISOString(),
      types: 'DEVICE,THREAT,AUDIT,SMISHING_ALERT',
    });
  });

  it('goes back for the ten days that Lookout keeps', () => {
    assert.equal(lookout.history?.depth({}), 10 * DAY);
    assert.equal(lookout.replayDepth, 10 * DAY);
  });

  it('holds both ends of the time, and nothing from outside of it', async () => {
    const { after, before } = range;
    await begin();
    await writes(frame('f1', event('early', after - 1), event('first', after), event('mid', after + 5)));
    await writes(frame('f2', ...many(before + 999)));
    await writes(frame('f3', event('late', before + 1), event('last', before)));
    assert.deepEqual(ids(), ['first', 'mid', 'last']);
    assert.ok(!isOver, 'the order is exact to a second only');
  });

  it('is over, and its stream closed, when a hundred events in a row lie behind the time', async () => {
    let closed = false;
    await begin();
    stream.once('close', () => {
      closed = true;
    });
    await writes(frame('f1', event('a', range.after)));
    await writes(frame('f2', ...many(range.before + 2_000, 99)));
    assert.ok(!isOver);
    await writes(frame('f3', event('b', range.before)));
    await writes(frame('f4', ...many(range.before + 2_000, 99)));
    assert.ok(!isOver, 'they were not in a row');
    await writes(frame('f5', event('y', range.before + 2_000)));
    await ended();
    assert.deepEqual(ids(), ['a', 'b']);
    await until(() => closed, 'the socket is closed');
    assert.deepEqual(clock.pending, []);
  });

  it('is not over with one event that tells a wrong time', async () => {
    await begin();
    await writes(frame('f1', event('odd', Date.UTC(2099, 0, 1))));
    await writes(frame('f2', event('a', range.after + 1)));
    assert.deepEqual([ids(), isOver], [['a'], false]);
  });

  it('takes the time of an event that names none from its id', async () => {
    await begin();
    const hex = (range.after + 5_000).toString(16).padStart(12, '0');
    const id = `${hex.slice(0, 8)}-${hex.slice(8)}-731e-bb68-a9b89d37669f`;
    await writes(frame('f1', { id, type: 'DEVICE' }));
    assert.deepEqual(ids(), [id]);
    assert.equal(batches()[0]?.events[0]?.time, range.after + 5_000);
  });

  it('is over when heartbeats alone come for a while, not with the first one', async () => {
    range = { after: clock.now() - DAY, before: clock.now() };
    await begin();
    await writes(HEARTBEAT);
    await writes(frame('f1', event('a', range.after)));
    await clock.advance(5_000);
    await writes(HEARTBEAT);
    assert.ok(!isOver);
    await writes(frame('f2', event('b', range.after + 1)));
    await clock.advance(5_000);
    await writes(HEARTBEAT);
    assert.ok(!isOver);
    await clock.advance(5_000);
    await writes(HEARTBEAT);
    await ended();
    assert.deepEqual(ids(), ['a', 'b']);
    assert.equal(points().at(-1)?.position, 'f2');
  });

  it('gives the server longer to find the first event', async () => {
    await begin();
    for (let i = 0; i < 3; i++) {
      await clock.advance(5_000);
      await writes(HEARTBEAT);
    }
    assert.ok(!isOver);
    await clock.advance(5_000);
    await writes(HEARTBEAT);
    await ended();
    assert.deepEqual(ids(), []);
  });

  it('is over though live events keep the server from sending heartbeats', async () => {
    range = { after: clock.now() - DAY, before: clock.now() };
    await begin();
    await writes(frame('f1', event('a', range.after)));
    await clock.advance(5_000);
    await writes(frame('f2', event('live1', clock.now())));
    assert.ok(!isOver);
    await clock.advance(5_000);
    await writes(frame('f3', event('live2', clock.now())));
    await ended();
    assert.deepEqual(ids(), ['a']);
  });

  it('is over though empty frames take the place of heartbeats', async () => {
    await begin();
    await writes(frame('f1', event('a', range.after)));
    await clock.advance(5_000);
    await writes(frame('f2'));
    assert.ok(!isOver);
    await clock.advance(5_000);
    await writes(frame('f3'));
    await ended();
  });

  it('does not take the time that the machine slept for quiet', async () => {
    await begin();
    await writes(frame('f1', event('a', range.after)));
    clock.setWall(3_600_000);
    await writes(HEARTBEAT);
    assert.ok(!isOver);
    await writes(frame('f2', event('b', range.after + 1)));
    assert.deepEqual(ids(), ['a', 'b']);
  });

  it('has cursors that name the time and how far it is read; it goes on behind them by id alone', async () => {
    await begin();
    await writes(frame('f1', event('a', range.after + 7)));
    const [cursor] = cursors();
    assert.deepEqual(points(), [{ range, position: 'f1', reached: range.after + 7, done: false }]);
    stop.abort();
    await over;
    stop = new AbortController();
    await begin(feedOf(), cursor);
    assert.equal(server.streams[1]?.query.get('id'), 'f1');
    assert.equal(server.streams[1]?.query.get('start_time'), null);
    await writes(frame('f2', event('b', range.after + 8), ...many(range.before + 2_000)));
    await writes(frame('f3', event('y', range.before + 3_000)));
    await ended();
    assert.deepEqual(ids(), ['b']);
  });

  it('asks nothing when its cursor says that all is read', async () => {
    start(feedOf(), JSON.stringify({ ...JSON.parse(JSON.stringify(iso())), done: true }));
    await until(() => isOver);
    assert.deepEqual(said, [{ kind: 'end', why: 'end' }]);
    assert.deepEqual(server.asked, []);
  });
  const iso = () => ({ after: new Date(range.after).toISOString(), before: new Date(range.before).toISOString() });

  it('does not go on behind a cursor of another time, or of none', async () => {
    const other = JSON.stringify({ ...iso(), types: ['AUDIT'], position: 'f1' });
    for (const cursor of [other, '', 'f1', '{}', 'null']) {
      start(feedOf(), cursor);
      const error = await over;
      assert.ok(error instanceof FeedError && error.kind === 'cursor', cursor);
    }
    assert.deepEqual(server.asked, []);
  });

  it('is of the types that were chosen, also where the server sends others', async () => {
    await begin(feedOf({ ...range, types: ['THREAT', 'NEW_KIND'] }, ['AUDIT']));
    assert.equal(server.streams[0]?.query.get('types'), 'THREAT,NEW_KIND');
    const time = range.after + 1;
    await writes(frame('f1', event('t', time, 'THREAT'), event('d', time, 'DEVICE'), event('n', time, 'NEW_KIND')));
    assert.deepEqual(ids(), ['t', 'n']);
    assert.deepEqual(points()[0]?.range.types, ['THREAT', 'NEW_KIND']);
  });

  it('keeps aside what does not decode, and goes on', async () => {
    await begin();
    await writes('id:f1\nevent:events\ndata:{"events":[{"id":\n\n');
    await writes(frame('f2', event('a', range.after), { type: 'DEVICE' }));
    assert.deepEqual(ids(), ['a']);
    assert.deepEqual(
      batches().map(({ quarantined }) => quarantined.length),
      [1, 1],
    );
    assert.deepEqual(
      points().map((point) => point?.position),
      ['f1', 'f2'],
    );
  });

  it('fails when the server falls silent, and does not call that the end', async () => {
    await begin();
    await writes(frame('f1', event('a', range.after)));
    await clock.advance(12_000);
    const error = await over;
    assert.ok(error instanceof FeedError && error.kind === 'network');
    assert.ok(points().every((point) => point?.done === false));
  });

  for (const name of ['end', 'reconnect']) {
    it(`is not over when the server moves it ("${name}"), and keeps its delay`, async () => {
      await begin();
      await writes(frame('f1', event('a', range.after)));
      stream.write(`event:${name}\nretry:4000\n\n`);
      await until(() => isOver);
      assert.deepEqual(said.at(-1), { kind: 'end', why: 'reconnect', delay: 4_000 });
      assert.equal(points().at(-1)?.done, false);
    });
  }

  it('gives up where its stream is ended three times before it brought anything: the live one may be the only one that is allowed', async () => {
    const feed = feedOf();
    for (let i = 0; i < 2; i++) {
      await begin(feed);
      stream.end();
      await until(() => isOver);
      assert.deepEqual(said.at(-1), { kind: 'end', why: 'closed' });
    }
    await begin(feed);
    await writes(frame('f1', event('a', range.after)));
    stream.end();
    await until(() => isOver);
    assert.deepEqual(said.at(-1), { kind: 'end', why: 'closed' });
    for (let i = 0; i < 3; i++) {
      await begin(feed);
      stream.end();
      await until(() => isOver);
    }
    const error = await over;
    assert.ok(error instanceof FeedError && error.kind === 'forbidden');
    assert.equal(server.streams.length, 6);
  });

  it('tells how the server refuses it', async () => {
    const cases = [
      [answer(429, { 'retry-after': '30' }), 'busy'],
      [answer(403), 'forbidden'],
      [answer(200, { 'content-type': 'text/html' }), 'protocol'],
    ] as const;
    for (const [reply, kind] of cases) {
      server.onStream = reply;
      start(feedOf());
      const error = await over;
      assert.ok(error instanceof FeedError && error.kind === kind, kind);
    }
    server.onStream = answer(400);
    start(feedOf(), JSON.stringify({ ...iso(), position: 'f1' }));
    const error = await over;
    assert.ok(error instanceof FeedError && error.kind === 'cursor');
  });

  it('tells the hole when it goes on later than Lookout keeps events, once', async () => {
    const reached = range.after + 3_600_000;
    const cursor = JSON.stringify({ ...iso(), position: 'f1', reached: new Date(reached).toISOString() });
    clock.setWall(7.5 * DAY);
    await begin(feedOf(), cursor);
    const [hole] = batches();
    const to = clock.now() - 10 * DAY;
    assert.deepEqual(
      hole?.gaps?.map((gap) => [gap.from, gap.to]),
      [[reached, to]],
    );
    stop.abort();
    await over;
    stop = new AbortController();
    await begin(feedOf(), hole?.cursor);
    assert.deepEqual(batches(), []);
  });

  it('is over, with a hole, when Lookout has nothing of the time any more', async () => {
    clock.setWall(9 * DAY);
    start(feedOf());
    await ended();
    assert.deepEqual(
      batches().flatMap(({ gaps = [] }) => gaps.map(({ from, to }) => [from, to])),
      [[range.after, range.before]],
    );
    assert.deepEqual(server.asked, []);
  });

  it('has no hole where the last ten days were chosen and some minutes passed', async () => {
    range = { after: clock.now() - 10 * DAY, before: clock.now() };
    clock.setWall(300_000);
    await begin();
    assert.deepEqual(batches(), []);
  });

  it('just ends when it is cancelled', async () => {
    await begin();
    await writes(frame('f1', event('a', range.after)));
    stop.abort();
    assert.equal(await over, undefined);
    assert.ok(points().every((point) => point?.done === false));
    assert.deepEqual(clock.pending, []);
  });
});
