import assert from 'node:assert/strict';
import { termMode, timeRangeOf, withoutTerm, withTerm, withTimeRange } from '../../../src/filter/editFilter.ts';
import { parseFilter } from '../../../src/filter/parseFilter.ts';
import { NOW } from './fixtures.ts';

describe('Changing a filter by hand of a facet', () => {
  it('puts a term at its end, in quotes where it needs them', () => {
    assert.equal(withTerm('', 'type', 'Threat', 'include'), 'type:Threat');
    assert.equal(withTerm('foo  bar', 'type', 'Smishing alert', 'exclude'), 'foo  bar -type:"Smishing alert"');
    assert.equal(withTerm('a', 'actor', '"x" \\ \u202e\n=1', 'include'), 'a actor:"\\"x\\" \\\\ \\u{202e}\\u{a}=1"');
    assert.equal(withTerm('', 'severity', '4', 'include'), 'severity:high');
  });

  it('joins values of one field', () => {
    assert.equal(withTerm('type:Threat a', 'type', 'Device', 'include'), 'type:(Threat OR Device) a');
    assert.equal(withTerm('type:( Threat OR "b c" )', 'type', 'd', 'include'), 'type:( Threat OR "b c" OR d )');
    assert.equal(withTerm('severity:>=high', 'severity', '2', 'include'), 'severity:(>=high OR low)');
    assert.equal(withTerm('a severity:>=high b', 'severity', '5', 'include'), 'a b severity:critical');
    assert.equal(withTerm('type:-*', 'type', 'Threat', 'include'), 'type:(\\-* OR Threat)');
    assert.equal(withTerm('type:OR', 'type', 'Threat', 'include'), 'type:("OR" OR Threat)');
  });

  it('leaves a filter as it is that wants that already, in whatever case', () => {
    assert.equal(withTerm('TYPE:threat', 'type', 'Threat', 'include'), 'TYPE:threat');
    assert.equal(termMode('a type:(x OR threat)', 'type', 'Threat'), 'include');
    assert.equal(termMode('NOT type:threat', 'type', 'Threat'), 'exclude');
    for (const other of ['Threat', 'a OR type:threat', 'actor:threat', 'type:thr*', '(type:threat)'])
      assert.equal(termMode(other, 'type', 'Threat'), undefined, other);
  });

  it('turns a term into its opposite', () => {
    assert.equal(withTerm('a -type:Threat b', 'type', 'threat', 'include'), 'a b type:threat');
    assert.equal(withTerm('type:(Threat OR x)', 'type', 'Threat', 'exclude'), 'type:(x) -type:Threat');
  });

  it('keeps alternatives together', () => {
    assert.equal(withTerm('a OR b', 'type', 'x', 'include'), '(a OR b) type:x');
  });

  it('takes a term away with its operator and its parentheses', () => {
    assert.equal(withoutTerm('type:x AND foo', 'type', 'x'), 'foo');
    assert.equal(withoutTerm('foo AND type:x AND NOT type:(x) bar', 'type', 'x'), 'foo bar');
    assert.equal(withoutTerm('type:(x OR y OR z)', 'type', 'y'), 'type:(x OR z)');
    assert.equal(withoutTerm('-type:(x)', 'type', 'x'), '');
  });

  it('puts a term before a text with problems, so that it is not swallowed', () => {
    assert.equal(withTerm('a "b', 'type', 'x', 'include'), 'type:x a "b');
  });

  it('sets one range of time in place of all others', () => {
    const range = { from: Date.UTC(2026, 10, 1), to: Date.UTC(2026, 10, 2) };
    const text = withTimeRange('after:-1d foo before:now time:today', range);
    assert.equal(text, 'foo time:2026-11-01T00:00:00.000Z..2026-11-02T00:00:00.000Z');
    assert.deepEqual(timeRangeOf(parseFilter(text, NOW).expression), range);
    assert.equal(withTimeRange(text), 'foo');
    assert.deepEqual(timeRangeOf(parseFilter('after:2026-11-01T00:00Z a after:2025-01', NOW).expression), {
      from: range.from,
    });
  });
});
