import { RAW_DETAIL } from './completeFilter.ts';
import { FIELDS } from './fields.ts';
import { PROBLEMS } from './problem.ts';

/** Every English text of the filter language that people see, for those who translate: sentences of problems, with placeholders, and what fields are. */
export const FILTER_TEXTS: readonly string[] = [...Object.values(PROBLEMS), ...Object.values(FIELDS), RAW_DETAIL];
