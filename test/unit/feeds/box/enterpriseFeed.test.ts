import assert from 'node:assert/strict';
import { type FillPoint, fillCursor, readFillCursor } from '../../../../src/feeds/box/fillCursor.ts';
import { BoxReader, ENTERPRISE } from '../../../support/boxReader.ts';
import { type BoxAnswer, BoxServer, boxEvent, INVALID_POSITION, page } from '../../../support/boxServer.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

describe('The enterprise events of Box', () => {
  let server: BoxServer;
  let reader: BoxReader;
  /** Pages by position, of the live stream and of the history; `''` is the beginning of the history. */
  let live: Map<string, BoxAnswer>;
  let history: Map<string, BoxAnswer>;

  beforeEach(async () => {
    server = await BoxServer.start();
    live = new Map();
    history = new Map();
    server.onPage = ({ query }) => {
      const at = query.get('stream_position');
      if (query.get('stream_type') === 'admin_logs') return history.get(at ?? '') ?? page([], '0');
      return live.get(at ?? '') ?? page([], at === 'now' ? '"L0"' : JSON.stringify(at));
    };
    reader = new BoxReader(server);
  });
  afterEach(async () => {
    await reader.stop();
    assert.ok(
      server.asked.every(({ query }) => query.get('stream_type') === 'admin_logs' || !query.has('created_after')),
    );
    await server.close();
  });

  const since = (from: number) => server.story.slice(from);
  const points = () => reader.cursors.map(readFillCursor);

  it('are asked for every 12 seconds, and at once while pages bring some', async () => {
    reader.start({ cursor: 'L1' });
    await reader.advance(11_999);
    assert.deepEqual(server.story, ['token', 'page L1']);
    live.set('L1', page([boxEvent('a')], '"L2"'));
    live.set('L2', page([boxEvent('b')], '"L3"'));
    await reader.advance(1 + 500);
    assert.deepEqual(since(2), ['page L1', 'page L2', 'page L3']);
    await reader.advance(12_000);
    assert.deepEqual(since(5), ['page L3']);
    assert.deepEqual(
      [reader.events, reader.cursors],
      [
        ['a', 'b'],
        ['L2', 'L3'],
      ],
    );
    assert.equal(server.pages[0]?.query.get('limit'), '500');
  });

  it('come in at most ten pages a second', async () => {
    let at = 0;
    server.onPage = () => page([boxEvent(`e${++at}`)], `"L${at}"`);
    reader.start({ cursor: 'L0' });
    await reader.advance(10 * SECOND);
    assert.ok(server.pages.length > 90 && server.pages.length <= 101, `${server.pages.length}`);
  });

  const intervals: readonly (readonly [string | undefined, number])[] = [
    [undefined, 12],
    ['30', 30],
    ['5', 5],
    ['1', 5],
    ['0', 5],
    ['99999', 3_600],
  ];
  for (const [pollSeconds, seconds] of intervals) {
    it(`are asked for every ${seconds} s when ${pollSeconds ?? 'nothing'} is set`, async () => {
      reader = new BoxReader(server, { options: { ...ENTERPRISE, ...(pollSeconds !== undefined && { pollSeconds }) } });
      reader.start({ cursor: 'L1' });
      await reader.advance(seconds * SECOND - 1);
      assert.equal(server.pages.length, 1);
      await reader.advance(1);
      assert.equal(server.pages.length, 2);
    });
  }

  it('are handed on as they come, doubled and in any order: the store knows them by their ids', async () => {
    live.set('L1', page([boxEvent('b'), boxEvent('a'), boxEvent('b')], '"L2"'));
    live.set('L2', page([boxEvent('a'), boxEvent('c')], '"L3"'));
    reader.start({ cursor: 'L1' });
    await reader.advance(SECOND);
    assert.deepEqual(reader.events, ['b', 'a', 'b', 'a', 'c']);
  });

  it('are filtered by Box, and again here', async () => {
    reader = new BoxReader(server, { types: ['LOGIN', 'UPLOAD'] });
    live.set('L1', page([boxEvent('a', 0, 'LOGIN'), boxEvent('b', 0, 'DELETE'), boxEvent('c')], '"L2"'));
    reader.start({ cursor: 'L1' });
    await reader.advance(SECOND);
    assert.equal(server.pages[0]?.query.get('event_type'), 'LOGIN,UPLOAD');
    assert.deepEqual([reader.events, reader.cursors], [['a', 'c'], ['L2']]);
  });

  it('without a time to begin at begin now', async () => {
    reader.start({});
    await reader.advance(12_000);
    assert.deepEqual(server.story, ['token', 'page now', 'page L0', 'page L0']);
    assert.deepEqual(reader.cursors, ['L0']);
  });

  it('of the past come from the history, behind a live position that was taken first and is given alone only when the history has settled', async () => {
    const now = reader.clock.now();
    const from = now - 30 * MINUTE;
    history.set('', page([boxEvent('too old', from - 1), boxEvent('h1', from), boxEvent('h2', now - MINUTE)], '"H1"'));
    history.set('H1', page([boxEvent('h3', now - 61_000)], '"H2"'));
    live.set('L0', page([boxEvent('l1', now)], '"L1"'));
    reader.start({ since: from });
    await reader.advance(SECOND);
    assert.deepEqual(server.story, [
      'token',
      'page now',
      'history -',
      'history H1',
      'history H2',
      'page L0',
      'page L1',
    ]);
    assert.equal(server.pages[1]?.query.get('created_after'), new Date(from).toISOString());
    assert.equal(server.pages[2]?.query.get('created_after'), new Date(from).toISOString());
    assert.deepEqual(reader.events, ['h1', 'h2', 'h3', 'l1']);
    const filling = { since: from, began: now };
    assert.deepEqual(points(), [
      { ...filling, live: 'L0', looks: 0, position: 'H1' },
      { ...filling, live: 'L0', looks: 0, position: 'H2' },
      { ...filling, live: 'L1', looks: 1 },
    ]);
    // What came late into the history is found by reading its end again.
    history.set('', page([boxEvent('h2', now - MINUTE), boxEvent('late', now - 2 * MINUTE)], '"H1"'));
    live.set('L1', page([boxEvent('l2', now + MINUTE)], '"L2"'));
    await reader.advance(119 * SECOND);
    assert.ok(points().every((point) => point !== undefined));
    await reader.advance(12 * SECOND);
    assert.equal(reader.cursors.at(-1), 'L2');
    assert.equal(points().filter((point) => point === undefined).length, 1);
    assert.ok(reader.events.includes('late') && reader.events.includes('l2'));
    const looks = server.pages.filter(({ query }) => query.has('created_after') && !query.has('stream_position'));
    assert.deepEqual(
      looks.map(({ query }) => query.get('created_after')),
      [from, now - 10 * MINUTE, now - 10 * MINUTE].map((time) => new Date(time).toISOString()),
    );
    const before = server.pages.length;
    await reader.advance(12 * SECOND);
    assert.deepEqual(
      server.pages.slice(before).map(({ query }) => query.get('stream_position')),
      ['L2'],
    );
  });

  it('are not called complete before the history was read once', async () => {
    history.set('', page([boxEvent('h1')], '"H1"'));
    reader.start({ since: 0 });
    await reader.advance(SECOND);
    const complete = reader.signals.findIndex((said) => said.kind === 'alive' && said.caughtUp);
    const last = server.story.indexOf('page L0');
    assert.ok(complete > 0 && last > server.story.lastIndexOf('history H1'));
    assert.equal(reader.signals.filter((said) => said.kind === 'alive' && said.caughtUp).length, 1);
  });

  describe('of the past, when their reading was cut off', () => {
    const began = Date.UTC(2026, 10, 1, 3);
    const from = began - 30 * MINUTE;
    const cut = (point: Partial<FillPoint>) => fillCursor({ live: 'L7', since: from, began, looks: 0, ...point });

    it('go on where they were, behind the live position that was taken first', async () => {
      history.set('', page([boxEvent('h1')], '"H1"'));
      history.set('H1', 'cut');
      reader.start({ since: 0 });
      await reader.advance(SECOND);
      assert.equal((await reader.failure()).kind, 'network');
      assert.deepEqual(reader.events, ['h1']);
      const [cursor = ''] = reader.cursors;
      assert.equal(reader.cursors.length, 1);

      history.set('H1', page([boxEvent('h2')], '"H2"'));
      live.set('L0', page([boxEvent('l1')], '"L1"'));
      const before = server.story.length;
      reader = new BoxReader(server);
      reader.start({ cursor });
      await reader.advance(SECOND);
      assert.deepEqual(since(before), ['token', 'history H1', 'history H2', 'page L0', 'page L1']);
      assert.equal(server.pages.at(-4)?.query.get('created_after'), new Date(0).toISOString());
      assert.deepEqual(reader.events, ['h2', 'l1']);
    });

    it('wait until a look is due, with the live stream meanwhile: a look too early may miss what is late', async () => {
      assert.equal(reader.clock.now(), began);
      reader.start({ cursor: cut({ looks: 2 }) });
      live.set('L7', page([boxEvent('l1')], '"L8"'));
      await reader.advance(119 * SECOND);
      assert.deepEqual(reader.events, ['l1']);
      assert.ok(server.story.every((one) => !one.startsWith('history')));
      assert.deepEqual(points(), [{ live: 'L8', since: from, began, looks: 2 }]);
      await reader.advance(13 * SECOND);
      assert.equal(server.pages.filter(({ query }) => query.has('created_after')).length, 1);
      assert.equal(reader.cursors.at(-1), 'L8');
    });

    it('are all read again, without a rejected cursor, when Box has let go of the place', async () => {
      history.set('H3', INVALID_POSITION);
      history.set('', page([boxEvent('h1', began)], '"H1"'));
      live.set('L0', page([boxEvent('l1')], '"L1"'));
      reader.start({ cursor: cut({ position: 'H3' }) });
      await reader.advance(SECOND);
      assert.deepEqual(server.story, [
        'token',
        'history H3',
        'page now',
        'history -',
        'history H1',
        'page L0',
        'page L1',
      ]);
      assert.deepEqual(reader.events, ['h1', 'l1']);
      assert.equal(reader.error, undefined);
    });

    it('are not read round and round when Box takes back what it just gave', async () => {
      history.set('H3', INVALID_POSITION);
      live.set('L0', INVALID_POSITION);
      reader.start({ cursor: cut({ position: 'H3' }) });
      assert.equal((await reader.failure()).kind, 'protocol');
      assert.equal(server.pages.filter(({ query }) => query.get('stream_position') === 'now').length, 1);
    });

    it('are all read again when the live stream has let go of its own past meanwhile', async () => {
      reader.start({ cursor: cut({ began: began - 14 * 86_400_000, since: 0, position: 'H3' }) });
      await reader.advance(SECOND);
      assert.deepEqual(server.story, ['token', 'page now', 'history -', 'page L0']);
      assert.equal(server.pages[1]?.query.get('created_after'), new Date(0).toISOString());
    });
  });

  it('of the past go on behind a page that only repeats, and are not called read when that has no end', async () => {
    let at = 1;
    history.set('', page([boxEvent('h1')], '"H1"'));
    history.set('H1', page([boxEvent('h1')], '"H2"'));
    history.set('H2', page([boxEvent('h2')], '"H3"'));
    reader.start({ since: 0 });
    await reader.advance(5 * SECOND);
    assert.deepEqual(reader.events, ['h1', 'h1', 'h2']);
    await reader.stop();

    server.onPage = ({ query }) =>
      query.has('created_after') ? page([boxEvent('h1')], `"H${++at}"`) : page([], '"L0"');
    const before = server.pages.length;
    reader = new BoxReader(server);
    reader.start({ since: 0 });
    await reader.advance(MINUTE);
    const error = await reader.failure();
    assert.equal(error.kind, 'protocol');
    assert.match(error.message, /again and again/);
    assert.ok(server.pages.length - before < 40, `${server.pages.length - before} requests in a minute`);
  });

  it('are asked for promptly after the machine slept between two polls', async () => {
    reader = new BoxReader(server, { options: { ...ENTERPRISE, pollSeconds: '3600' } });
    reader.start({ cursor: 'L1' });
    await reader.advance(5 * SECOND);
    reader.clock.setWall(8 * 3_600 * SECOND);
    await reader.advance(SECOND);
    assert.equal(server.pages.length, 2);
  });

  it('leave no timer and no socket when they are stopped between polls', async () => {
    reader.start({ cursor: 'L1' });
    await reader.advance(SECOND);
    assert.deepEqual(reader.clock.pending.length, 1);
    await reader.stop();
    assert.ok(reader.over && reader.error === undefined);
  });
});
