import { createScanner } from 'jsonc-parser';
import { Kind } from './kinds.ts';
import type { JsonLayout } from './layout.ts';

/** The member name that a line starts with. */
export function keyOf(line: string): string | undefined {
  const scanner = createScanner(line, true);
  if (scanner.scan() !== Kind.String) return undefined;
  const key = scanner.getTokenValue();
  return scanner.scan() === Kind.Colon ? key : undefined;
}

/** Where the value of a line is, from the root. A closing line stands for what it closes. */
export function pathOf(layout: JsonLayout, line: number): readonly (string | number)[] {
  const path: (string | number)[] = [];
  let at = isClosing(layout, line) ? (layout.parents[line] ?? -1) : line;
  for (let parent = parentOf(layout, at); parent >= 0; at = parent, parent = parentOf(layout, at)) {
    path.push(keyOf(layout.lines[at] ?? '') ?? indexIn(layout, parent, at));
  }
  return path.reverse();
}

/** JSONPath as people write it: `$.threat.details["a b"][0]`. */
export function formatPath(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(step) ? `${text}.${step}` : `${text}[${JSON.stringify(step)}]`;
  }, '$');
}

/**
 * The value of a line for the clipboard: a string without its quotes and escapes, anything else as its exact text. An object or array that
 * the cut text does not close goes to the end of the text.
 */
export function valueAt(layout: JsonLayout, line: number): string {
  const first = isClosing(layout, line) ? (layout.parents[line] ?? line) : line;
  const text = layout.lines[first] ?? '';
  const scanner = createScanner(text, true);
  let kind = scanner.scan();
  if (keyOf(text) !== undefined) {
    scanner.scan();
    kind = scanner.scan();
  }
  if (kind === Kind.String) return scanner.getTokenValue();
  const value = text.slice(scanner.getTokenOffset());
  const last = layout.closedBy[first] ?? -1;
  if (last < 0) return value.replace(/,$/, '');
  const indent = text.length - text.trimStart().length;
  const rest = layout.lines.slice(first + 1, last + 1).map((each) => each.slice(indent));
  return [value, ...rest].join('\n').replace(/,$/, '');
}

export function isClosing(layout: JsonLayout, line: number): boolean {
  const parent = layout.parents[line] ?? -1;
  return parent >= 0 && layout.closedBy[parent] === line;
}

function parentOf(layout: JsonLayout, line: number): number {
  return layout.parents[line] ?? -1;
}

function indexIn(layout: JsonLayout, parent: number, line: number): number {
  let index = 0;
  for (let at = parent + 1; at < line; at++) {
    const end = layout.closedBy[at] ?? -1;
    if (end >= 0) at = end;
    index++;
  }
  return index;
}
