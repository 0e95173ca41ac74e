import { MOST_CHARACTERS } from './limits.ts';
import { parseFilter } from './parseFilter.ts';
import { syntaxOf } from './parser/tree.ts';

/** `punctuation`: parentheses. `error`: a part that {@link parseFilter} has a problem with. */
export type TokenKind = 'field' | 'operator' | 'value' | 'word' | 'phrase' | 'punctuation' | 'error';

export interface FilterToken {
  readonly from: number;
  readonly to: number;
  readonly kind: TokenKind;
}

const KINDS: ReadonlyMap<string, TokenKind> = new Map([
  ['Open', 'punctuation'],
  ['Close', 'punctuation'],
  ['And', 'operator'],
  ['Or', 'operator'],
  ['Not', 'operator'],
  ['Minus', 'operator'],
  ['Phrase', 'phrase'],
  ['Word', 'word'],
  ['Value', 'value'],
  ['Field', 'field'],
  ['LoneField', 'field'],
]);

/** The parts of a filter for colouring, in order, without the space between them. They never overlap. */
export function tokensOf(text: string): readonly FilterToken[] {
  if (text.length > MOST_CHARACTERS) return [{ from: 0, to: text.length, kind: 'error' }];
  const { problems } = parseFilter(text, 0);
  const tokens: FilterToken[] = [];
  const cursor = syntaxOf(text).cursor();
  let at = 0;
  do {
    const { from, to, name } = cursor;
    const kind = cursor.type.isError ? 'error' : KINDS.get(name);
    if (kind === undefined || to <= from || from < at) continue;
    const wrong = problems.some((found) => found.from < to && from < found.to);
    if (kind === 'value' && !wrong) tokens.push(...valueTokens(text, from, to));
    else tokens.push({ from, to, kind: wrong ? 'error' : kind });
    at = to;
  } while (cursor.next());
  return tokens;
}

/** `>=high`: the comparison is an operator. */
function valueTokens(text: string, from: number, to: number): readonly FilterToken[] {
  const length = /^[<>]=?/.exec(text.slice(from, to))?.[0].length ?? 0;
  if (length === 0 || from + length === to) return [{ from, to, kind: 'value' }];
  return [
    { from, to: from + length, kind: 'operator' },
    { from: from + length, to, kind: 'value' },
  ];
}
