import { MOST_CHARACTERS } from './limits.ts';
import { syntaxOf } from './parser/tree.ts';
import { unquotePhrase, unquoteWord } from './quoting.ts';

/** What is being typed at a place of a filter. */
export interface CompletionContext {
  /** What a completion replaces. */
  readonly from: number;
  readonly to: number;
  /** What stands there before the place, without quotes. */
  readonly typed: string;
  /** Name of the field whose value it is, as typed; missing: it is a word or a field. */
  readonly field?: string;
}

interface Leaf {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** Goes by the tokens, not by the tree: in an unfinished filter the tree may have given up before. */
export function contextAt(text: string, position: number): CompletionContext {
  /** The field of each parenthesis that is open. */
  const open: (string | undefined)[] = [];
  let field: { readonly name: string; readonly end: number } | undefined;
  for (const leaf of leavesOf(text)) {
    if (leaf.from >= position) break;
    const source = text.slice(leaf.from, leaf.to);
    const behind = field?.end === leaf.from ? field.name : undefined;
    field = undefined;
    if (isTyped(leaf, source, position)) {
      const typed = unquoted(leaf.name, text.slice(leaf.from, position));
      return within(leaf, typed, behind ?? (isField(leaf) ? undefined : open.at(-1)));
    }
    if (isField(leaf)) field = { name: source.slice(0, -1), end: leaf.to };
    else if (leaf.name === 'Open') open.push(behind ?? open.at(-1));
    else if (leaf.name === 'Close') open.pop();
  }
  const behind = field?.end === position ? field.name : undefined;
  return within({ from: position, to: position }, '', behind ?? open.at(-1));
}

function within(
  { from, to }: { readonly from: number; readonly to: number },
  typed: string,
  field: string | undefined,
): CompletionContext {
  return { from, to, typed, ...(field !== undefined && { field }) };
}

function isTyped(leaf: Leaf, source: string, position: number): boolean {
  switch (leaf.name) {
    case 'Word':
    case 'Value':
    case 'And':
    case 'Or':
    case 'Not':
      return position <= leaf.to;
    case 'Phrase':
      return position < leaf.to || (position === leaf.to && (source === '"' || !source.endsWith('"')));
    case 'Field':
    case 'LoneField':
      return position < leaf.to;
    default:
      return false;
  }
}

function isField({ name }: Leaf): boolean {
  return name === 'Field' || name === 'LoneField';
}

function unquoted(name: string, source: string): string {
  if (name === 'Phrase') return unquotePhrase(source);
  return name === 'Value' ? unquoteWord(source).text : source;
}

function leavesOf(text: string): readonly Leaf[] {
  if (text.length > MOST_CHARACTERS) return [];
  const leaves: Leaf[] = [];
  const cursor = syntaxOf(text).cursor();
  do {
    const { name, from, to, node } = cursor;
    if (!node.firstChild && to > from) leaves.push({ name, from, to });
  } while (cursor.next());
  return leaves;
}
