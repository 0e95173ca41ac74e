import { completionsAt } from '../../../filter/completeFilter.ts';
import { termMode, timeRangeOf, withoutTerm, withTerm, withTimeRange } from '../../../filter/editFilter.ts';
import { tokensOf } from '../../../filter/highlightFilter.ts';
import { parseFilter } from '../../../filter/parseFilter.ts';
import type { Choice, Language } from './language.ts';

/** The filter language, as the view uses it. */
export function filterLanguage(now: () => number = Date.now): Language {
  // Asked for each value of each facet, at each drawing.
  let remembered = { text: '', choices: new Map<string, Choice>() };
  return {
    problems: (text) => parseFilter(text, now()).problems,
    tokens: tokensOf,
    complete: completionsAt,
    stateOf(text, field, value) {
      if (text !== remembered.text) remembered = { text, choices: new Map() };
      const key = `${field}:${value}`;
      if (!remembered.choices.has(key)) remembered.choices.set(key, termMode(text, field, value));
      return remembered.choices.get(key);
    },
    withValue: (text, field, value, wanted) =>
      wanted === undefined ? withoutTerm(text, field, value) : withTerm(text, field, value, wanted),
    rangeOf: (text) => timeRangeOf(parseFilter(text, now()).expression),
    withRange: withTimeRange,
  };
}
