import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { LOADED } from '../../../src/store/contract.ts';
import { files } from '../../../src/store/files.ts';
import { until } from '../../support/until.ts';
import { change, event, Fixture, ids, KEEP_ALL, NOW, request } from './fixture.ts';

describe('store: removal', function () {
  this.timeout(20_000);
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await Fixture.create();
  });
  afterEach(() => fixture.dispose());

  it('clears what a filter matches at once, and keeps the totals', async () => {
    const store = await fixture.open();
    const subject = { kind: 'device', id: 'd1' };
    const many = Array.from({ length: 5_000 }, (_, index) => event(`t${index}`, { subject, target: subject }));
    await store.commit(
      request([...many, event('device', { type: 'Device', subject }), event('low', { severity: 2, subject })]),
    );
    assert.equal(await store.clear({ types: ['Threat'], severities: [4] }), 5_000);
    assert.deepEqual(await store.tallies(), [
      { connection: 'acme', type: 'Device', severity: 4, count: 1, total: 1 },
      { connection: 'acme', type: 'Threat', severity: 2, count: 1, total: 1 },
      { connection: 'acme', type: 'Threat', severity: 4, count: 0, total: 5_000 },
    ]);
    assert.deepEqual(ids(await store.rows({ limit: 9 })), ['low', 'device']);
    assert.equal(await store.event('acme', 't1'), undefined);
    assert.deepEqual(ids(await store.related('acme', 'low', 'subject', 9)), ['device']);
    await store.commit(request([event('new')]));
    assert.deepEqual((await store.tallies()).at(-1), {
      connection: 'acme',
      type: 'Threat',
      severity: 4,
      count: 1,
      total: 5_001,
    });
    assert.equal(await store.clear({ types: [] }), 0);
  });

  it('tells the time of the oldest event that is left, not of what was removed', async () => {
    const store = await fixture.open();
    assert.equal(await store.oldest(), undefined);
    await store.commit(request([event('a', { time: 30 }), event('b', { type: 'Device', time: 20 })]));
    await store.commit(request([event('c', { time: 10 })], { connection: 'other' }));
    assert.equal(await store.oldest(), 10);
    await store.forget('other');
    assert.equal(await store.oldest(), 20);
    await store.clear({ types: ['Device'] });
    assert.equal(await store.oldest(), 30);
    await store.clear({});
    assert.equal(await store.oldest(), undefined);
  });

  it('forgets all of a connection, ids and cursor too, and nothing else', async () => {
    const store = await fixture.open();
    const learned = [{ kind: 'device', id: 'd1', name: 'Pixel' }];
    for (const connection of ['acme', 'other']) {
      await store.commit(
        request([event('a', { learned })], { connection, cursor: 'c', gaps: [{ reason: 'Expired.' }] }),
      );
      await store.setWanted(connection, true);
    }
    await store.forget('acme');
    assert.deepEqual(
      (await store.tallies()).map(({ connection }) => connection),
      ['other'],
    );
    assert.equal(await store.cursor('acme', 'events'), undefined);
    assert.equal(await store.newestTime('acme', 'events'), undefined);
    assert.equal(await store.event('acme', 'a'), undefined);
    assert.equal(await store.directory('acme', 'device', 'd1'), undefined);
    assert.deepEqual(await store.gaps('acme'), []);
    assert.deepEqual([...(await store.wanted()).keys()], ['other']);
    assert.equal((await store.commit(request([event('a')]))).stored, 1);
    assert.equal((await store.cursor('other', 'events'))?.cursor, 'c');
    assert.equal((await store.gaps('other')).length, 1);
  });

  it('deletes the rows behind what was cleared or forgotten, also after a reopening', async () => {
    const store = await fixture.open();
    const events = Array.from({ length: 3_000 }, (_, index) =>
      event(`e${index}`, { subject: { kind: 'threat', id: `t${index}` }, actor: { kind: 'admin', id: 'root' } }),
    );
    await store.commit(request(events));
    await store.commit(request(events, { connection: 'other' }));
    await store.clear({ connections: ['acme'] });
    await store.forget('other');
    await store.close();
    const again = await fixture.open();
    // A write in an idle moment: cleaning goes on between writes.
    const count = (sql: string) => {
      const db = new DatabaseSync(files(fixture.directory).database, { readOnly: true });
      try {
        return Number(Object.values(db.prepare(sql).get() ?? {})[0]);
      } finally {
        db.close();
      }
    };
    while (count('SELECT count(*) FROM leaf WHERE dead') + count('SELECT count(*) FROM connection WHERE doomed') > 0) {
      await again.commit(request([]));
    }
    assert.equal(count('SELECT count(*) FROM event'), 0);
    assert.equal(count('SELECT count(*) FROM relation'), 0);
    assert.equal(count('SELECT count(*) FROM forgotten'), 3_000);
    assert.equal(count('SELECT count(*) FROM party'), 1, 'the actor');
    assert.equal(count('SELECT events + bytes FROM state'), 0);
    assert.equal(count('SELECT count(*) FROM identity'), 0);
    assert.equal(count('SELECT count(*) FROM acquaintance WHERE party NOT IN (SELECT id FROM party)'), 0);
    // Nobody gets a number that another had.
    const given = count('SELECT parties FROM state');
    await again.commit(request([event('new', { subject: { kind: 'threat', id: 'new' } })]));
    assert.equal(count('SELECT max(id) FROM party'), given + 1);
  });

  it('keeps the newest arrivals within the limits of count and bytes', async () => {
    const store = await fixture.open({ retention: { ...KEEP_ALL, maxEvents: 10 } });
    // Removal follows arrival, whatever the events' own times.
    const events = Array.from({ length: 50 }, (_, index) => event(`e${index}`, { time: NOW - index }));
    const removed = change(store, (value) => value.removed);
    await store.commit(request(events));
    await removed;
    assert.deepEqual(ids(await store.rows({ limit: 99 })), ids(events.slice(40)));
    assert.deepEqual(await store.tallies(), [
      { connection: 'acme', type: 'Threat', severity: 4, count: 10, total: 50 },
    ]);
    const bytes = events.slice(45).reduce((sum, { raw }) => sum + Buffer.byteLength(raw), 0);
    const again = change(store, (value) => value.removed);
    await store.setRetention({ ...KEEP_ALL, maxBytes: bytes });
    await again;
    assert.deepEqual(ids(await store.rows({ limit: 99 })), ids(events.slice(45)));
  });

  it('lets events go by their age since received', async () => {
    const store = await fixture.open();
    await store.commit(request([event('old')]));
    await store.commit(request([event('history', { time: 0 })], { receivedTime: NOW + 1_000 }));
    fixture.clock.time = NOW + KEEP_ALL.maxAge + 1;
    const removed = change(store, (value) => value.removed);
    await store.setRetention(KEEP_ALL);
    await removed;
    assert.deepEqual(ids(await store.rows({ limit: 9 })), ['history']);
  });

  it('keeps what was loaded however old it is, also behind a reopening, but within the limits of count and bytes', async () => {
    const store = await fixture.open();
    const loaded = Array.from({ length: 100 }, (_, index) => event(`loaded${index}`, { time: 1 + index }));
    await store.commit(request([event('before')]));
    await store.commit(request(loaded.slice(0, 50), { stream: LOADED }));
    await store.commit(request([event('between')]));
    await store.commit(request(loaded.slice(50), { stream: LOADED }));
    await store.commit(request([event('behind')]));
    await store.commit(request([event('fresh')], { receivedTime: NOW + 1_000 }));
    await store.close();
    fixture.clock.time = NOW + KEEP_ALL.maxAge + 1;
    const again = await fixture.open();
    const left = async () => ids(await again.rows({ limit: 999 })).toSorted();
    await again.setRetention(KEEP_ALL);
    await until(async () => (await left()).length <= 101, 'what is old is gone');
    assert.deepEqual(await left(), [...ids(loaded), 'fresh'].toSorted());
    await again.setRetention({ ...KEEP_ALL, maxEvents: 10 });
    await until(async () => (await left()).length <= 10, 'there are ten events');
    assert.deepEqual(await left(), [...ids(loaded.slice(91)), 'fresh'].toSorted());
  });
});
