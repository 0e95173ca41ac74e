import type { SyntaxNode } from '@lezer/common';
import { type FilterProblem, problem } from './problem.ts';

/** More do not help anybody. */
const MOST = 20;

/** What the parser had to leave out or make up, as sentences. */
export function syntaxProblems(top: SyntaxNode, text: string): readonly FilterProblem[] {
  const problems: FilterProblem[] = [];
  const cursor = top.cursor();
  do {
    if (cursor.type.isError) problems.push(describe(cursor.node, text));
    else if (cursor.name === 'Group' || cursor.name === 'ValueGroup') {
      const empty = emptyGroup(cursor.node);
      if (empty) problems.push(empty);
    }
  } while (problems.length < MOST && cursor.next());
  return problems.filter(
    ({ from, message }, i) => !problems.slice(0, i).some((other) => other.from === from && other.message === message),
  );
}

function emptyGroup(node: SyntaxNode): FilterProblem | undefined {
  const { firstChild, lastChild } = node;
  if (firstChild?.name !== 'Open' || lastChild?.name !== 'Close') return undefined;
  return firstChild.nextSibling?.from === lastChild.from ? problem(node.from, node.to, 'emptyParentheses') : undefined;
}

function describe(node: SyntaxNode, text: string): FilterProblem {
  const { from, to, parent } = node;
  const skipped = text.slice(from, to).trim();
  if (skipped.startsWith(')')) return problem(from, from + 1, 'unopenedParenthesis');
  if (skipped !== '') {
    const [word = skipped] = skipped.split(/\s/);
    return isOperator(word) ? problem(from, from + word.length, 'nothingBefore', word) : problem(from, to, 'misplaced');
  }
  const before = wordBefore(text, from);
  if (isOperator(before.text)) return problem(before.from, before.to, 'nothingAfter', before.text);
  const open = parent?.getChild('Open');
  if (open && !parent?.getChild('Close')) return problem(open.from, open.to, 'unclosedParenthesis');
  if (before.text.endsWith(':')) return problem(before.from, before.to, 'noValue', before.text);
  return problem(Math.max(0, before.to - 1), Math.max(before.to, Math.min(1, text.length)), 'misplaced');
}

function isOperator(word: string): boolean {
  return ['AND', 'OR', 'NOT', '&&', '||', '-'].includes(word);
}

function wordBefore(text: string, at: number): { readonly text: string; readonly from: number; readonly to: number } {
  const head = text.slice(0, at).trimEnd();
  const [word = ''] = /[^\s()]*$/.exec(head) ?? [];
  return { text: word, from: head.length - word.length, to: head.length };
}
