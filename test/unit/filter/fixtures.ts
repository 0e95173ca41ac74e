import fc from 'fast-check';
import type { EventFields } from '../../../src/filter/matches.ts';
import { EVENT_STATES, type Expression, type TextField, type TextMatch } from '../../../src/model/expression.ts';

export const NOW = Date.parse('2026-11-15T12:00:00Z');

export const TEXT_FIELDS: readonly TextField[] = [
  ...(['type', 'activity', 'status', 'vendorSeverity', 'connection', 'stream', 'id'] as const),
  ...(['actor', 'target', 'subject', 'owner', 'summary', 'changed'] as const),
];

export function eventOf(
  parts: Partial<EventFields> & { readonly json?: unknown; readonly changes?: readonly string[] } = {},
): EventFields {
  const { json = {}, changes = [], ...fields } = parts;
  return {
    id: 'e-1',
    connection: 'lookout-1',
    stream: 'events',
    time: NOW,
    receivedTime: NOW + 1_000,
    type: 'Threat',
    activity: 'CREATED',
    severity: 4,
    summary: 'Click fraud app found',
    changed: () => changes,
    raw: () => JSON.stringify(json),
    ...fields,
  };
}

/** Texts that languages trip over, mixed with any others. */
export const texts = fc.oneof(
  fc.constantFrom(
    'a',
    'Threat',
    'com.x',
    'AND',
    '-a',
    '10:30',
    'fe80::1',
    'type:x',
    'C:\\Users\\',
    '\\*',
    '"',
    '💥',
    '‮x',
    '\n',
  ),
  fc.string({ minLength: 1, maxLength: 12, unit: 'binary' }),
  fc.string({ minLength: 1, maxLength: 12 }),
);

const patterns = fc
  .tuple(texts, fc.constantFrom('*', '?', '*?'), fc.boolean())
  .map(([text, wild, first]) => text.replace(/[\\*?]/g, '\\$&').replace(/^/, first ? wild : '') + (first ? '' : wild));

const matches: fc.Arbitrary<TextMatch> = fc.oneof(
  fc.record({ kind: fc.constant('words' as const), text: texts }),
  fc.record({ kind: fc.constant('pattern' as const), text: patterns.filter((text) => !/^\*+$/.test(text)) }),
  fc.constant({ kind: 'any' } as const),
);

const times = fc.option(fc.integer({ min: NOW - 1e9, max: NOW + 1e9 }), { nil: undefined });
const severities = fc.option(fc.integer({ min: -1, max: 8 }), { nil: undefined });

function range(field: 'severity' | 'time' | 'received', [from, to]: readonly (number | undefined)[]): Expression {
  return { kind: 'range', field, ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

/** Any expression, also such as no filter is read as: lists of one, ranges that end before they begin. */
export const expressions: fc.Arbitrary<Expression> = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant({ kind: 'all' } as const),
    fc.record({ kind: fc.constant('anywhere' as const), match: matches }),
    fc.record({ kind: fc.constant('text' as const), field: fc.constantFrom(...TEXT_FIELDS), match: matches }),
    fc.tuple(severities, severities).map((ends) => range('severity', ends)),
    fc
      .tuple(fc.constantFrom('time' as const, 'received' as const), times, times)
      .map(([field, ...ends]) => range(field, ends)),
    fc.record({ kind: fc.constant('is' as const), state: fc.constantFrom(...EVENT_STATES) }),
    fc.record({
      kind: fc.constant('raw' as const),
      path: fc.array(texts, { minLength: 1, maxLength: 3 }),
      match: matches,
    }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      of: fc.array(tie('expression'), { maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not' as const), of: tie('expression') }),
  ),
})).expression;

/** Filters as hands and attackers type them. */
export const filters = fc.oneof(
  fc.string({ maxLength: 200, unit: 'binary' }),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '(',
          ')',
          '"',
          '-',
          'AND',
          'OR',
          'NOT',
          '&&',
          '||',
          ' ',
          '\\',
          '*',
          '?',
          ':',
          '..',
          '>=',
          'raw.',
        ),
        fc.constantFrom(
          'type:',
          'severity:',
          'is:',
          'time:',
          'after:-',
          'raw.a."b":',
          'typ:',
          'high',
          'open',
          '2026-11-01',
        ),
        texts,
      ),
      { maxLength: 40 },
    )
    .map((parts) => parts.join('')),
);
