import assert from 'node:assert/strict';
import { StoreError } from '../../../src/store/contract.ts';
import { change, event, Fixture, ids, KEEP_ALL, NOW, request } from './fixture.ts';

describe('store: commit', function () {
  this.timeout(20_000);
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await Fixture.create();
  });
  afterEach(() => fixture.dispose());

  it('stores every part of an event as it was sent', async () => {
    const store = await fixture.open();
    const whole = event('e1', {
      vendorSeverity: 'HIGH',
      status: 'open',
      actor: { kind: 'system' },
      target: { kind: 'device', id: 'd1', name: 'Pixel \u0000 7' },
      subject: { kind: 'threat', id: 't1' },
      link: 'https://example.com/t1',
      changes: [{ name: 'status', from: 'a', to: 'b' }, { name: 'what' }],
      raw: '{"id":"e1","n":12345678901234567890,"text":"\\u0000 ünïcödé 🜚 \\n"}',
    });
    await store.commit(request([whole]));
    assert.deepEqual(await store.event('acme', 'e1'), {
      ...whole,
      seq: 1,
      connection: 'acme',
      stream: 'events',
      receivedTime: NOW,
    });
    await store.commit(request([event('e2')]));
    assert.deepEqual(await store.event('acme', 'e2'), {
      ...event('e2'),
      seq: 2,
      connection: 'acme',
      stream: 'events',
      receivedTime: NOW,
    });
  });

  it('stores an id once, within a request and across requests, per connection', async () => {
    const store = await fixture.open();
    const first = event('a', { summary: 'first' });
    assert.deepEqual(await store.commit(request([first, event('a', { summary: 'second' }), event('b')])), {
      seq: 2,
      stored: 2,
      duplicates: 1,
    });
    assert.deepEqual(await store.commit(request([event('b'), event('c')])), { seq: 3, stored: 1, duplicates: 1 });
    assert.deepEqual(await store.commit(request([event('a')], { connection: 'other' })), {
      seq: 4,
      stored: 1,
      duplicates: 0,
    });
    assert.equal((await store.event('acme', 'a'))?.summary, 'first');
    assert.equal(
      (await store.tallies()).reduce((sum, { count }) => sum + count, 0),
      4,
    );
  });

  it('does not bring back what was cleared, also after a reopening', async () => {
    const store = await fixture.open();
    await store.commit(request([event('a'), event('b')]));
    assert.equal(await store.clear({}), 2);
    assert.equal((await store.commit(request([event('a')]))).duplicates, 1);
    await store.close();
    const again = await fixture.open();
    assert.deepEqual(await again.commit(request([event('a'), event('b'), event('c')])), {
      seq: 3,
      stored: 1,
      duplicates: 2,
    });
  });

  it('does not bring back what retention removed', async () => {
    const store = await fixture.open();
    await store.commit(request([event('a'), event('b'), event('c')]));
    const removed = change(store, (value) => value.removed);
    await store.setRetention({ ...KEEP_ALL, maxEvents: 1 });
    await removed;
    assert.deepEqual(ids(await store.rows({ limit: 9 })), ['c']);
    assert.equal((await store.commit(request([event('a'), event('b')]))).duplicates, 2);
  });

  it('never gives a seq twice', async () => {
    const store = await fixture.open();
    await store.commit(request([event('a'), event('b')]));
    await store.clear({});
    await store.close();
    const again = await fixture.open();
    assert.equal((await again.commit(request([event('c')]))).seq, 3);
  });

  it('moves the cursor with the events, and only then', async () => {
    const store = await fixture.open();
    assert.equal(await store.cursor('acme', 'events'), undefined);
    await store.commit(request([event('a', { time: 5 })], { cursor: 'one' }));
    fixture.clock.time = NOW + 1;
    await store.commit(request([event('b', { time: 3 })]));
    assert.deepEqual(await store.cursor('acme', 'events'), { cursor: 'one', updated: NOW });
    assert.equal(await store.newestTime('acme', 'events'), 5);
    await store.commit(request([], { cursor: 'two' }));
    assert.deepEqual(await store.cursor('acme', 'events'), { cursor: 'two', updated: NOW + 1 });
    assert.equal(await store.cursor('acme', 'history'), undefined);
  });

  it('fails a bad request whole, its cursor too, and none of those that wait beside it', async () => {
    const store = await fixture.open();
    const bad = request([event('x'), event('y', { time: Number.NaN })], { cursor: 'bad' });
    const [before, failed, after] = await Promise.allSettled([
      store.commit(request([event('a')], { cursor: 'good' })),
      store.commit(bad),
      store.commit(request([event('b')])),
    ]);
    assert.equal(before.status, 'fulfilled');
    assert.equal(after.status, 'fulfilled');
    assert.ok(failed.status === 'rejected' && failed.reason instanceof StoreError);
    assert.match(failed.reason.message, /events\.db/);
    assert.deepEqual(ids(await store.rows({ limit: 9 })).sort(), ['a', 'b']);
    assert.equal((await store.cursor('acme', 'events'))?.cursor, 'good');
    assert.equal((await store.commit(request([event('x')]))).stored, 1);
    assert.equal((await store.tallies())[0]?.count, 3);
  });

  it('stores nothing behind a failure in the same reading of a stream, whatever is under way already', async () => {
    const store = await fixture.open();
    await store.commit(request([event('a')], { cursor: 'c0' }));
    const bad = { cursor: 'c2', run: 1 };
    const results = await Promise.allSettled([
      store.commit(request([event('b')], { cursor: 'c1', run: 1 })),
      store.commit(request([event('x', { time: Number.NaN })], bad)),
      store.commit(request([event('c')], { cursor: 'c3', run: 1 })),
      store.commit(request([event('d')], { cursor: 'other', run: 2, stream: 'second' })),
    ]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'rejected', 'rejected', 'fulfilled'],
    );
    await assert.rejects(store.commit(request([event('e')], { cursor: 'c4', run: 1 })), StoreError);
    assert.equal((await store.cursor('acme', 'events'))?.cursor, 'c1');
    await store.commit(request([event('c')], { cursor: 'c3', run: 3 }));
    assert.equal((await store.cursor('acme', 'events'))?.cursor, 'c3');
  });

  it('does not bring a connection back that was removed while a batch was under way', async () => {
    const store = await fixture.open();
    await store.commit(request([event('a')], { cursor: 'c0' }));
    await store.forget('acme');
    await assert.rejects(store.commit(request([event('b')], { cursor: 'c1', run: 1 })), /was removed/);
    assert.deepEqual(await store.rows({ limit: 9 }), []);
    assert.equal(await store.cursor('acme', 'events'), undefined);
  });

  it('keeps quarantined texts and gaps, bounded', async () => {
    const store = await fixture.open();
    const texts = Array.from({ length: 1_005 }, (_, index) => ({ reason: 'Not JSON.', raw: `bad ${index}` }));
    await store.commit(
      request([], { quarantined: texts, gaps: [{ from: 1, to: 2, reason: 'Expired.' }, { reason: 'Unknown.' }] }),
    );
    await store.commit(request([], { quarantined: [{ reason: 'Long.', raw: 'é'.repeat(64 * 1024) }] }));
    const kept = await store.quarantine('acme', 2_000);
    assert.equal(kept.length, 1_000);
    assert.equal(Buffer.byteLength(kept[0]?.raw ?? ''), 64 * 1024);
    assert.deepEqual(
      { ...kept[1], id: 0 },
      { id: 0, connection: 'acme', stream: 'events', time: NOW, reason: 'Not JSON.', raw: 'bad 1004' },
    );
    assert.deepEqual(
      (await store.gaps('acme')).map(({ id: _, ...gap }) => gap),
      [
        { connection: 'acme', stream: 'events', reason: 'Unknown.', noticed: NOW },
        { connection: 'acme', stream: 'events', from: 1, to: 2, reason: 'Expired.', noticed: NOW },
      ],
    );
    await store.clear({ types: ['Threat'] });
    assert.equal((await store.gaps('acme')).length, 2);
    await store.clear({ connections: ['acme'] });
    assert.deepEqual(await store.gaps('acme'), []);
    assert.deepEqual(await store.quarantine('acme', 9), []);
  });

  it('counts a bad payload that a replay brings again, and keeps it once', async () => {
    const store = await fixture.open();
    const bad = { reason: 'Not JSON.', raw: 'bad' };
    await store.commit(request([], { quarantined: [bad] }));
    fixture.clock.time = NOW + 1;
    await store.commit(request([], { quarantined: [bad, { ...bad, reason: 'Other.' }, bad], receivedTime: NOW + 1 }));
    await store.commit(request([], { quarantined: [bad], stream: 'second' }));
    await store.commit(request([], { quarantined: [bad], connection: 'other' }));
    assert.deepEqual(
      (await store.quarantine('acme', 9)).map(({ stream, reason, time, repeats }) => ({
        stream,
        reason,
        time,
        repeats,
      })),
      [
        { stream: 'second', reason: 'Not JSON.', time: NOW, repeats: undefined },
        { stream: 'events', reason: 'Other.', time: NOW + 1, repeats: undefined },
        { stream: 'events', reason: 'Not JSON.', time: NOW, repeats: 2 },
      ],
    );
    assert.equal((await store.quarantine('other', 9)).length, 1);
  });

  it('tells this window of a change before the commit returns', async () => {
    const store = await fixture.open();
    const seen: number[] = [];
    store.onDidChange(({ seq }) => seen.push(seq));
    await store.commit(request([event('a')]));
    assert.deepEqual(seen, [1]);
    await store.commit(request([event('a')]));
    assert.deepEqual(seen, [1], 'nothing changed');
  });

  it('rejects what is asked of a closed store', async () => {
    const store = await fixture.open();
    await store.close();
    await assert.rejects(store.commit(request([event('a')])), StoreError);
    await assert.rejects(store.tallies(), StoreError);
  });
});
