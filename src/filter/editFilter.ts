import type { SyntaxNode } from '@lezer/common';
import type { Expression, TextField } from '../model/expression.ts';
import { isSame, type Member, membersOf, topOf } from './members.ts';
import { parseFilter } from './parseFilter.ts';
import { severityWord } from './printFilter.ts';
import { quote } from './quoting.ts';
import { printTime } from './times.ts';

/**
 * Changes of a filter that keep what else the user typed, down to the spaces. They look at the terms of its top level only, those that all must match. To a text
 * with problems a term is added at the beginning, where an open quotation mark cannot swallow it.
 */

/** Fields of facets; the value of a severity is its number of OCSF. */
export type TermField = TextField | 'severity';
export type TermMode = 'include' | 'exclude';

/**
 * Wants this value of the field, or wants it not. A value that is wanted joins others of the same field: `type:Threat` becomes `type:(Threat OR Device)`;
 * a range of severities that holds it gives way. The opposite term goes.
 */
export function withTerm(text: string, field: TermField, value: string, mode: TermMode): string {
  if (termMode(text, field, value) === mode) return text;
  const without = withoutTerm(text, field, value);
  const written = printValue(field, value);
  if (mode === 'exclude') return added(without, `-${field}:${written}`);
  const joined = membersOf(without).find((member) => !member.negated && member.field === field && member.isList);
  if (!joined) return added(without, `${field}:${written}`);
  const range = joined.values.find(({ from, to }) => field === 'severity' && holds(without.slice(from, to), value));
  return range ? withTerm(removed(without, range), field, value, mode) : joinedTo(without, joined, written);
}

/** Neither wants nor refuses this value. */
export function withoutTerm(text: string, field: TermField, value: string): string {
  let result = text;
  for (;;) {
    const found = valuesOf(result, field, value)[0];
    if (!found) return result;
    result = removed(result, found.node);
  }
}

/** Whether the filter wants or refuses this value by a term of its own. */
export function termMode(text: string, field: TermField, value: string): TermMode | undefined {
  const [found] = valuesOf(text, field, value);
  return found && (found.negated ? 'exclude' : 'include');
}

/** Restricts `time` to this range, both ends with it, in ms since the epoch; without one takes the restriction away. */
export function withTimeRange(text: string, range?: { readonly from: number; readonly to: number }): string {
  let result = text;
  for (;;) {
    const found = membersOf(result).find(({ field, negated }) => !negated && isTime(field));
    if (!found) break;
    result = removed(result, found.node);
  }
  return range ? added(result, `time:${printTime(range.from)}..${printTime(range.to)}`) : result;
}

/** The times that an expression allows at most; missing ends are open. */
export function timeRangeOf(expression: Expression): { readonly from?: number; readonly to?: number } {
  const parts = expression.kind === 'and' ? expression.of : [expression];
  const ranges = parts.filter((part) => part.kind === 'range').filter(({ field }) => field === 'time');
  const froms = ranges.flatMap(({ from }) => from ?? []);
  const tos = ranges.flatMap(({ to }) => to ?? []);
  return {
    ...(froms.length > 0 && { from: Math.max(...froms) }),
    ...(tos.length > 0 && { to: Math.min(...tos) }),
  };
}

/** Whether a range of severities holds this one, which beside it would restrict nothing. */
function holds(range: string, severity: string): boolean {
  const { expression } = parseFilter(`severity:${range}`, 0);
  if (expression.kind !== 'range') return false;
  const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = expression;
  return from <= Number(severity) && Number(severity) <= to;
}

function isTime(field: string | undefined): boolean {
  return field === 'time' || field === 'after' || field === 'before';
}

function printValue(field: TermField, value: string): string {
  return field === 'severity' ? severityWord(Number(value)) : quote(value);
}

/** Where this very value stands among the terms of the field. */
function valuesOf(
  text: string,
  field: TermField,
  value: string,
): readonly { readonly node: SyntaxNode; readonly negated: boolean }[] {
  const wanted = parseFilter(`${field}:${printValue(field, value)}`, 0).expression;
  return membersOf(text)
    .filter((member) => member.field === field && member.isList)
    .flatMap(({ values, negated }) => values.map((node) => ({ node, negated })))
    .filter(({ node }) => isSame(parseFilter(`${field}:${text.slice(node.from, node.to)}`, 0).expression, wanted));
}

function added(text: string, term: string): string {
  const { problems } = parseFilter(text, 0);
  if (text.trim() === '') return term;
  if (problems.length > 0) return `${term} ${text}`;
  const whole = topOf(text)?.name === 'Either' ? `(${text.trim()})` : text.trimEnd();
  return `${whole} ${term}`;
}

function joinedTo(text: string, { values }: Member, written: string): string {
  const [first, last] = [values[0], values.at(-1)];
  if (!first || !last) return text;
  const inGroup = first.parent?.name !== 'FieldTerm';
  const before = text.slice(0, first.from);
  const present = text.slice(first.from, last.to);
  const rest = text.slice(last.to);
  return inGroup
    ? `${before}${present} OR ${written}${rest}`
    : `${before}(${plainInGroup(present)} OR ${written})${rest}`;
}

/** Right behind a field everything is a value; in brackets `-` and the names of operators mean what they mean elsewhere. */
function plainInGroup(value: string): string {
  if (/^(?:AND|OR|NOT|&&|\|\|)$/.test(value)) return quote(value);
  return value.startsWith('-') ? `\\${value}` : value;
}

/** Without this node, the operator beside it and what it was alone in. */
function removed(text: string, node: SyntaxNode): string {
  let gone = node;
  for (let { parent } = gone; parent && isAlone(gone, parent); { parent } = gone) gone = parent;
  const before = neighbour(gone, 'prevSibling');
  if (before) return text.slice(0, before.to) + text.slice(gone.to);
  const after = neighbour(gone, 'nextSibling');
  return text.slice(0, gone.from) + text.slice(after?.from ?? gone.to);
}

function isAlone(node: SyntaxNode, parent: SyntaxNode): boolean {
  if (parent.name === 'Filter') return false;
  return parent.name === 'FieldTerm' || (!neighbour(node, 'prevSibling') && !neighbour(node, 'nextSibling'));
}

const MARKS: ReadonlySet<string> = new Set(['And', 'Or', 'Not', 'Minus', 'Open', 'Close', 'Field']);

/** The nearest sibling that is no operator, bracket or field. */
function neighbour(node: SyntaxNode, side: 'prevSibling' | 'nextSibling'): SyntaxNode | undefined {
  let sibling = node[side];
  while (sibling && MARKS.has(sibling.name)) sibling = sibling[side];
  return sibling ?? undefined;
}
