import assert from 'node:assert/strict';
import { completionsAt, type Vocabulary } from '../../../src/filter/completeFilter.ts';
import { tokensOf } from '../../../src/filter/highlightFilter.ts';
import { parseFilter } from '../../../src/filter/parseFilter.ts';
import { NOW } from './fixtures.ts';

const vocabulary: Vocabulary = new Map([
  ['type', [{ value: 'Threat' }, { value: 'Smishing alert', detail: '12' }]],
  ['connection', [{ value: 'lookout-1', label: 'My tenant' }]],
]);

/** The text with the first completion in its place; `|` is the cursor. */
function completed(text: string): string | undefined {
  const at = text.indexOf('|');
  const whole = text.replace('|', '');
  const [first] = completionsAt(whole, at, vocabulary);
  return first && whole.slice(0, first.from) + first.insert + whole.slice(first.to);
}

describe('Completing a filter', () => {
  it('offers fields where a term begins', () => {
    const labels = completionsAt('', 0, vocabulary).map(({ label }) => label);
    assert.deepEqual(labels.slice(0, 3), ['severity', 'type', 'activity']);
    assert.ok(labels.includes('raw') && labels.includes('is'));
    assert.equal(completed('ty|'), 'type:');
    assert.equal(completed('foo -ty|'), 'foo -type:');
    assert.equal(completed('(foo OR se|'), '(foo OR severity:');
    assert.equal(completed('user|'), 'actor:');
    assert.equal(completed('nothing|'), undefined);
  });

  it('offers values behind a field, in quotes where they need them', () => {
    assert.equal(completed('type:|'), 'type:Threat');
    assert.equal(completed('type:al|'), 'type:"Smishing alert"');
    assert.equal(completed('type:"Smi|'), 'type:"Smishing alert"');
    assert.equal(completed('type:Th|reat foo'), 'type:Threat foo');
    assert.equal(completed('-conn:my|'), '-conn:lookout-1');
    assert.equal(completed('is:re|'), 'is:resolved');
    assert.equal(completed('after:y|'), 'after:yesterday');
  });

  it('keeps a comparison', () => {
    assert.equal(completed('severity:>=hi|'), 'severity:>=high');
    assert.equal(completed('severity:low..c|'), 'severity:low..critical');
  });

  it('knows the field of values in parentheses, also before they are closed', () => {
    assert.equal(completed('type:(Threat OR sm|'), 'type:(Threat OR "Smishing alert"');
    assert.equal(completed('type:(|)'), 'type:(Threat)');
    assert.equal(completed('type:(x) ty|'), 'type:(x) type:');
  });

  it('goes on behind errors', () => {
    assert.equal(completed('typ:x ) OR type:th|'), 'typ:x ) OR type:Threat');
    assert.equal(completed('typ:|'), undefined);
  });

  it('makes filters without problems', () => {
    for (const { insert } of completionsAt('time:', 5, vocabulary))
      assert.deepEqual(parseFilter(`time:${insert}`, NOW).problems, []);
  });
});

describe('Colouring a filter', () => {
  it('tells fields, operators, values, words, phrases and errors', () => {
    const text = 'typ:x severity:>=high (a OR -"b c") )';
    assert.deepEqual(
      tokensOf(text).map(({ from, to, kind }) => `${kind} ${text.slice(from, to)}`),
      [
        'error typ:',
        'value x',
        'field severity:',
        'operator >=',
        'value high',
        'punctuation (',
        'word a',
        'operator OR',
        'operator -',
        'phrase "b c"',
        'punctuation )',
        'error )',
      ],
    );
  });
});
