import type { AttributeChange } from '../../../model/event.ts';
import { formatPath } from '../json/path.ts';
import { canonical, display, parseStructure, type Structure } from './structure.ts';
import { diffWords, type Part } from './words.ts';

/** A member of a list, and what became of it. */
export interface Member {
  readonly text: string;
  readonly mark: 'added' | 'removed' | 'kept';
}

/** A place in an object whose value differs; a missing side was not there. */
export interface PathChange {
  readonly path: string;
  readonly before?: readonly Part[];
  readonly after?: readonly Part[];
}

/** How one attribute change is shown. */
export interface ChangeDiff {
  readonly name: string;
  /** `about`: the entry names what the change is about. `same`: two values that are equal, at least as JSON. */
  readonly verb: 'about' | 'set' | 'removed' | 'changed' | 'same';
  readonly body:
    | { readonly kind: 'none' }
    | { readonly kind: 'text'; readonly before?: readonly Part[]; readonly after?: readonly Part[] }
    | { readonly kind: 'members'; readonly members: readonly Member[]; readonly reordered: boolean }
    | { readonly kind: 'paths'; readonly rows: readonly PathChange[] };
}

/** Compares both sides of a change: values that are JSON in a string as structures, others word by word. */
export function diffChange(change: AttributeChange): ChangeDiff {
  const { name, from, to } = change;
  if (from === undefined && to === undefined) return { name, verb: 'about', body: { kind: 'none' } };
  const before = from === undefined ? undefined : parseStructure(from);
  const after = to === undefined ? undefined : parseStructure(to);
  const verb = from === undefined ? 'set' : to === undefined ? 'removed' : same(before, after, from, to);
  const body = structured(before, after, from, to);
  if (body !== undefined) return { name, verb, body };
  if (from !== undefined && to !== undefined) return { name, verb, body: { kind: 'text', ...diffWords(from, to) } };
  return {
    name,
    verb,
    body: {
      kind: 'text',
      ...(from !== undefined && { before: plain(from) }),
      ...(to !== undefined && { after: plain(to) }),
    },
  };
}

function same(
  before: Structure | undefined,
  after: Structure | undefined,
  from: string,
  to: string | undefined,
): 'same' | 'changed' {
  if (before !== undefined && after !== undefined) return canonical(before) === canonical(after) ? 'same' : 'changed';
  return from === to ? 'same' : 'changed';
}

/** Undefined when the sides are not structures of one kind. A missing side, or an empty text, is an empty structure. */
function structured(
  before: Structure | undefined,
  after: Structure | undefined,
  from: string | undefined,
  to: string | undefined,
): ChangeDiff['body'] | undefined {
  const known = before ?? after;
  if (known === undefined || known.kind === 'leaf') return undefined;
  const left = before ?? empty(from, known.kind);
  const right = after ?? empty(to, known.kind);
  if (left?.kind === 'array' && right?.kind === 'array') return members(left.items, right.items);
  if (left?.kind === 'object' && right?.kind === 'object') return { kind: 'paths', rows: paths(left, right, []) };
  return undefined;
}

function empty(text: string | undefined, kind: 'array' | 'object'): Structure | undefined {
  if (text !== undefined && text.trim() !== '') return undefined;
  return kind === 'array' ? { kind, items: [] } : { kind, entries: [] };
}

/** Lists are compared as bags: what went, what came, what stayed; the order only when nothing else differs. */
function members(before: readonly Structure[], after: readonly Structure[]): ChangeDiff['body'] {
  const spare = new Map<string, number>();
  for (const item of after) spare.set(canonical(item), (spare.get(canonical(item)) ?? 0) + 1);
  const result: Member[] = [];
  const kept = new Map<string, number>();
  for (const item of before) {
    const key = canonical(item);
    const left = spare.get(key) ?? 0;
    if (left > 0) {
      spare.set(key, left - 1);
      kept.set(key, (kept.get(key) ?? 0) + 1);
    }
    result.push({ text: display(item), mark: left > 0 ? 'kept' : 'removed' });
  }
  for (const item of after) {
    const key = canonical(item);
    const left = kept.get(key) ?? 0;
    if (left > 0) kept.set(key, left - 1);
    else result.push({ text: display(item), mark: 'added' });
  }
  const changed = result.some(({ mark }) => mark !== 'kept');
  const reordered = !changed && before.some((item, index) => canonical(item) !== canonical(after[index] ?? item));
  return { kind: 'members', members: result, reordered };
}

/** The leaves that differ, by path. Lists inside are leaves: a change of position would otherwise touch every element. */
function paths(
  before: Structure | undefined,
  after: Structure | undefined,
  at: readonly (string | number)[],
): readonly PathChange[] {
  if (before !== undefined && after !== undefined && canonical(before) === canonical(after)) return [];
  const entries = [before, after].map((side) => (side?.kind === 'object' ? side.entries : undefined));
  const [left, right] = entries;
  const isObject = (before === undefined || left !== undefined) && (after === undefined || right !== undefined);
  if (isObject && ((left?.length ?? 0) > 0 || (right?.length ?? 0) > 0)) {
    const old = new Map(left);
    const now = new Map(right);
    return [...new Set([...now.keys(), ...old.keys()])].flatMap((key) =>
      paths(old.get(key), now.get(key), [...at, key]),
    );
  }
  const path = formatPath(at).slice(1).replace(/^\./, '');
  if (before !== undefined && after !== undefined) return [{ path, ...diffWords(display(before), display(after)) }];
  return [
    {
      path,
      ...(before !== undefined && { before: plain(display(before)) }),
      ...(after !== undefined && { after: plain(display(after)) }),
    },
  ];
}

function plain(text: string): readonly Part[] {
  return [{ text, changed: false }];
}
