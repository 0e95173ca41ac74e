/** Every sentence about a filter that is not right, for people, in English; `{0}`, `{1}` are parts of the filter. Translated where it is shown. */
export const PROBLEMS = {
  tooLong: 'The filter is longer than {0} characters.',
  tooDeep: 'The parentheses go deeper than {0} levels.',
  tooMany: 'The filter has more than {0} terms.',
  tooManyWildcards: 'There are more than {0} wildcards in one word.',
  unclosedQuote: 'The quotation mark is not closed.',
  unclosedParenthesis: 'The parenthesis is not closed.',
  unopenedParenthesis: 'Nothing is open that this parenthesis could close.',
  emptyParentheses: 'There is nothing between the parentheses.',
  emptyQuotes: 'There is nothing between the quotation marks.',
  nothingBefore: 'There is nothing before {0}.',
  nothingAfter: 'There is nothing after {0}.',
  noValue: 'A value is missing after "{0}".',
  unknownField: 'There is no field "{0}". Put the text in quotation marks to search for it as it is.',
  unknownFieldDidYouMean: 'There is no field "{0}". Did you mean "{1}"?',
  noPath: 'The name of a member is missing, as in raw.threat.type:APPLICATION.',
  unknownSeverity: 'There is no severity "{0}". Use unknown, informational, low, medium, high, critical or fatal.',
  unknownState: 'There is no state "{0}". Use open, resolved, success, failure or changed.',
  unknownTime:
    '"{0}" is no time. Use 2026-11-01, 2026-11-01T10:00, 2026-11-01T10:00Z, today, yesterday, now, or -24h (also m, d, w).',
  emptyRange: 'The range ends before it begins.',
  misplaced: 'This does not fit here.',
} as const;
export type ProblemKind = keyof typeof PROBLEMS;

/** Where a filter is not right. Offsets in UTF-16 units; `to` is greater than `from` but at the very end of an empty text. */
export interface FilterProblem {
  readonly from: number;
  readonly to: number;
  /** An English sentence, filled in. */
  readonly message: string;
  /** The sentence as bundles have it, and what goes in for `{0}`, `{1}`. */
  readonly template: string;
  readonly args: readonly string[];
}

/** Longest part of a filter that a sentence repeats. */
const LONGEST_PART = 60;

export function problem(
  from: number,
  to: number,
  kind: ProblemKind,
  ...parts: readonly (string | number)[]
): FilterProblem {
  const template = PROBLEMS[kind];
  const args = parts.map((part) => cut(String(part)));
  const message = template.replace(/\{(\d)\}/g, (whole, index: string) => args[Number(index)] ?? whole);
  return { from, to, message, template, args };
}

function cut(text: string): string {
  return text.length <= LONGEST_PART ? text : `${text.slice(0, LONGEST_PART)}…`;
}
