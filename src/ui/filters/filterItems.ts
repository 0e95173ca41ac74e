import { parseFilter } from '../../filter/parseFilter.ts';
import type { SavedFilter } from '../../webview/explorerProtocol.ts';
import type { Localizer } from '../localizer.ts';
import { escapeIcons, oneLine } from '../text/escape.ts';

/** A line of the list below the input. */
export type FilterItem =
  | { readonly kind: 'typed'; readonly label: string; readonly detail: string; readonly filter: string }
  | { readonly kind: 'problem'; readonly label: string; readonly detail: string }
  | {
      readonly kind: 'saved';
      readonly label: string;
      readonly description: string;
      readonly filter: string;
      readonly name: string;
    }
  | { readonly kind: 'used'; readonly label: string; readonly filter: string };

/** What can be chosen with this text in the input: the text first, or why it is no filter; then what it is part of among saved and used filters. */
export function filterItems(
  typed: string,
  { saved, used }: { readonly saved: readonly SavedFilter[]; readonly used: readonly string[] },
  now: number,
  l10n: Localizer,
): readonly FilterItem[] {
  const wanted = typed.trim().toLowerCase();
  const has = (text: string) => text.toLowerCase().includes(wanted);
  const unchanged = wanted === '';
  const named = saved.filter(({ name, filter }) => unchanged || has(name) || has(filter));
  const known = new Set(saved.map(({ filter }) => filter));
  return [
    typedItem(typed, now, l10n),
    ...named.map(({ name, filter }): FilterItem => {
      return {
        kind: 'saved',
        label: `$(bookmark) ${escapeIcons(name)}`,
        description: escapeIcons(filter),
        filter,
        name,
      };
    }),
    ...used
      .filter((filter) => !known.has(filter) && filter !== typed && (unchanged || has(filter)))
      .map((filter): FilterItem => ({ kind: 'used', label: `$(history) ${escapeIcons(filter)}`, filter })),
  ];
}

function typedItem(typed: string, now: number, l10n: Localizer): FilterItem {
  const [problem] = parseFilter(typed, now).problems;
  if (problem) {
    const sentence = l10n.t(problem.template, ...problem.args);
    const place = l10n.t('At character {0}: {1}', problem.from + 1, oneLine(typed.slice(problem.from, problem.to), 60));
    return { kind: 'problem', label: `$(error) ${escapeIcons(sentence)}`, detail: escapeIcons(place) };
  }
  if (typed.trim() === '')
    return { kind: 'typed', label: `$(clear-all) ${l10n.t('Show all events')}`, detail: HINT, filter: '' };
  return {
    kind: 'typed',
    label: `$(filter) ${escapeIcons(typed)}`,
    detail: l10n.t('Show the events that match'),
    filter: typed,
  };
}

/** The language shows itself by examples, the same in all languages. */
const HINT = 'severity:>=high · type:Threat · is:open · actor:"Ann Lee" · after:-24h · -status:resolved';
