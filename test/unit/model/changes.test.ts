import assert from 'node:assert/strict';
import { computeChanges } from '../../../src/model/changes.ts';

describe('computeChanges', () => {
  const map = (state: Record<string, string>) => new Map(Object.entries(state));

  it('tells what was set, changed and removed: first in the order of the new state, then what is gone', () => {
    const before = map({ gone: '1', status: 'OPEN', same: 'x', left: '2' });
    const after = map({ same: 'x', added: 'new', status: 'RESOLVED' });
    assert.deepEqual(computeChanges(before, after), [
      { name: 'added', to: 'new' },
      { name: 'status', from: 'OPEN', to: 'RESOLVED' },
      { name: 'gone', from: '1' },
      { name: 'left', from: '2' },
    ]);
  });

  it('finds nothing between equal states, whatever their order', () => {
    assert.deepEqual(computeChanges(map({ a: '1', b: '' }), map({ b: '', a: '1' })), []);
  });

  it('tells an empty text from a missing one', () => {
    assert.deepEqual(computeChanges(map({ a: '' }), map({ b: '' })), [
      { name: 'b', to: '' },
      { name: 'a', from: '' },
    ]);
  });
});
