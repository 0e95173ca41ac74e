import assert from 'node:assert/strict';
import { Client, DAY, HOUR, ids, PLATFORM, RESILIENCE, some, type Told } from './client.ts';

const LOGIN = { type: 'Admin Login', feature: 'Admin Event', details: { adminEmail: 'a@example.com' } };

describe('the platform endpoint of the Druva simulator', () => {
  let client: Client;
  beforeEach(async () => {
    client = await Client.start({ rate: 0.06, historyDays: 1 });
  });
  afterEach(() => client[Symbol.asyncDispose]());

  const drain = async (query: Record<string, string> = {}) => {
    const events: Told[] = [];
    for (let next = query; ; ) {
      const page = await client.page(PLATFORM, next);
      assert.equal(page.status, 200);
      events.push(...page.events);
      if (page.events.length === 0) return { events, token: page.body.nextPageToken ?? '', last: page };
      next = { pageToken: page.body.nextPageToken ?? '' };
    }
  };

  it('tells the events of all products, those of inSync with their own id inside', async () => {
    const { events } = await drain();
    const products = Map.groupBy(events, ({ productID }) => productID);
    assert.deepEqual([...products.keys()].toSorted(), [12289, 4097, 8193]);
    const inside = (products.get(8193) ?? []).map(({ details }) => String((details as Told).eventID));
    assert.deepEqual(inside, ids(await client.drain()));
    assert.equal(new Set(events.map(({ id }) => id)).size, events.length);
    assert.equal(client.simulator.available('platform').length, events.length);
    assert.deepEqual(
      client.simulator.available('platform').filter((id) => inside.includes(id)),
      inside,
    );
  });

  it('has tokens that last, empty pages with them, and nothing beside them', async () => {
    const { token, last } = await drain();
    assert.equal(last.body.nextPageToken, token);
    await client.clock.advance(90 * DAY);
    assert.equal((await client.page(PLATFORM, { pageToken: token })).events.length, 500);
    for (const name of ['pageSize', 'productID', 'ignoreTrackerExpiry']) {
      assert.equal((await client.page(PLATFORM, { pageToken: token, [name]: '8193' })).status, 400);
    }
    assert.equal((await client.page(PLATFORM, { pageToken: 'nonsense' })).status, 400);
  });

  it('takes a page size of up to 500 and filters, which its tokens keep', async () => {
    assert.equal((await client.page(PLATFORM, { pageSize: '501' })).status, 400);
    assert.equal((await client.page(PLATFORM, { pageSize: '7' })).events.length, 7);
    const { events } = await drain({ productID: '4097', pageSize: '3' });
    assert.ok(events.length > 6);
    assert.ok(events.every(({ productID }) => productID === 4097));
  });

  it('takes what tests put in, for itself and from inSync', async () => {
    const { token } = await drain();
    const [theirs] = client.simulator.emit([LOGIN], { to: 'platform' });
    const [ours] = client.simulator.emit(some(1));
    const [one, two] = (await client.page(PLATFORM, { pageToken: token })).events;
    assert.equal(String(one?.id), theirs);
    assert.deepEqual([one?.type, one?.productID], ['Admin Login', 4097]);
    assert.equal(String((two?.details as Told | undefined)?.eventID), ours);
  });
});

describe('the Cyber Resilience endpoint of the Druva simulator', () => {
  it('has 100 events a page, and no token on the last one', async () => {
    await using client = await Client.start();
    const emitted = client.simulator.emit(Array(150).fill(LOGIN), { to: 'platform' });
    client.simulator.emit(some(20));
    const first = await client.page(RESILIENCE);
    assert.equal(first.events.length, 100);
    const token = first.body.nextTrackerToken ?? '';
    const second = await client.page(RESILIENCE, { trackerToken: token });
    assert.deepEqual([second.events.length, second.body.nextTrackerToken], [50, '']);
    assert.deepEqual(
      [...first.events, ...second.events].map(({ id }) => String(id)),
      emitted,
    );
    assert.deepEqual(client.simulator.available('realize'), emitted);
    const again = client.simulator.emit([LOGIN], { to: 'platform' });
    const more = await client.page(RESILIENCE, { trackerToken: token });
    assert.deepEqual([more.events.length, String(more.events.at(-1)?.id)], [51, again[0]]);
    assert.equal(typeof more.events[0]?.occurenceTime, 'number');
    await client.clock.advance(48 * HOUR);
    assert.equal((await client.page(RESILIENCE, { trackerToken: token })).status, 400);
    const ignored = await client.page(RESILIENCE, { trackerToken: token, ignoreTrackerExpiry: 'true' });
    assert.equal(ignored.events.length, 51);
  });

  it('filters by type', async () => {
    await using client = await Client.start();
    client.simulator.emit([LOGIN, { ...LOGIN, type: 'Other' }], { to: 'platform' });
    const page = await client.page(RESILIENCE, { filters: '{"event_type_name":"Other"}' });
    assert.deepEqual(
      page.events.map(({ type }) => type),
      ['Other'],
    );
    assert.equal((await client.page(RESILIENCE, { filters: 'x' })).status, 400);
    assert.equal((await client.page(RESILIENCE, { pageSize: '3' })).status, 400);
  });
});
