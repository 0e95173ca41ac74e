/** Offsets of the places that hold the query, whatever the case; at most `limit`. */
export function findAll(text: string, query: string, limit: number): readonly number[] {
  if (query === '') return [];
  const pattern = new RegExp(query.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'), 'gi');
  const found: number[] = [];
  for (let match = pattern.exec(text); match !== null && found.length < limit; match = pattern.exec(text)) {
    found.push(match.index);
  }
  return found;
}

/** Index of the first match at or after an offset, going on at the start; -1 when there is none. */
export function firstFrom(matches: readonly number[], offset: number): number {
  if (matches.length === 0) return -1;
  const index = matches.findIndex((match) => match >= offset);
  return Math.max(index, 0);
}
