import type { Expression, NumberField } from '../model/expression.ts';
import { SEVERITY_NAMES } from '../model/severity.ts';
import type { ProblemKind } from './problem.ts';
import { parseTime, type Span } from './times.ts';

type Range = Extract<Expression, { readonly kind: 'range' }>;
type Outcome = { readonly range: Range } | { readonly problem: readonly [ProblemKind, ...string[]] };

/** Reads one end of a range. */
type Read = (text: string) => Span | undefined;

const COMPARED = /^(>=|<=|>|<|=)([\s\S]*)$/;

/** `severity:` and what follows it: `high`, `>=high`, `medium..critical`, `low..`, `*`. */
export function severityRange(text: string): Outcome {
  // Unknown is no severity lower than the others: it is named, or not meant.
  if (text === '*') return { range: rangeOf('severity', { from: 1 }) };
  return compared('severity', text, readSeverity, { lowest: 1, unknown: 'unknownSeverity' });
}

/** `time:`, `received:`. A lone `-24h` is the time since then. */
export function timeRange(field: 'time' | 'received', text: string, now: number): Outcome {
  if (text === '*') return { range: rangeOf(field, {}) };
  const whole = text.startsWith('-') && !text.includes('..') ? `${text}..` : text;
  return compared(field, whole, (part) => parseTime(part, now), { unknown: 'unknownTime' });
}

/** `after:` takes the beginning of what is named with it, `before:` ends just ahead of it. */
export function openTimeRange(name: 'after' | 'before', text: string, now: number): Outcome {
  const span = parseTime(text, now);
  if (!span) return { problem: ['unknownTime', text] };
  return { range: rangeOf('time', name === 'after' ? { from: span.from } : { to: span.from - 1 }) };
}

function readSeverity(text: string): Span | undefined {
  const word = text.toLowerCase();
  const named = SEVERITY_NAMES.findIndex(
    (name) => name.toLowerCase() === word || (word === 'info' && name === 'Informational'),
  );
  const value = /^[0-6]$/.test(word) ? Number(word) : named;
  return value === -1 ? undefined : { from: value, to: value };
}

function compared(
  field: NumberField,
  text: string,
  read: Read,
  { lowest, unknown }: { readonly lowest?: number; readonly unknown: ProblemKind },
): Outcome {
  const [, operator, operand = ''] = COMPARED.exec(text) ?? [];
  if (operator !== undefined) {
    if (operand === '') return { problem: ['nothingAfter', operator] };
    const span = read(operand);
    if (!span) return { problem: [unknown, operand] };
    switch (operator) {
      case '>=':
        return { range: rangeOf(field, { from: span.from }) };
      case '>':
        return { range: rangeOf(field, { from: span.to + 1 }) };
      case '<=':
        return { range: rangeOf(field, upTo(span.to, lowest)) };
      case '<':
        return { range: rangeOf(field, upTo(span.from - 1, lowest)) };
      default:
        return { range: rangeOf(field, span) };
    }
  }
  const dots = text.indexOf('..');
  const [start, end] = dots === -1 ? [text, text] : [text.slice(0, dots), text.slice(dots + 2)];
  if (start === '' && end === '') return { problem: ['noValue', `${field}:`] };
  const [from, to] = [start, end].map((part) => (part === '' ? undefined : read(part)));
  if (start !== '' && !from) return { problem: [unknown, start] };
  if (end !== '' && !to) return { problem: [unknown, end] };
  if (from && to && from.from > to.to) return { problem: ['emptyRange'] };
  if (to && !from) return { range: rangeOf(field, upTo(to.to, lowest)) };
  return { range: rangeOf(field, { ...(from && { from: from.from }), ...(to && { to: to.to }) }) };
}

function upTo(to: number, lowest: number | undefined): Partial<Span> {
  return lowest === undefined ? { to } : { from: Math.min(lowest, to), to };
}

function rangeOf(field: NumberField, ends: { readonly from?: number; readonly to?: number }): Range {
  return { kind: 'range', field, ...ends };
}
