import assert from 'node:assert/strict';
import type { DecodedEvent } from '../../../src/model/event.ts';
import type { Filter } from '../../../src/model/filter.ts';
import type { Severity } from '../../../src/model/severity.ts';
import type { EventStore } from '../../../src/store/contract.ts';
import { event, Fixture, ids, NOW, request } from './fixture.ts';

const SEVERITIES: readonly Severity[] = [0, 3, 4, 5];

describe('store: queries', function () {
  this.timeout(20_000);
  let fixture: Fixture;
  let store: EventStore;
  beforeEach(async () => {
    fixture = await Fixture.create();
    store = await fixture.open();
  });
  afterEach(() => fixture.dispose());

  it('gives the newest rows by time then arrival, for any filter', async () => {
    const all: { connection: string; seq: number; event: DecodedEvent }[] = [];
    for (const connection of ['acme', 'other']) {
      // Times repeat and go back and forth.
      const events = Array.from({ length: 200 }, (_, index) =>
        event(`${connection}-${index}`, {
          time: NOW + ((index * 37) % 50),
          type: ['Threat', 'Device', 'Audit'][index % 3] ?? '',
          severity: SEVERITIES[index % 4] ?? 0,
        }),
      );
      const { seq } = await store.commit(request(events, { connection }));
      events.forEach((one, index) => {
        all.push({ connection, seq: seq - events.length + 1 + index, event: one });
      });
    }
    const filters: Filter[] = [
      {},
      { connections: ['other'] },
      { types: ['Audit', 'Device'] },
      { severities: [4, 5] },
      { connections: ['acme'], types: ['Threat'], severities: [0, 4] },
      { connections: ['nobody'] },
      { types: [] },
    ];
    for (const filter of filters) {
      for (const [limit, upTo] of [
        [1, undefined],
        [30, undefined],
        [1_000, undefined],
        [25, 150],
      ] as const) {
        const expected = all
          .filter(({ connection }) => filter.connections?.includes(connection) ?? true)
          .filter(({ event: { type } }) => filter.types?.includes(type) ?? true)
          .filter(({ event: { severity } }) => filter.severities?.includes(severity) ?? true)
          .filter(({ seq }) => seq <= (upTo ?? Number.POSITIVE_INFINITY))
          .sort((a, b) => b.event.time - a.event.time || b.seq - a.seq)
          .slice(0, limit);
        const rows = await store.rows({ filter, limit, ...(upTo === undefined ? {} : { upTo }) });
        assert.deepEqual(ids(rows), ids(expected.map((one) => one.event)), JSON.stringify({ filter, limit, upTo }));
      }
    }
  });

  it('finds what is about the same subject or target, whatever name it went by, indexed or not yet', async () => {
    const device = { kind: 'device', id: 'd1', name: 'Pixel' };
    const renamed = { kind: 'device', id: 'd1', name: 'Pixel of Ann' };
    const threat = { kind: 'threat', id: 't1' };
    const events = [
      event('enrolled', { time: NOW + 1, subject: device, target: device }),
      event('threat', { time: NOW + 2, subject: threat, target: device }),
      event('renamed', { time: NOW + 3, subject: renamed, target: renamed }),
      event('resolved', { time: NOW + 5, subject: threat, target: renamed }),
      event('late', { time: NOW + 4, subject: threat, target: renamed }),
      event('other kind', { time: NOW + 6, subject: { kind: 'app', id: 't1' }, target: { kind: 'app', id: 'd1' } }),
      event('nobody', { time: NOW + 7, subject: { kind: 'threat' } }),
      event('nobody too', { time: NOW + 8, subject: { kind: 'threat' } }),
    ];
    const check = async (one: EventStore) => {
      assert.deepEqual(ids(await one.related('acme', 'late', 'subject', 9)), ['resolved', 'threat']);
      assert.deepEqual(ids(await one.related('acme', 'late', 'target', 9)), [
        'resolved',
        'renamed',
        'threat',
        'enrolled',
      ]);
      assert.deepEqual(ids(await one.related('acme', 'late', 'target', 2)), ['resolved', 'renamed']);
      assert.deepEqual(ids(await one.related('acme', 'renamed', 'subject', 9)), ['enrolled']);
      assert.deepEqual(ids(await one.related('acme', 'nobody', 'subject', 9)), []);
      assert.deepEqual(await one.related('acme', 'nobody', 'target', 9), []);
      assert.equal((await one.previous('acme', 'resolved'))?.id, 'late');
      assert.equal((await one.previous('acme', 'late'))?.id, 'threat');
      assert.equal(await one.previous('acme', 'threat'), undefined);
      assert.equal(await one.previous('acme', 'nobody too'), undefined);
      assert.equal(await one.previous('acme', 'missing'), undefined);
    };
    await store.commit(request(events));
    await check(store);
    // Closing indexes what waits.
    await store.close();
    await check(await fixture.open());
  });

  it('orders events of one moment by arrival when it looks for the previous one', async () => {
    const subject = { kind: 'device', id: 'd1' };
    await store.commit(request(['a', 'b', 'c'].map((id) => event(id, { subject }))));
    assert.equal((await store.previous('acme', 'c'))?.id, 'b');
    assert.equal((await store.previous('acme', 'b'))?.id, 'a');
  });

  it('remembers the last name and e-mail of an object', async () => {
    const learn = (id: string, name?: string, email?: string) =>
      store.commit(
        request([
          event(id, {
            learned: [
              {
                kind: 'device',
                id: 'd1',
                ...(name === undefined ? {} : { name }),
                ...(email === undefined ? {} : { email }),
              },
            ],
          }),
        ]),
      );
    await learn('1', 'Pixel', 'ann@example.com');
    await learn('2', 'Pixel 2');
    assert.deepEqual(await store.directory('acme', 'device', 'd1'), {
      kind: 'device',
      id: 'd1',
      name: 'Pixel 2',
      email: 'ann@example.com',
    });
    await learn('1', 'A replay teaches nothing');
    assert.equal((await store.directory('acme', 'device', 'd1'))?.name, 'Pixel 2');
    await learn('3', 'Pixel');
    assert.equal((await store.directory('acme', 'device', 'd1'))?.name, 'Pixel');
    assert.equal(await store.directory('acme', 'admin', 'd1'), undefined);
    assert.equal(await store.directory('other', 'device', 'd1'), undefined);
  });

  it('shares what is wanted and published', async () => {
    const seen: boolean[] = [];
    store.onDidChange(({ shared }) => seen.push(shared));
    await store.setWanted('acme', true);
    await store.setWanted('other', true);
    await store.setWanted('acme', false);
    assert.deepEqual([...(await store.wanted())], [['other', 1]]);
    await store.publish(new Map([['acme', '{"a":1}']]));
    await store.publish(new Map([['other', '{}']]));
    assert.deepEqual(await store.published(), new Map([['other', { state: '{}', time: NOW }]]));
    assert.deepEqual(seen, [true, true, true, true, true]);
    // Asking again is news too: it means "try now".
    await store.setWanted('other', true);
    assert.equal((await store.wanted()).get('other'), 2);
    assert.equal(seen.length, 6);
  });
});
