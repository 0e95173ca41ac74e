import { assertNever } from '../base/assertNever.ts';
import type { Expression, TextMatch } from '../model/expression.ts';
import { SEVERITY_NAMES } from '../model/severity.ts';
import { printPath } from './fieldPath.ts';
import { quote, quotePattern } from './quoting.ts';
import { printTime } from './times.ts';

/** A filter that `parseFilter` reads as an expression of the same meaning. */
export function printFilter(expression: Expression): string {
  return expression.kind === 'all' ? '' : print(expression);
}

function print(expression: Expression): string {
  switch (expression.kind) {
    case 'all':
      return '*';
    case 'and':
      return expression.of.length === 0 ? '*' : expression.of.map((of) => inside(of, ['or'])).join(' ');
    case 'or':
      return expression.of.length === 0 ? '-*' : expression.of.map((of) => inside(of, [])).join(' OR ');
    case 'not':
      return `-${inside(expression.of, ['and', 'or', 'not'])}`;
    case 'anywhere':
      return printMatch(expression.match);
    case 'text':
      return `${expression.field}:${printMatch(expression.match)}`;
    case 'range':
      return printRange(expression);
    case 'is':
      return `is:${expression.state}`;
    case 'raw':
      return `${printPath(expression.path)}:${printMatch(expression.match)}`;
    default:
      return assertNever(expression);
  }
}

/** In parentheses if it is of these kinds and more than one term. */
function inside(expression: Expression, kinds: readonly Expression['kind'][]): string {
  const text = print(expression);
  const several = expression.kind === 'and' || expression.kind === 'or' ? expression.of.length > 1 : true;
  return kinds.includes(expression.kind) && several ? `(${text})` : text;
}

function printMatch(match: TextMatch): string {
  switch (match.kind) {
    case 'any':
      return '*';
    case 'words':
      return quote(match.text);
    case 'pattern':
      return quotePattern(match.text);
    default:
      return assertNever(match);
  }
}

function printRange(range: Extract<Expression, { readonly kind: 'range' }>): string {
  return range.field === 'severity'
    ? printSeverities(range.from, range.to)
    : printTimes(range.field, range.from, range.to);
}

function printSeverities(from = 0, to = 6): string {
  const [lowest, highest] = [Math.max(0, Math.ceil(from)), Math.min(6, Math.floor(to))];
  if (lowest > highest) return '-*';
  if (lowest === highest) return `severity:${severityWord(lowest)}`;
  if (highest === 6) return `severity:>=${severityWord(lowest)}`;
  return lowest === 1
    ? `severity:<=${severityWord(highest)}`
    : `severity:${severityWord(lowest)}..${severityWord(highest)}`;
}

function printTimes(field: 'time' | 'received', from: number | undefined, to: number | undefined): string {
  if (from === undefined && to === undefined) return `${field}:*`;
  if (from !== undefined && to !== undefined && from > to) return '-*';
  if (from !== undefined && from === to) return `${field}:${printTime(from)}`;
  if (field === 'time' && from !== undefined && to === undefined) return `after:${printTime(from)}`;
  return `${field}:${from === undefined ? '' : printTime(from)}..${to === undefined ? '' : printTime(to)}`;
}

/** `severity_id` of OCSF as a filter names it. */
export function severityWord(severity: number): string {
  return (SEVERITY_NAMES[severity] ?? 'Unknown').toLowerCase();
}
