import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { QUERIES } from '../../../src/store/reader/queries.ts';
import { migrate } from '../../../src/store/schema.ts';

describe('store: query plans', () => {
  const db = new DatabaseSync(':memory:');
  before(() => migrate(db));
  after(() => db.close());

  for (const [name, sql] of Object.entries(QUERIES)) {
    it(`${name} searches by index`, () => {
      const plan = db
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map(({ detail }) => String(detail));
      // Sorted: the bounded tail, and the few names of one party.
      const sorts = name.startsWith('tail') || name === 'sameParty';
      for (const step of plan) {
        const bounded = step === 'SCAN state' || step.startsWith('SCAN (subquery');
        if (bounded || (sorts && step.includes('TEMP B-TREE'))) continue;
        assert.doesNotMatch(step, /^SCAN|TEMP B-TREE/, plan.join('\n'));
      }
    });
  }

  it('walks the index of a leaf, and of relations, in the order of the answer', () => {
    const plan = (sql: string) =>
      db
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map(({ detail }) => String(detail))
        .join('\n');
    assert.match(plan(QUERIES.newestOfLeaf), /COVERING INDEX event_leaf \(leaf=\? AND time>\?\)/);
    assert.match(plan(QUERIES.oldestOfLeaf), /COVERING INDEX event_leaf \(leaf=\?\)/);
    assert.match(plan(QUERIES.related), /SEARCH r USING PRIMARY KEY \(party=\? AND role=\?/);
    assert.match(plan(QUERIES.tail), /SEARCH e USING INTEGER PRIMARY KEY \(rowid>\?\)/);
  });
});
