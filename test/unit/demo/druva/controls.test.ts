import assert from 'node:assert/strict';
import { settle } from '../../../support/manualClock.ts';
import { Client, INSYNC, ids, MINUTE, some, tracker } from './client.ts';

describe('controls of the Druva simulator', () => {
  let client: Client;
  const start = async (options: Parameters<typeof Client.start>[0] = {}) => {
    client = await Client.start(options);
  };
  afterEach(() => client[Symbol.asyncDispose]());

  it('put faults in place of answers, as often as asked', async () => {
    await start();
    client.simulator.failNext({ path: INSYNC, status: 429, headers: { 'Retry-After': '61' }, times: 2 });
    client.simulator.failNext({ path: INSYNC, status: 429 });
    const busy = [await client.inSync(), await client.inSync(), await client.inSync()];
    assert.deepEqual(
      busy.map(({ status, headers }) => [status, headers.get('retry-after')]),
      [
        [429, '61'],
        [429, '61'],
        [429, null],
      ],
    );
    for (const status of [401, 403, 404, 501, 503]) {
      client.simulator.failNext({ path: INSYNC, status });
      assert.equal((await client.inSync()).status, status);
    }
    client.simulator.failNext({ path: INSYNC, status: 500 });
    const { body } = await client.inSync();
    assert.deepEqual(body, { code: 'InsyncEndpoints-1006', message: 'Internal server error', retryable: true });
    client.simulator.failNext({ path: INSYNC, status: 200, body: '<html>' });
    assert.equal((await client.inSync()).text, '<html>');
    assert.equal((await client.inSync()).status, 200);
  });

  it('limit the calls of a minute', async () => {
    await start({ callsPerMinute: 3 });
    for (let call = 0; call < 3; call++) assert.equal((await client.inSync()).status, 200);
    await client.clock.advance(20_000);
    const busy = await client.inSync();
    assert.deepEqual([busy.status, busy.headers.get('retry-after')], [429, '40']);
    await client.clock.advance(40_000);
    assert.equal((await client.inSync()).status, 200);
  });

  it('hang, reset, and cut answers short', async () => {
    await start();
    client.simulator.emit(some(20));
    client.simulator.failNext({ path: INSYNC, instead: 'reset' });
    await assert.rejects(client.inSync());
    client.simulator.failNext({ path: INSYNC, cutAfter: 100 });
    await assert.rejects(client.inSync());
    client.simulator.failNext({ path: INSYNC, instead: 'hang' });
    const away = new AbortController();
    const hanging = client.page(INSYNC, {}, away.signal);
    const ended = assert.rejects(hanging);
    await settle(20);
    away.abort();
    await ended;
    assert.equal((await client.inSync()).events.length, 20);
  });

  it('answer late', async () => {
    await start();
    client.simulator.failNext({ path: INSYNC, slow: 25_000 });
    let status = 0;
    const late = client.inSync().then((page) => {
      status = page.status;
    });
    while (client.clock.pending.length === 0) await settle();
    await client.clock.advance(24_999);
    assert.equal(status, 0);
    await client.clock.advance(1);
    await late;
    assert.equal(status, 200);
  });

  it('drop connections', async () => {
    await start();
    client.simulator.failNext({ path: INSYNC, instead: 'hang' });
    const dropped = assert.rejects(client.inSync());
    await settle(20);
    client.simulator.dropConnections();
    await dropped;
  });

  it('make pages short, repeat events, and keep the tracker where it is', async () => {
    await start({ tricks: { shortPages: 4, overlap: 2 } });
    const emitted = client.simulator.emit(some(9));
    const pages = await client.drain();
    assert.deepEqual(
      pages.map(({ events }) => events.length),
      [4, 4, 4, 3],
    );
    assert.deepEqual([...new Set(ids(pages))], emitted);
    client.simulator.tricks.shortPages = undefined;
    client.simulator.tricks.overlap = 0;
    client.simulator.tricks.stuckTracker = true;
    const one = await client.inSync();
    const two = await client.inSync(tracker(one));
    assert.deepEqual([ids([one]), ids([two])], [emitted, emitted]);
    assert.deepEqual([tracker(two), two.body.nextPageExists], [tracker(one), true]);
  });

  it('leave out what a page should have', async () => {
    await start({ tricks: { omitNextPageExists: true, tracker: 'missing' } });
    client.simulator.emit(some(1));
    assert.deepEqual(Object.keys((await client.inSync()).body), ['events']);
    client.simulator.tricks.tracker = 'empty';
    assert.equal((await client.inSync()).body.tracker, '');
    client.simulator.tricks.tracker = 'given';
    client.simulator.tricks.emptyPageTracker = 'empty';
    const given = tracker(await client.inSync());
    assert.equal((await client.inSync(given)).body.tracker, '');
    client.simulator.tricks.tracker = 'null';
    assert.equal((await client.inSync()).body.tracker, null);
  });

  it('send exact text, copies, and times out of order', async () => {
    await start();
    const exact = '{"eventID":9223372036854775807,"eventType":"Backup","x":1.0,"x":2}';
    assert.deepEqual(client.simulator.emit([exact]), ['9223372036854775807']);
    assert.ok((await client.inSync()).text.includes(exact));
    const before = tracker(await client.inSync());
    const own = client.simulator.emit(some(6), { copies: 1, reorder: true });
    const page = await client.inSync(before);
    assert.deepEqual(ids([page]), [...own, ...own]);
    const times = page.events.map(({ timestamp }) => String(timestamp));
    assert.notDeepEqual(times, times.toSorted());
    assert.ok(Date.parse(times[0] ?? '') >= client.clock.now() - 10 * MINUTE);
    assert.equal(new Set(client.simulator.available('insync')).size, 7);
  });

  it('compress', async () => {
    await start({ tricks: { gzip: true } });
    client.simulator.emit(some(50));
    const page = await client.inSync();
    assert.equal(page.headers.get('content-encoding'), 'gzip');
    assert.equal(page.events.length, 50);
  });

  it('serve a backlog for benchmarks, once each', async function () {
    this.timeout(20_000);
    await start({ load: { events: 20_000 } });
    const pages = await client.drain();
    assert.equal(pages.length, 40);
    assert.equal(new Set(ids(pages)).size, 20_000);
    assert.deepEqual(ids(pages), [...client.simulator.available('insync')]);
  });
});
