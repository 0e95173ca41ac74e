import type { SyntaxNode, Tree } from '@lezer/common';
import { parser } from './filterParser.ts';

/** The syntax of any text: what cannot be understood is in it as nodes with `type.isError`. */
export function syntaxOf(text: string): Tree {
  return parser.parse(text);
}

/** What makes an expression, without operators, brackets and errors. */
export function operandsOf(node: SyntaxNode): readonly SyntaxNode[] {
  return childrenOf(node).filter(({ name }) => OPERANDS.has(name));
}

function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}

const OPERANDS: ReadonlySet<string> = new Set([
  ...['Either', 'Both', 'Negation', 'Group', 'ValueGroup'],
  ...['Word', 'Phrase', 'Value', 'FieldTerm', 'LoneField'],
]);
