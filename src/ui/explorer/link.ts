import { LONGEST_FILTER } from '../../webview/explorer/config.ts';

/** The path of links that open the explorer, under the extension's own authority. */
export const EXPLORER_LINK_PATH = '/explorer';

/** The query of a link that opens the explorer: a filter, and nothing else. */
export function linkQuery(filter: string): string {
  return `filter=${encodeURIComponent(filter.toWellFormed())}`;
}

/** The filter of a link; `undefined` for any other. Whatever the text is, it can only filter. */
export function filterOfLink({ path, query }: { readonly path: string; readonly query: string }): string | undefined {
  if (path !== EXPLORER_LINK_PATH) return undefined;
  const filter = new URLSearchParams(query).get('filter') ?? '';
  return filter.length > LONGEST_FILTER ? undefined : filter;
}
