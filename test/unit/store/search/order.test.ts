import assert from 'node:assert/strict';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { Archive } from '../../../../src/store/search/archive.ts';
import { Order } from '../../../../src/store/search/order.ts';
import type { Predicate } from '../../../../src/store/search/predicate.ts';
import { COLUMNS, type Lists, Rows } from '../../../../src/store/search/rows.ts';
import { View } from '../../../../src/store/search/view.ts';
import { event, Fixture, NOW, request } from '../fixture.ts';

const times = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 30 });

function lists(time: readonly number[]): Lists {
  const none = Object.fromEntries(COLUMNS.map((column) => [column, new Float64Array(time.length)]));
  return { ...none, time: Float64Array.from(time) } as unknown as Lists;
}

function byTime({ time, length }: Rows): number[] {
  return Array.from({ length }, (_, row) => row).sort((a, b) => (time[a] ?? 0) - (time[b] ?? 0) || a - b);
}

/** As free text is judged: a first screen is shown while the rest is still to be looked at. */
const DEAR: Predicate = { cost: 2, bind: () => (_, count) => count };

describe('store: the order of rows', function () {
  this.timeout(30_000);
  it('is that of time and arrival, and a snapshot of it stays as it was', () => {
    fc.assert(
      fc.property(fc.array(times, { maxLength: 8 }), (batches) => {
        const rows = new Rows();
        const order = new Order(rows);
        const snapshots: { readonly is: Uint32Array; readonly was: readonly number[] }[] = [];
        for (const batch of batches) {
          rows.append(lists(batch), batch.length);
          order.extend();
          const is = order.snapshot();
          assert.deepEqual([...is], byTime(rows));
          snapshots.push({ is, was: [...is] });
        }
        if (rows.length > 0) rows.kill(0);
        order.move(rows.compact());
        assert.deepEqual([...order.snapshot()], byTime(rows));
        for (const { is, was } of snapshots) assert.deepEqual([...is], was);
      }),
    );
  });

  it('is followed by searches that are under way when what is gone is dropped', async () => {
    const fixture = await Fixture.create();
    try {
      const store = await fixture.open();
      await store.commit(
        request(Array.from({ length: 2_000 }, (_, index) => event(`e${index}`, { time: NOW + (index % 7) }))),
      );
      const db = new DatabaseSync(path.join(fixture.directory, 'events.db'), { readOnly: true });
      const archive = new Archive(db);
      await archive.load(() => [], new AbortController().signal);
      const { rows, order } = archive;
      const views: View[] = [];
      const done: Promise<void>[] = [];
      for (let number = 0; number < 2; number++) {
        const { promise, resolve } = Promise.withResolvers<void>();
        const view: View = new View(archive, DEAR, () => view.state(1).searched === archive.covered && resolve());
        views.push(view);
        done.push(promise);
      }
      await Promise.all(views.map((view) => view.search()));
      for (const view of views) assert.ok(view.state(1).searched < 1);
      for (let row = 0; row < rows.length; row += 3) rows.kill(row);
      const moved = rows.compact();
      order.move(moved);
      for (const view of views) view.move(moved);
      await Promise.all(done);
      const newestFirst = [...order.snapshot()].reverse();
      for (const view of views) {
        view.refresh();
        assert.deepEqual([...view.rows], newestFirst);
      }
      db.close();
    } finally {
      await fixture.dispose();
    }
  });
});
