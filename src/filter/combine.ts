import { EVERYTHING, type Expression } from '../model/expression.ts';

/** Builds expressions in their simplest form: nothing nested in its like, nothing alone in a list, nothing negated twice. */

export function both(of: readonly Expression[]): Expression {
  const flat = of.flatMap((part) => (part.kind === 'and' ? part.of : [part])).filter(({ kind }) => kind !== 'all');
  const [only = EVERYTHING] = flat;
  return flat.length < 2 ? only : { kind: 'and', of: flat };
}

/** Of nothing: nothing. */
export function either(of: readonly Expression[]): Expression {
  const flat = of.flatMap((part) => (part.kind === 'or' ? part.of : [part]));
  const [only] = flat;
  if (only && flat.length === 1) return only;
  return flat.length === 0 ? negation(EVERYTHING) : { kind: 'or', of: flat };
}

export function negation(of: Expression): Expression {
  return of.kind === 'not' ? of.of : { kind: 'not', of };
}
