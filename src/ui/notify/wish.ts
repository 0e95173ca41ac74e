import { withConnectionIds } from '../../filter/connectionNames.ts';
import { parseFilter } from '../../filter/parseFilter.ts';
import type { Expression } from '../../model/expression.ts';
import { Severity } from '../../model/severity.ts';
import type { SavedFilter } from '../../webview/explorerProtocol.ts';

/** Which new events are told. */
export type NotifyWish =
  | { readonly kind: 'off' }
  /** `filter`: the same in the filter language. */
  | { readonly kind: 'severity'; readonly least: Severity; readonly filter: string }
  | { readonly kind: 'filter'; readonly name: string; readonly filter: string; readonly expression: Expression }
  /** The setting names a filter that is not there or cannot be understood. */
  | { readonly kind: 'unknown'; readonly name: string };

/** What the settings say; an unknown value tells nothing. `names`: of connections, by id. */
export function notifyWish(
  setting: unknown,
  filterName: unknown,
  saved: readonly SavedFilter[],
  names: ReadonlyMap<string, string>,
  now: number,
): NotifyWish {
  switch (setting) {
    case 'critical':
      return { kind: 'severity', least: Severity.Critical, filter: 'severity:>=critical' };
    case 'high':
      return { kind: 'severity', least: Severity.High, filter: 'severity:>=high' };
    case 'filter': {
      const name = typeof filterName === 'string' ? filterName.trim() : '';
      const filter = saved.find((each) => each.name === name)?.filter;
      if (filter === undefined) return { kind: 'unknown', name };
      const { expression, problems } = parseFilter(filter, now);
      if (problems.length > 0) return { kind: 'unknown', name };
      return { kind: 'filter', name, filter, expression: withConnectionIds(expression, names) };
    }
    default:
      return { kind: 'off' };
  }
}

export function isSameWish(a: NotifyWish, b: NotifyWish): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
