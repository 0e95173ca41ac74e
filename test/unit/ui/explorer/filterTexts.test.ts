import assert from 'node:assert/strict';
import { parseFilter } from '../../../../src/filter/parseFilter.ts';
import { termOfArgument, textOfFilter, textOfParty } from '../../../../src/ui/explorer/filterTexts.ts';
import { filterOfLink, linkQuery } from '../../../../src/ui/explorer/link.ts';

const NASTY = '") OR type:* (" \\ \u202e <img src=x> command:x';

describe('Filters of the explorer as text', () => {
  it('say what a group of the tree holds', () => {
    const text = textOfFilter({ connections: ['c1'], types: ['Sign-in', 'Users & groups'], severities: [4, 5] });
    assert.equal(text, 'connection:c1 type:(Sign-in OR "Users & groups") severity:(high OR critical)');
    assert.deepEqual(parseFilter(text, 0).problems, []);
    assert.equal(textOfFilter({}), '');
  });

  it('find all events about one thing, whatever its name is', () => {
    assert.equal(textOfParty({ target: { kind: 'device', id: 'd-1', name: 'x' } }, 'target'), 'target:d-1');
    assert.equal(textOfParty({ subject: { kind: 'threat', name: 'Some name' } }, 'subject'), 'subject:"Some name"');
    assert.equal(textOfParty({ target: { kind: 'system' } }, 'target'), undefined);
    assert.equal(textOfParty({}, 'subject'), undefined);
    const text = textOfParty({ target: { kind: 'file', name: NASTY } }, 'target') ?? '';
    assert.deepEqual(parseFilter(text, 0), {
      expression: { kind: 'text', field: 'target', match: { kind: 'words', text: NASTY } },
      problems: [],
    });
  });

  it('are narrowed by what the context menu was opened on, and by nothing else', () => {
    assert.deepEqual(termOfArgument({ webviewSection: 'event', field: 'type', value: 'Audit' }), {
      field: 'type',
      value: 'Audit',
    });
    for (const argument of [
      undefined,
      'type',
      { field: 'raw', value: 'x' },
      { field: 'type' },
      { field: 'type', value: 'x'.repeat(5_000) },
    ]) {
      assert.equal(termOfArgument(argument), undefined);
    }
  });

  it('go through a link unchanged', () => {
    for (const filter of ['', 'severity:>=high AND "a & b=c#d%20"', NASTY]) {
      assert.equal(filterOfLink({ path: '/explorer', query: linkQuery(filter) }), filter);
    }
  });

  it('come from a link only, are bounded, and nothing else of it is taken', () => {
    assert.equal(filterOfLink({ path: '/explorer', query: 'filter=a&command=b&filter=c' }), 'a');
    assert.equal(filterOfLink({ path: '/explorer', query: '' }), '');
    assert.equal(filterOfLink({ path: '/connect', query: 'filter=a' }), undefined);
    assert.equal(filterOfLink({ path: '/explorer', query: `filter=${'x'.repeat(4_001)}` }), undefined);
  });
});
