import assert from 'node:assert/strict';
import fc from 'fast-check';
import { completionsAt } from '../../../src/filter/completeFilter.ts';
import { termMode, withoutTerm, withTerm, withTimeRange } from '../../../src/filter/editFilter.ts';
import { tokensOf } from '../../../src/filter/highlightFilter.ts';
import { matches } from '../../../src/filter/matches.ts';
import { parseFilter } from '../../../src/filter/parseFilter.ts';
import { printFilter } from '../../../src/filter/printFilter.ts';
import type { Expression } from '../../../src/model/expression.ts';
import { eventOf, expressions, filters, NOW, texts } from './fixtures.ts';

const problemFree = filters.filter((text) => parseFilter(text, NOW).problems.length === 0);
const events = fc
  .record({
    type: texts,
    summary: texts,
    status: fc.constantFrom('open', 'failure', 'x'),
    severity: fc.constantFrom(0, 1, 2, 3, 4, 5, 6),
    time: fc.integer({ min: NOW - 1e9, max: NOW + 1e9 }),
    actor: fc.record({ kind: fc.constant('user'), name: texts }),
    json: fc.dictionary(texts, texts, { maxKeys: 3 }),
  })
  .map(eventOf);

describe('Whatever is typed as a filter', () => {
  it('is read, coloured and completed; problems lie within the text', () => {
    fc.assert(
      fc.property(filters, fc.nat(220), (text, position) => {
        for (const { from, to } of parseFilter(text, NOW).problems)
          assert.ok(0 <= from && from <= to && to <= text.length);
        let end = 0;
        for (const { from, to } of tokensOf(text)) {
          assert.ok(end <= from && from < to && to <= text.length);
          end = to;
        }
        for (const { from, to } of completionsAt(text, Math.min(position, text.length), new Map()))
          assert.ok(0 <= from && from <= to && to <= text.length);
      }),
      { numRuns: 500 },
    );
  });

  it('takes bounded time at its longest', () => {
    const started = performance.now();
    for (const part of [
      '(',
      ')',
      '"',
      '\\',
      '-',
      'a:',
      'raw.',
      'raw."',
      'type:(',
      'OR ',
      'NOT ',
      'a OR (',
      '*',
      'raw.a.',
      ':',
      'a)',
      '.."',
      '((a) ',
    ])
      parseFilter(part.repeat(4_000).slice(0, 4_000), NOW);
    assert.ok(performance.now() - started < 5_000, `${performance.now() - started} ms`);
  });
});

describe('Printing an expression', () => {
  it('makes a filter without problems that is printed the same again', () => {
    fc.assert(
      fc.property(expressions, (expression) => {
        const printed = printFilter(expression);
        const { expression: again, problems } = parseFilter(printed, NOW);
        assert.deepEqual(problems, [], printed);
        assert.equal(printFilter(again), printFilter(parseFilter(printFilter(again), NOW).expression));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps what it means', () => {
    fc.assert(
      fc.property(expressions, fc.array(events, { minLength: 5, maxLength: 5 }), (expression, some) => {
        const again = parseFilter(printFilter(expression), NOW).expression;
        for (const event of some)
          assert.equal(matches(again, event), matches(expression, event), printFilter(expression));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps how terms are joined', () => {
    const status = fc.constantFrom('a', 'b', 'c').map((text): Expression => {
      return { kind: 'text', field: 'status', match: { kind: 'words', text } };
    });
    const joined = fc.letrec<{ expression: Expression }>((tie) => ({
      expression: fc.oneof(
        { depthSize: 'medium' },
        status,
        fc.record({
          kind: fc.constantFrom('and' as const, 'or' as const),
          of: fc.array(tie('expression'), { minLength: 2, maxLength: 3 }),
        }),
        fc.record({ kind: fc.constant('not' as const), of: tie('expression') }),
      ),
    })).expression;
    fc.assert(
      fc.property(joined, (expression) => {
        const again = parseFilter(printFilter(expression), NOW).expression;
        for (const value of ['a', 'b', 'c', 'd']) {
          const event = eventOf({ status: value });
          assert.equal(matches(again, event), matches(expression, event), printFilter(expression));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('gives back what was read', () => {
    fc.assert(
      fc.property(problemFree, (text) => {
        const { expression } = parseFilter(text, NOW);
        assert.deepEqual(parseFilter(printFilter(expression), NOW).expression, expression);
      }),
      { numRuns: 300 },
    );
  });
});

describe('Changing a filter', () => {
  const values = fc.tuple(fc.constantFrom('type' as const, 'actor' as const), texts);

  it('wants and refuses any value, and forgets it again', () => {
    fc.assert(
      fc.property(problemFree, values, (text, [field, value]) => {
        for (const mode of ['include', 'exclude'] as const) {
          const changed = withTerm(text, field, value, mode);
          assert.deepEqual(parseFilter(changed, NOW).problems, [], changed);
          assert.equal(termMode(changed, field, value), mode, changed);
          assert.equal(withTerm(changed, field, value, mode), changed);
          const without = withoutTerm(changed, field, value);
          assert.equal(termMode(without, field, value), undefined, without);
          assert.deepEqual(parseFilter(without, NOW).problems, [], without);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('sets a range of time and takes it away', () => {
    fc.assert(
      fc.property(problemFree, (text) => {
        const ranged = withTimeRange(text, { from: NOW - 1_000, to: NOW });
        assert.deepEqual(parseFilter(ranged, NOW).problems, [], ranged);
        assert.equal(matches(parseFilter(ranged, NOW).expression, eventOf({ time: NOW + 1 })), false);
        assert.equal(withTimeRange(withTimeRange(ranged), { from: NOW - 1_000, to: NOW }), ranged);
      }),
      { numRuns: 300 },
    );
  });
});
