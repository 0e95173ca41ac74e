import { MOST_CHARACTERS } from '../../filter/limits.ts';
import type { SavedFilter } from '../../webview/explorerProtocol.ts';

/** Longest name. */
export const LONGEST_NAME = 100;

/** The setting is an object of filters by name; what is none is left out. By name. */
export function decodeSavedFilters(value: unknown): readonly SavedFilter[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value)
    .filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    .filter(([name, filter]) => name.trim() !== '' && name.length <= LONGEST_NAME && filter.length <= MOST_CHARACTERS)
    .map(([name, filter]) => ({ name, filter }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** The setting with this filter under this name, or without any under it; what we do not understand stays as it is. */
export function withSavedFilter(
  value: unknown,
  name: string,
  filter: string | undefined,
): Readonly<Record<string, unknown>> {
  const before = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  const others = before.filter(([key]) => key !== name);
  // Not by assignment: "__proto__" is a name too.
  return Object.fromEntries(filter === undefined ? others : [...others, [name, filter]]);
}
