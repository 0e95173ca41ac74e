import { LONGEST_FILTER } from '../../webview/explorer/config.ts';

const PATH = '/explorer';

/** The query of a link that opens the explorer: a filter, and nothing else. */
export function linkQuery(filter: string): string {
  return `filter=${encodeURIComponent(filter.toWellFormed())}`;
}

/** The path of such links, under the extension's own authority. */
export const EXPLORER_LINK_PATH = PATH;

/** The filter of a link; `undefined` for any other. Whatever the text is, it can only filter. */
export function filterOfLink({ path, query }: { readonly path: string; readonly query: string }): string | undefined {
  if (path !== PATH) return undefined;
  const filter = new URLSearchParams(query).get('filter') ?? '';
  return filter.length > LONGEST_FILTER ? undefined : filter;
}
