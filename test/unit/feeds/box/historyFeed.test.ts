import assert from 'node:assert/strict';
import { box } from '../../../../src/feeds/box/vendor.ts';
import { readHistoryCursor } from '../../../../src/feeds/historyCursor.ts';
import { BoxReader } from '../../../support/boxReader.ts';
import { type BoxAnswer, BoxServer, boxEvent, INVALID_POSITION, page, refusal } from '../../../support/boxServer.ts';

const DAY = 86_400_000;
const AFTER = Date.UTC(2026, 9, 1);
const BEFORE = AFTER + DAY;
const P1 = '1152923169537420243';
const P2 = '1152923169537420301';
const P3 = '1152923169537420377';

describe('The enterprise history of Box', () => {
  let server: BoxServer;
  let reader: BoxReader;
  let history: Map<string, BoxAnswer>;

  beforeEach(async () => {
    server = await BoxServer.start();
    history = new Map([
      ['', page([boxEvent('early', AFTER - 1), boxEvent('a', AFTER)], P1)],
      [P1, page([boxEvent('b', AFTER + 5)], `"${P2}"`)],
    ]);
    server.onPage = ({ query }) => history.get(query.get('stream_position') ?? '') ?? page([], '0');
    reader = new BoxReader(server);
  });
  afterEach(async () => {
    await reader.stop();
    await server.close();
  });

  const load = async (cursor?: string, types?: readonly string[]) => {
    const range = { after: AFTER, before: BEFORE, ...(types && { types }) };
    reader = new BoxReader(server);
    reader.start(cursor === undefined ? {} : { cursor }, box.history?.open(reader.context, range));
    await reader.advance(2_000);
  };
  const range = { after: '2026-10-01T00:00:00.000Z', before: '2026-10-02T00:00:00.000Z' };

  it('of a time is read page by page, then ends', async () => {
    await load();
    assert.deepEqual(server.story, ['token', 'history -', `history ${P1}`, `history ${P2}`]);
    assert.deepEqual(reader.events, ['a', 'b']);
    assert.deepEqual(reader.signals.at(-1), { kind: 'end', why: 'end' });
    for (const { query } of server.pages) {
      assert.deepEqual([query.get('created_after'), query.get('created_before')], [range.after, range.before]);
    }
  });

  it('has cursors that name the time and the exact position; the last one says that all is read', async () => {
    await load();
    assert.deepEqual(
      reader.cursors.map((cursor): unknown => JSON.parse(cursor)),
      [
        { ...range, position: P1 },
        { ...range, position: P2 },
        { ...range, position: P2, done: true },
      ],
    );
    assert.deepEqual(readHistoryCursor(reader.cursors[0] ?? ''), {
      range: { after: AFTER, before: BEFORE },
      position: P1,
      done: false,
    });
  });

  it('goes on behind a cursor, and asks nothing when that says that all is read', async () => {
    await load();
    const [first = '', , last = ''] = reader.cursors;
    server.asked.length = 0;
    await load(first);
    assert.deepEqual([server.story, reader.events], [['token', `history ${P1}`, `history ${P2}`], ['b']]);
    server.asked.length = 0;
    await load(last);
    assert.deepEqual([server.asked, reader.events], [[], []]);
    assert.deepEqual(reader.signals.at(-1), { kind: 'end', why: 'end' });
  });

  it('does not go on behind a cursor of another time, or of none', async () => {
    const types = JSON.stringify({ ...range, types: ['LOGIN'], position: P1 });
    const other = JSON.stringify({ ...range, before: '2026-10-03T00:00:00.000Z', position: P1 });
    for (const cursor of [types, other, '', P1, '{}', '[]', 'null']) {
      await load(cursor);
      assert.equal((await reader.failure()).kind, 'cursor');
    }
    assert.deepEqual(server.asked, []);
  });

  it('goes on behind a page that brings nothing new: only an empty one is the end', async () => {
    history = new Map([
      ['', page([boxEvent('a', AFTER)], P1)],
      [P1, page([boxEvent('a', AFTER)], P2)],
      [P2, page([boxEvent('b', AFTER + 5)], P3)],
    ]);
    await load();
    assert.deepEqual(reader.events, ['a', 'a', 'b']);
    assert.equal(readHistoryCursor(reader.cursors.at(-1) ?? '')?.done, true);
  });

  it('goes on behind a page on which nothing is an event', async () => {
    history = new Map([
      ['', page([boxEvent('a', AFTER)], P1)],
      [P1, page([{ type: 'event' }], P2)],
      [P2, page([boxEvent('b', AFTER + 5)], P3)],
    ]);
    await load();
    assert.deepEqual(reader.events, ['a', 'b']);
    assert.equal(reader.quarantined, 1);
  });

  it('leaves out what is outside of the time and of the types, should Box send it', async () => {
    history.set(
      P1,
      page([boxEvent('b', BEFORE, 'LOGIN'), boxEvent('c', BEFORE + 1, 'LOGIN'), boxEvent('d', BEFORE)], P2),
    );
    await load(undefined, ['LOGIN']);
    assert.deepEqual(reader.events, ['b']);
    assert.ok(server.pages.every(({ query }) => query.get('event_type') === 'LOGIN'));
    assert.equal(readHistoryCursor(reader.cursors[0] ?? '')?.range.types?.join(), 'LOGIN');
  });

  it('ends with the first page that is all behind the time: Box may forget the dates', async () => {
    history.set(P1, page([boxEvent('x', BEFORE + 1), boxEvent('y', BEFORE + 2)], P2));
    await load();
    assert.deepEqual(server.story, ['token', 'history -', `history ${P1}`]);
    assert.deepEqual(reader.events, ['a']);
    assert.equal(readHistoryCursor(reader.cursors.at(-1) ?? '')?.done, true);
  });

  it('says that all is read only when it is', async () => {
    history.set(P1, refusal(429, { 'retry-after': '30' }));
    await load();
    const error = await reader.failure();
    assert.deepEqual([error.kind, error.delay], ['busy', 30_000]);
    assert.deepEqual(
      reader.cursors.map((cursor) => readHistoryCursor(cursor)?.done),
      [false],
    );
    history.set(P1, INVALID_POSITION);
    await load(reader.cursors[0]);
    assert.equal((await reader.failure()).kind, 'cursor');
  });
});
