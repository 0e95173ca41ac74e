import { RAW_DETAIL } from '../../filter/completeFilter.ts';
import { FIELDS } from '../../filter/fields.ts';
import { PROBLEMS } from '../../filter/problem.ts';
import { STRINGS as SHARED } from '../../webview/detail/strings.ts';
import { STRINGS } from '../../webview/explorer/strings.ts';

/** All that the explorer's page may say: its own texts, those of shared parts, and what the filter language says of a filter. */
export const TEXTS: readonly string[] = [
  ...STRINGS,
  ...SHARED,
  ...Object.values(PROBLEMS),
  ...Object.values(FIELDS),
  RAW_DETAIL,
];
