import assert from 'node:assert/strict';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import type { Expression } from '../../../../src/model/expression.ts';
import { Archive } from '../../../../src/store/search/archive.ts';
import { sorted } from '../../../../src/store/search/order.ts';
import { event, Fixture, NOW, request } from '../fixture.ts';
import { found, until } from './until.ts';

type Step =
  | {
      readonly kind: 'commit';
      readonly connection: string;
      readonly events: readonly (readonly [time: number, severity: 1 | 5])[];
    }
  | { readonly kind: 'clear'; readonly type: string }
  | { readonly kind: 'forget'; readonly connection: string }
  | { readonly kind: 'open' };

const connection = fc.constantFrom('acme', 'other');
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('commit' as const),
      connection,
      events: fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.constantFrom(1 as const, 5 as const)), {
        minLength: 1,
        maxLength: 6,
      }),
    }),
  },
  fc.record({ kind: fc.constant('clear' as const), type: fc.constantFrom('Threat', 'Device') }),
  fc.record({ kind: fc.constant('forget' as const), connection }),
  fc.constant<Step>({ kind: 'open' }),
);
const HIGH: Expression = {
  kind: 'and',
  of: [
    { kind: 'range', field: 'severity', from: 4 },
    { kind: 'not', of: { kind: 'anywhere', match: { kind: 'words', text: 'odd' } } },
  ],
};

describe('store: views that follow the store', function () {
  this.timeout(120_000);

  it('hold, after a refresh, what is stored and matches, whatever came and went in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        const fixture = await Fixture.create();
        try {
          const store = await fixture.open();
          const views = [await store.search.open(HIGH)];
          let next = 0;
          for (const step of steps) {
            if (step.kind === 'open') views.push(await store.search.open(HIGH));
            else if (step.kind === 'clear') await store.clear({ types: [step.type] });
            else if (step.kind === 'forget') await store.forget(step.connection);
            else
              await store.commit(
                request(
                  step.events.map(([time, severity]) =>
                    event(`e${++next}`, {
                      time: NOW + time,
                      severity,
                      type: next % 3 === 0 ? 'Device' : 'Threat',
                      target: { kind: 'device', id: `d${next % 5}`, name: `D ${next}` },
                      raw: JSON.stringify({ word: next % 2 ? 'odd' : 'even' }),
                    }),
                  ),
                  { connection: step.connection },
                ),
              );
          }
          const wanted = (await store.rows({ limit: 1_000, filter: { severities: [5] } }))
            .filter(({ id }) => Number(id.slice(1)) % 2 === 0)
            .map(({ id }) => id);
          for (const view of views) {
            await view.refresh();
            assert.deepEqual(await found(view), wanted);
            const [facet] = await view.facets(['severity'], 9);
            assert.equal(facet?.values[0]?.count ?? 0, wanted.length);
          }
        } finally {
          await fixture.dispose();
        }
      }),
      { numRuns: 12 },
    );
  });

  it('leave out the oldest arrivals of a store that is too large to be held, and say so', async () => {
    const fixture = await Fixture.create();
    try {
      const store = await fixture.open();
      for (let part = 0; part < 10; part++)
        await store.commit(request(Array.from({ length: 2_000 }, (_, index) => event(`${part}-${index}`))));
      const db = new DatabaseSync(path.join(fixture.directory, 'events.db'), { readOnly: true });
      const archive = new Archive(db, 8_000);
      await archive.load(() => [], new AbortController().signal);
      const { length } = archive.rows;
      assert.ok(length >= 8_000 && length < 8_000 + 4_096, `${length} rows`);
      assert.equal(archive.rows.last, 20_000);
      assert.equal(archive.rows.dead, 0);
      assert.equal(archive.covered, length / 20_000);
      db.close();
    } finally {
      await fixture.dispose();
    }
  });

  it('are in the order of time, and of arrival within one time', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 200 }), (times) => {
        const wanted = times.map((_, index) => index).sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b);
        assert.deepEqual([...sorted(Float64Array.from(times), 0, times.length)], wanted);
      }),
    );
  });

  it('count what arrives while many come, and miss none', async () => {
    const fixture = await Fixture.create();
    try {
      const store = await fixture.open();
      await store.commit(request([event('first')]));
      const view = await store.search.open({ kind: 'anywhere', match: { kind: 'words', text: 'word' } });
      const all = Array.from({ length: 40 }, (_, part) =>
        store.commit(
          request(
            Array.from({ length: 250 }, (_, index) =>
              event(`${part}-${index}`, {
                time: NOW + part,
                raw: JSON.stringify({ text: index % 2 ? 'a word' : 'none' }),
              }),
            ),
          ),
        ),
      );
      await Promise.all(all);
      const { arrived, total } = await until(view, (state) => state.arrived === 5_000);
      assert.deepEqual([arrived, total], [5_000, 0]);
      assert.equal((await view.refresh()).total, 5_000);
    } finally {
      await fixture.dispose();
    }
  });
});
