import assert from 'node:assert/strict';
import type { StoredGap } from '../../../src/store/contract.ts';
import { withGaps } from '../../../src/ui/events/holes.ts';
import { NOW, RowStore } from './fixtures.ts';

const gap = (id: number, to: number | undefined, connection = 'a'): StoredGap => ({
  id,
  connection,
  stream: 'events',
  noticed: NOW + 100,
  reason: 'Lost.',
  ...(to !== undefined && { to }),
});

describe('gaps among events', () => {
  const store = new RowStore();
  store.add(4, 'Threat', 4);
  /** Events at NOW + 4 … NOW + 1, newest first. */
  const rows = store.rowsStored.toReversed();
  const shape = (...args: Parameters<typeof withGaps>) =>
    withGaps(...args).map((entry) => (entry.kind === 'gap' ? `gap ${entry.gap.id}` : entry.row.id));

  it('stand where they happened, the newest first', () => {
    assert.deepEqual(shape(rows, [gap(1, NOW + 1), gap(2, NOW + 2.5)], {}, true), [
      'e4',
      'e3',
      'gap 2',
      'e2',
      'gap 1',
      'e1',
    ]);
  });

  it('stand by when they were noticed where their end is not known', () => {
    assert.equal(shape(rows, [gap(1, undefined)], {}, true)[0], 'gap 1');
  });

  it('stand at the end when all events came later, unless older events are left out', () => {
    assert.equal(shape(rows, [gap(1, NOW - 5)], {}, true).at(-1), 'gap 1');
    assert.ok(!shape(rows, [gap(1, NOW - 5)], {}, false).includes('gap 1'));
  });

  it('show in the groups of their connection only', () => {
    const gaps = [gap(1, NOW + 2, 'a'), gap(2, NOW + 2, 'b')];
    assert.deepEqual(shape([], gaps, { connections: ['b'] }, true), ['gap 2']);
    assert.equal(shape([], gaps, { types: ['Threat'] }, true).length, 2);
  });
});
