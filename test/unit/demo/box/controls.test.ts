import assert from 'node:assert/strict';
import { Client, digits, MINUTE, some } from './client.ts';

const LIVE = { stream_type: 'admin_logs_streaming' };

describe('controls of the Box simulator', () => {
  let client: Client;
  const start = async (options: Parameters<typeof Client.start>[0] = {}) => {
    client = await Client.start(options);
    await client.signIn();
  };
  afterEach(() => client[Symbol.asyncDispose]());

  it('make pages short of the limit although more remain', async () => {
    await start({ tricks: { shortPages: 3 } });
    const ids = client.simulator.emit(some(8));
    const pages = await client.drain(LIVE);
    assert.deepEqual(
      pages.map((page) => page.ids.length),
      [3, 3, 2, 0],
    );
    assert.deepEqual(
      pages.flatMap((page) => page.ids),
      ids,
    );
  });

  it('repeat the end of a page at the beginning of the next that brings something new', async () => {
    await start({ tricks: { overlap: 2 } });
    const ids = client.simulator.emit(some(5));
    const pages = await client.drain({ ...LIVE, limit: '3' });
    const told = pages.map((page) => page.ids.map((id) => ids.indexOf(id)).join(''));
    assert.deepEqual(told, ['012', '123', '234', '']);
  });

  it('bring copies late and bring events out of order', async () => {
    await start();
    const ids = client.simulator.emit(some(20), { copies: 1, reorder: true });
    const soon = await client.page(LIVE);
    assert.deepEqual([...new Set(soon.ids)].toSorted(), ids.toSorted());
    assert.notDeepEqual([...new Set(soon.ids)], ids);
    await client.clock.advance(10_100);
    const late = await client.page({ ...LIVE, stream_position: digits(soon.position) });
    assert.equal(soon.ids.length + late.ids.length, 40);
    assert.deepEqual(new Set(client.simulator.available('admin_logs_streaming')), new Set(ids));
    await client.clock.advance(MINUTE);
    assert.deepEqual((await client.page({ stream_type: 'admin_logs' })).ids, ids);
  });

  it('write positions as numbers, texts or by turns', async () => {
    await start({ tricks: { numericPositions: true } });
    const position = async () => (await client.page({ ...LIVE, stream_position: 'now' })).position;
    assert.match(await position(), /^\d+$/);
    client.simulator.tricks.numericPositions = false;
    assert.match(await position(), /^"\d+"$/);
    client.simulator.tricks.numericPositions = 'mixed';
    const kinds = [await position(), await position()].map((text) => text.startsWith('"'));
    assert.deepEqual(kinds.toSorted(), [false, true]);
  });

  for (const [shape, expected] of [
    ['zero', /"next_stream_position":0\b/],
    ['null', /"next_stream_position":null/],
    ['missing', /^\{"entries":\[\],"chunk_size":0\}$/],
  ] as const) {
    it(`give an empty page the position ${shape}`, async () => {
      await start({ tricks: { emptyPosition: shape } });
      const now = digits((await client.page({ ...LIVE, stream_position: 'now' })).position);
      assert.match((await client.page({ ...LIVE, stream_position: now })).text, expected);
    });
  }

  it('leave out entries, and lie about their number', async () => {
    await start({ tricks: { omitEmptyEntries: true, chunkSize: 12 } });
    assert.doesNotMatch((await client.page(LIVE)).text, /entries/);
    client.simulator.emit(some(2));
    const page = await client.page(LIVE);
    assert.equal(page.ids.length, 2);
    assert.match(page.text, /"chunk_size":12,/);
  });

  it('let the position stand still', async () => {
    await start({ tricks: { stuckPosition: true } });
    const now = digits((await client.page({ ...LIVE, stream_position: 'now' })).position);
    client.simulator.emit(some(2));
    const page = await client.page({ ...LIVE, stream_position: now });
    assert.equal(page.ids.length, 2);
    assert.equal(digits(page.position), now);
  });

  it('refuse one position, or all so far', async () => {
    await start();
    const now = digits((await client.page({ ...LIVE, stream_position: 'now' })).position);
    client.simulator.refusePosition(now);
    assert.match((await client.page({ ...LIVE, stream_position: now })).text, /Invalid stream position/);
    client.simulator.emit(some(1));
    const first = digits((await client.page(LIVE)).position);
    client.simulator.refusePosition();
    assert.equal((await client.page({ ...LIVE, stream_position: first })).status, 400);
    assert.equal((await client.page(LIVE)).status, 200);
    client.simulator.emit(some(1));
    const second = digits((await client.page(LIVE)).position);
    assert.equal((await client.page({ ...LIVE, stream_position: second })).status, 200);
  });

  it('refuse positions that were never given out', async () => {
    await start({ tricks: { strictPositions: true } });
    const { position } = await client.page({ ...LIVE, stream_position: 'now' });
    assert.equal((await client.page({ ...LIVE, stream_position: digits(position) })).status, 200);
    const damaged = BigInt(JSON.parse(digits(position)));
    assert.equal((await client.page({ ...LIVE, stream_position: String(damaged) })).status, 400);
  });

  it('limit the calls of a person a minute', async () => {
    await start({ callsPerMinute: 2 });
    await client.page();
    await client.clock.advance(15_000);
    await client.page();
    const refused = await client.page();
    assert.equal(refused.status, 429);
    assert.equal(refused.headers.get('retry-after'), '45');
    assert.match(refused.text, /"code":"rate_limit_exceeded"/);
    await client.clock.advance(45_000);
    assert.equal((await client.page()).status, 200);
  });

  it('put faults in place of answers of one kind, as often as asked', async () => {
    await start();
    client.simulator.failNext({ path: '/2.0/events', stream: 'admin_logs', status: 503, times: 2 });
    client.simulator.failNext({ path: '/2.0/events', method: 'OPTIONS', status: 429, headers: { 'retry-after': '7' } });
    const status = async (query: Record<string, string>) => (await client.page(query)).status;
    assert.equal(await status(LIVE), 200);
    const past = { stream_type: 'admin_logs' };
    assert.deepEqual([await status(past), await status(past), await status(past)], [503, 503, 200]);
    const limited = await client.call('/2.0/events', { method: 'OPTIONS' });
    assert.deepEqual([limited.status, limited.headers.get('retry-after')], [429, '7']);
    client.simulator.failNext({ path: '/oauth2/token', status: 400, body: '{"error":"invalid_grant"}' });
    assert.equal((await client.grant({})).body.error, 'invalid_grant');
    client.simulator.failNext({ path: '/2.0/events', status: 401 });
    assert.equal((await client.page()).text, '');
  });

  it('reset a connection, let a request hang, or break an answer off', async () => {
    await start();
    client.simulator.emit(some(50));
    client.simulator.failNext({ path: '/2.0/events', instead: 'reset' });
    await assert.rejects(client.page(LIVE), /fetch failed/);
    client.simulator.failNext({ path: '/2.0/events', instead: 'hang' });
    const hanging = client.page(LIVE);
    const rejected = assert.rejects(hanging, /fetch failed/);
    assert.equal((await client.page(LIVE)).ids.length, 50);
    client.simulator.dropConnections();
    await rejected;
    client.simulator.failNext({ path: '/2.0/events', cutAfter: 400 });
    const response = await client.call('/2.0/events?stream_type=admin_logs_streaming');
    assert.equal(response.status, 200);
    await assert.rejects(response.text());
    assert.equal((await client.page(LIVE)).ids.length, 50);
  });

  it('compress answers for those who take it', async () => {
    await start({ tricks: { gzip: true } });
    const ids = client.simulator.emit(some(50));
    const page = await client.page(LIVE, { 'accept-encoding': 'gzip' });
    assert.equal(page.headers.get('content-encoding'), 'gzip');
    assert.deepEqual(page.ids, ids);
    const plain = await client.page(LIVE, { 'accept-encoding': 'identity' });
    assert.equal(plain.headers.get('content-encoding'), null);
  });

  it('answer what is not there with 404', async () => {
    await start();
    const response = await client.call('/2.0/nothing');
    assert.equal(response.status, 404);
    assert.equal(((await response.json()) as { readonly code: string }).code, 'not_found');
  });
});

describe('the load of the Box simulator', () => {
  it('is a backlog of full pages, the same in both streams, with copies in the live one', async () => {
    await using client = await Client.start({ load: { events: 2_500, copies: 0.02 } });
    const live = await client.drain({ ...LIVE, limit: '500' });
    const ids = live.flatMap((page) => page.ids);
    assert.deepEqual(
      live.map((page) => page.ids.length),
      [500, 500, 500, 500, 500, 50, 0],
    );
    const unique = [...new Set(ids)];
    assert.equal(unique.length, 2_500);
    const past = await client.drain({ stream_type: 'admin_logs', limit: '500' });
    assert.deepEqual(
      past.flatMap((page) => page.ids),
      unique,
    );
    assert.deepEqual(client.simulator.available('admin_logs_streaming'), unique);
  });
});
