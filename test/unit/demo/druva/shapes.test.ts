import assert from 'node:assert/strict';
import { DEFAULT_SHAPE, type Shape } from '../../../../src/demo/druva/tricks.ts';
import { Client, type Told } from './client.ts';

const FIELDS =
  'clientOS clientVersion eventDetails eventID eventState eventType facility inSyncDataSourceID inSyncDataSourceName ' +
  'inSyncUserEmail inSyncUserID inSyncUserName initiator ip profileID profileName severity timestamp';

describe('shapes of the Druva simulator', () => {
  let client: Client;
  before(async () => {
    client = await Client.start({ rate: 0.1, historyDays: 1 });
  });
  after(() => client[Symbol.asyncDispose]());

  const told = async (shape: Partial<Shape>) => {
    client.simulator.tricks.shape = { ...DEFAULT_SHAPE, ...shape };
    return await client.inSync();
  };
  const backup = (events: readonly Told[]) => events.find(({ eventType }) => eventType === 'Backup') ?? {};

  it('have the 18 fields of the data, with numbers, and "", null and 0 for none', async () => {
    const { events } = await told({});
    for (const event of events) assert.equal(Object.keys(event).toSorted().join(' '), FIELDS);
    const { eventID, severity, facility, timestamp } = backup(events);
    assert.deepEqual([typeof eventID, typeof severity, facility], ['number', 'number', 23]);
    assert.match(String(timestamp), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.equal(backup(events).initiator, null);
    assert.ok(events.some(({ inSyncUserID, inSyncUserName }) => inSyncUserID === 0 && inSyncUserName === ''));
  });

  it('spell the time either way, in ISO or seconds', async () => {
    const mixed = (await told({ timeField: 'mixed' })).events;
    assert.ok(mixed.some((event) => 'timestamp' in event) && mixed.some((event) => 'timeStamp' in event));
    const seconds = (await told({ timeField: 'timeStamp', time: 'epoch' })).events;
    assert.ok(seconds.every(({ timeStamp, timestamp }) => typeof timeStamp === 'number' && timestamp === undefined));
    assert.equal(
      new Date(Number(seconds[0]?.timeStamp) * 1000).toISOString().slice(0, 19),
      String(mixed[0]?.timestamp ?? mixed[0]?.timeStamp).slice(0, 19),
    );
  });

  it('write ids and severities as texts, ids like floats, and ids above 2^53', async () => {
    const text = backup((await told({ ids: 'text', numbers: 'text' })).events);
    assert.deepEqual([typeof text.eventID, text.facility, typeof text.inSyncUserID], ['string', '23', 'string']);
    assert.match(String(text.severity), /^[0-7]$/);
    assert.match(String(backup((await told({ ids: 'float' })).events).eventID), /^\d+\.0$/);
    const big = await told({ ids: 'big' });
    const digits = [...big.text.matchAll(/"eventID":(\d+)/g)].map(([, each]) => each);
    assert.ok(digits.every((each) => BigInt(each ?? 0) > 2n ** 53n));
    assert.deepEqual(digits, client.simulator.available('insync').slice(0, 500));
    assert.notEqual(new Set(big.events.map(({ eventID }) => eventID)).size, new Set(digits).size);
  });

  it('come in the envelope of the vendor page and of the platform, or by turns', async () => {
    const siem = await told({ envelope: 'siem' });
    for (const event of siem.events) {
      assert.match(String(event.topicName), /^public-inSyncPlatform-[A-Za-z ]+$/);
      assert.match(String(event.severity), /^[0-7]$/);
      assert.ok(['SERVICE', 'ADMIN', 'API', 'USER'].includes(String(event.identityType)));
    }
    assert.deepEqual(
      siem.events.map(({ uniqueID }) => uniqueID),
      client.simulator.available('insync').slice(0, 500),
    );
    const platform = await told({ envelope: 'platform' });
    assert.ok(platform.events.every(({ productID, details }) => productID === 8193 && (details as Told).eventID));
    const mixed = (await told({ envelope: 'mixed' })).events;
    for (const field of ['eventID', 'uniqueID', 'productID']) assert.ok(mixed.some((event) => field in event));
  });

  it('say "none" in every way', async () => {
    const none = async (way: Shape['none']) => {
      const { events } = await told({ none: way });
      return events.find(({ eventType }) => eventType === 'Admin Login' || eventType === 'AD Sync')?.inSyncUserEmail;
    };
    assert.equal(await none('null'), null);
    assert.equal(await none('empty'), '');
    assert.equal(await none('zero'), 0);
    assert.equal(await none('missing'), undefined);
  });
});
