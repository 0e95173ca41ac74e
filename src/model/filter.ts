import type { Severity } from './severity.ts';

/** Which events a view shows. A missing part does not restrict; an empty list matches nothing. */
export interface Filter {
  readonly connections?: readonly string[];
  readonly types?: readonly string[];
  readonly severities?: readonly Severity[];
}
