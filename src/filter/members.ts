import type { SyntaxNode } from '@lezer/common';
import type { Expression } from '../model/expression.ts';
import { type FieldName, fieldOf } from './fields.ts';
import { MOST_CHARACTERS } from './limits.ts';
import { operandsOf, syntaxOf } from './parser/tree.ts';

/** A term of the top level of a filter, one of those that all must match. */
export interface Member {
  /** With its negation. */
  readonly node: SyntaxNode;
  readonly negated: boolean;
  /** Missing: free text, a group, a member of the JSON. */
  readonly field?: FieldName;
  /** Of a field: its value, or those in its parentheses. */
  readonly values: readonly SyntaxNode[];
  /** Whether any one of the values will do. */
  readonly isList: boolean;
}

/** The node of the whole expression. */
export function topOf(text: string): SyntaxNode | undefined {
  return text.length > MOST_CHARACTERS ? undefined : operandsOf(syntaxOf(text).topNode)[0];
}

export function membersOf(text: string): readonly Member[] {
  const top = topOf(text);
  if (!top) return [];
  return (top.name === 'Both' ? operandsOf(top) : [top]).map((node) => member(node, text));
}

function member(node: SyntaxNode, text: string): Member {
  const [inner] = node.name === 'Negation' ? operandsOf(node) : [node];
  const negated = node.name === 'Negation';
  const name = inner?.getChild('Field');
  const field = name ? fieldOf(text.slice(name.from, name.to - 1)) : undefined;
  const [value] = inner?.name === 'FieldTerm' ? operandsOf(inner) : [];
  const values = value ? alternatives(value) : [];
  return {
    node,
    negated,
    ...(field !== undefined && { field }),
    values,
    isList: values.length > 0 && values.every(({ name }) => name === 'Value' || name === 'Phrase'),
  };
}

function alternatives(value: SyntaxNode): readonly SyntaxNode[] {
  if (value.name !== 'ValueGroup') return [value];
  const [only] = operandsOf(value);
  return only?.name === 'Either' ? operandsOf(only) : only ? [only] : [];
}

export function isSame(a: Expression, b: Expression): boolean {
  return JSON.stringify(a).toLowerCase() === JSON.stringify(b).toLowerCase();
}
