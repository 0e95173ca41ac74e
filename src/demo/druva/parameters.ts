import type { Answer } from '../answer.ts';
import { badRequest } from './answers.ts';

/** The answer to a query with a parameter that is not known, or known twice. */
export function badParameter(query: URLSearchParams, known: ReadonlySet<string>): Answer | undefined {
  const names = [...query.keys()];
  const bad = names.find((name, index) => !known.has(name) || names.indexOf(name) !== index);
  return bad === undefined ? undefined : badRequest(`Unknown parameter: ${bad}`);
}
