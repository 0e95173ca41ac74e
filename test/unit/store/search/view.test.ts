import assert from 'node:assert/strict';
import type { Expression } from '../../../../src/model/expression.ts';
import { event, Fixture, ids, NOW, request } from '../fixture.ts';
import { found, until } from './until.ts';

const ALL: Expression = { kind: 'all' };

describe('store: views of a search', function () {
  this.timeout(30_000);
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await Fixture.create();
  });
  afterEach(() => fixture.dispose());

  it('holds what matches, newest first by time, then by arrival', async () => {
    const store = await fixture.open();
    await store.commit(
      request([
        event('a', { time: NOW + 2 }),
        event('b', { time: NOW + 1, severity: 2 }),
        event('c', { time: NOW + 2 }),
        event('late', { time: NOW - 1 }),
      ]),
    );
    const view = await store.search.open(ALL);
    assert.deepEqual(await found(view), ['c', 'a', 'b', 'late']);
    const { total, arrived, searched, oldest, newest } = view.state;
    assert.deepEqual(
      { total, arrived, searched, oldest, newest },
      { total: 4, arrived: 0, searched: 1, oldest: NOW - 1, newest: NOW + 2 },
    );
    const low = await store.search.open({ kind: 'range', field: 'severity', to: 3 });
    assert.deepEqual(await found(low), ['b']);
  });

  it('stays as it was until it is refreshed, and counts what arrived', async () => {
    const store = await fixture.open();
    await store.commit(request([event('a')]));
    const view = await store.search.open({ kind: 'range', field: 'severity', from: 4 });
    const arrived = until(view, (state) => state.arrived === 2);
    await store.commit(
      request([event('new', { time: NOW + 5 }), event('late', { time: NOW - 5 }), event('low', { severity: 1 })]),
    );
    const { version, total } = await arrived;
    assert.equal(total, 1);
    assert.deepEqual(await found(view), ['a']);
    const fresh = await view.refresh();
    assert.deepEqual([fresh.total, fresh.arrived], [3, 0]);
    assert.ok(fresh.version > version);
    assert.deepEqual(await found(view), ['new', 'a', 'late']);
  });

  it('answers by rank, time and id', async () => {
    const store = await fixture.open();
    await store.commit(
      request(Array.from({ length: 900 }, (_, index) => event(`e${index}`, { time: NOW + 10 * index }))),
    );
    const view = await store.search.open(ALL);
    assert.deepEqual(await found(view, 897, 10), ['e2', 'e1', 'e0']);
    assert.equal((await view.rows(0, 10_000)).rows.length, 500);
    assert.equal(await view.rankOfTime(NOW + 8_990), 0);
    assert.equal(await view.rankOfTime(NOW + 8_985), 1);
    assert.equal(await view.rankOfTime(NOW - 1), 900);
    assert.equal(await view.rankOf('acme', 'e0'), 899);
    assert.equal(await view.rankOf('acme', 'none'), undefined);
    const { bytes } = await view.encoded(0, 1, { format: 'ndjson', origins: new Map() });
    assert.equal(Buffer.from(bytes).toString(), '{"id":"e899"}\n');
  });

  it('counts facets, times and leaves of what matches', async () => {
    const store = await fixture.open();
    const target = (name: string) => ({ kind: 'device', id: 'd1', name });
    await store.commit(
      request([
        event('a', { target: target('Old name'), time: NOW }),
        event('b', { target: target('New name'), time: NOW + 10, status: 'open' }),
        event('c', { severity: 2, type: 'Device', time: NOW + 19 }),
      ]),
    );
    const view = await store.search.open(ALL);
    const [type, device, status] = await view.facets(['type', 'target', 'status'], 10);
    assert.deepEqual(type?.values, [
      { value: 'Threat', count: 2 },
      { value: 'Device', count: 1 },
    ]);
    assert.deepEqual(device, {
      name: 'target',
      values: [{ value: 'New name', partyKind: 'device', count: 2 }],
      distinct: 1,
    });
    assert.deepEqual(status?.values, [{ value: 'open', count: 1 }]);
    const { counts, from, to } = await view.histogram(2);
    assert.deepEqual({ from, to }, { from: NOW, to: NOW + 20 });
    assert.deepEqual(counts, [0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 0, 0]);
    assert.deepEqual(
      (await view.tallies()).map(({ type, severity, count }) => [type, severity, count]),
      [
        ['Device', 2, 1],
        ['Threat', 4, 2],
      ],
    );
    assert.deepEqual(ids(await view.rowsOfLeaf({ connection: 'acme', type: 'Threat', severity: 4 }, 1)), ['b']);
  });

  it('loses what was cleared, at the next refresh, and shows a gap in its place until then', async () => {
    const store = await fixture.open();
    await store.commit(request([event('a', { type: 'Device' }), event('b', { time: NOW + 1 })]));
    const view = await store.search.open(ALL);
    await store.clear({ types: ['Threat'] });
    assert.deepEqual(await found(view), [undefined, 'a']);
    assert.equal((await view.refresh()).total, 1);
    assert.deepEqual(await found(view), ['a']);
    await store.forget('acme');
    assert.equal((await view.refresh()).total, 0);
    await store.commit(request([event('again')]));
    assert.equal((await view.refresh()).total, 1);
    assert.deepEqual(await found(view), ['again']);
  });
});
