import assert from 'node:assert/strict';
import { Client, DAY, HOUR, ids, MINUTE, NOW, some, tracker } from './client.ts';

describe('the inSync endpoint of the Druva simulator', () => {
  let client: Client;
  const start = async (options: Parameters<typeof Client.start>[0] = {}) => {
    client = await Client.start(options);
  };
  afterEach(() => client[Symbol.asyncDispose]());

  it('tells everything once, in pages of at most 500, by tracker', async () => {
    await start();
    const emitted = client.simulator.emit(some(1_203));
    const pages = await client.drain();
    assert.deepEqual(
      pages.map(({ events, body }) => [events.length, body.nextPageExists]),
      [
        [500, true],
        [500, true],
        [203, false],
      ],
    );
    assert.deepEqual(ids(pages), emitted);
    assert.deepEqual(client.simulator.available('insync'), emitted);
  });

  it('says that there is no next page after one that is just full', async () => {
    await start();
    client.simulator.emit(some(500));
    const [page, ...more] = await client.drain();
    assert.deepEqual([page?.events.length, page?.body.nextPageExists, more.length], [500, false, 0]);
  });

  it('gives a tracker with an empty page, and the same while nothing happens', async () => {
    await start();
    const first = tracker(await client.inSync());
    await client.clock.advance(HOUR);
    assert.equal(tracker(await client.inSync(first)), first);
    const [id] = client.simulator.emit(some(1));
    const page = await client.inSync(first);
    assert.deepEqual(ids([page]), [id]);
    assert.notEqual(tracker(page), first);
    assert.equal(tracker(await client.inSync(tracker(page))), tracker(page));
  });

  it('gives the same set for the same tracker, and the first list without one', async () => {
    await start({ rate: 0.4, historyDays: 0 });
    const [first, second] = await client.drain();
    assert.ok(first && second);
    assert.equal((await client.inSync()).text.length, first.text.length);
    assert.deepEqual(ids([await client.inSync()]), ids([first]));
    assert.deepEqual(ids([await client.inSync(tracker(first))]), ids([second]));
  });

  it('keeps all history, and goes on with what happens', async () => {
    await start({ rate: 0.06 });
    const pages = await client.drain();
    const told = ids(pages);
    assert.equal(new Set(told).size, told.length);
    assert.deepEqual(told, [...client.simulator.available('insync')]);
    const times = pages.flatMap(({ events }) => events.map(({ timestamp }) => Date.parse(String(timestamp))));
    assert.ok((times[0] ?? 0) < NOW - 7 * DAY);
    const last = pages.at(-1);
    assert.ok(last);
    await client.clock.advance(10 * MINUTE);
    const fresh = await client.inSync(tracker(last));
    assert.ok(fresh.events.length > 5);
    assert.equal(new Set([...told, ...ids([fresh])]).size, told.length + fresh.events.length);
  });

  it('breaks trackers that were not encoded', async () => {
    await start();
    client.simulator.emit(some(2));
    const text = tracker(await client.inSync());
    assert.match(text, /\+.*\/.*=$/);
    assert.equal((await client.page('/insync/eventmanagement/v2/events', `tracker=${text}`)).status, 400);
    const encoded = `tracker=${encodeURIComponent(text)}`;
    assert.equal((await client.page('/insync/eventmanagement/v2/events', encoded)).status, 200);
  });

  for (const bad of ['', 'null', 'AAAA', '++//YQ==']) {
    it(`refuses ${JSON.stringify(bad)} as a tracker`, async () => {
      await start();
      const { status, body } = await client.inSync(bad);
      assert.equal(status, 400);
      assert.match(String(body.message), /Invalid tracker/);
      assert.equal(body.retryable, false);
      assert.equal(typeof body.code, 'string');
    });
  }

  it('takes a tracker for 48 h, and longer where its expiry is to be ignored', async () => {
    await start();
    const old = tracker(await client.inSync());
    const emitted = client.simulator.emit(some(3));
    await client.clock.advance(48 * HOUR - 1);
    assert.equal((await client.inSync(old)).status, 200);
    await client.clock.advance(1);
    assert.equal((await client.inSync(old)).status, 400);
    const page = await client.inSync(old, { ignoreTrackerExpiry: 'True' });
    assert.deepEqual(ids([page]), emitted);
    assert.equal((await client.inSync(tracker(page))).status, 200);
  });

  it('gives a good tracker for an expired one even when nothing happened', async () => {
    await start();
    const old = tracker(await client.inSync());
    await client.clock.advance(3 * DAY);
    const page = await client.inSync(old, { ignoreTrackerExpiry: 'True' });
    assert.equal(page.events.length, 0);
    assert.equal((await client.inSync(tracker(page))).status, 200);
  });

  it('may refuse to ignore the expiry, or not know how', async () => {
    await start({ tricks: { ignoreExpiry: 'refused' } });
    const old = tracker(await client.inSync());
    await client.clock.advance(3 * DAY);
    assert.match(String((await client.inSync(old, { ignoreTrackerExpiry: 'True' })).body.message), /Invalid tracker/);
    client.simulator.tricks.ignoreExpiry = 'unknown';
    assert.match(String((await client.inSync(old, { ignoreTrackerExpiry: 'True' })).body.message), /Unknown parameter/);
    assert.equal((await client.inSync()).status, 200);
  });

  it('may renew a tracker by every poll', async () => {
    await start({ tricks: { pollsRenew: true } });
    const text = tracker(await client.inSync());
    for (let day = 0; day < 4; day++) {
      await client.clock.advance(DAY);
      assert.equal(tracker(await client.inSync(text)), text);
    }
  });

  it('refuses trackers when told to, whatever is said of their expiry', async () => {
    await start();
    client.simulator.emit(some(3));
    const one = tracker(await client.inSync());
    client.simulator.refuseTracker();
    assert.equal((await client.inSync(one, { ignoreTrackerExpiry: 'True' })).status, 400);
    const two = tracker(await client.inSync());
    assert.notEqual(two, one);
    assert.equal((await client.inSync(two)).status, 200);
    client.simulator.refuseTracker(two);
    assert.equal((await client.inSync(two)).status, 400);
  });

  it('knows the trackers of a simulator that ran before', async () => {
    const options = { rate: 0.06, historyDays: 1 };
    await start(options);
    const [first, second] = await client.drain();
    assert.ok(first && second);
    await using again = await Client.start(options);
    assert.deepEqual(ids([await again.inSync(tracker(first))]), ids([second]));
  });

  it('has no other parameters', async () => {
    await start();
    for (const name of ['pageSize', 'fromTime', 'pageToken', 'format']) {
      assert.equal((await client.inSync(undefined, { [name]: '1' })).status, 400);
    }
    assert.equal((await client.page('/insync/eventmanagement/v1/events')).status, 404);
  });
});
