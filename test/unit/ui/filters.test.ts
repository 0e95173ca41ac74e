import assert from 'node:assert/strict';
import { filterItems } from '../../../src/ui/filters/filterItems.ts';
import { english } from '../../../src/ui/localizer.ts';
import { decodeSavedFilters, withSavedFilter } from '../../../src/ui/settings/decodeSavedFilters.ts';

describe('Saved filters', () => {
  it('are read by name, without what is none', () => {
    const setting = { b: 'type:x', a: 'y', ' ': 'z', number: 1, long: 'x'.repeat(4_001), ['n'.repeat(101)]: 'x' };
    assert.deepEqual(decodeSavedFilters(setting), [
      { name: 'a', filter: 'y' },
      { name: 'b', filter: 'type:x' },
    ]);
    for (const value of [undefined, null, 'x', ['x'], 7]) assert.deepEqual(decodeSavedFilters(value), []);
  });

  it('are written beside what is there, understood or not', () => {
    assert.deepEqual(withSavedFilter({ a: 'x', b: 7 }, 'a', 'y'), { b: 7, a: 'y' });
    assert.deepEqual(withSavedFilter({ a: 'x', b: 7 }, 'a', undefined), { b: 7 });
    assert.deepEqual(decodeSavedFilters(withSavedFilter('broken', '__proto__', 'y')), [
      { name: '__proto__', filter: 'y' },
    ]);
  });
});

describe('What can be chosen while a filter is typed', () => {
  const known = { saved: [{ name: 'Open threats', filter: 'is:open' }], used: ['is:open', 'type:x', '$(alert) y'] };
  const items = (typed: string) => filterItems(typed, known, 0, english);

  it('is the text itself, then saved and used filters that it is part of', () => {
    assert.deepEqual(
      items('').map(({ kind, label }) => `${kind} ${label}`),
      [
        'typed $(clear-all) Show all events',
        'saved $(bookmark) Open threats',
        'used $(history) type:x',
        'used $(history) $\u200b(alert) y',
      ],
    );
    assert.deepEqual(
      items('threat').map(({ kind }) => kind),
      ['typed', 'saved'],
    );
    assert.deepEqual(
      items('type').map((item) => 'filter' in item && item.filter),
      ['type', 'type:x'],
    );
  });

  it('is not a text with problems: it says what and where instead', () => {
    const [first] = items('a typ:x');
    assert.deepEqual(first, {
      kind: 'problem',
      label: '$(error) There is no field "typ". Did you mean "type"?',
      detail: 'At character 3: typ:',
    });
  });
});
