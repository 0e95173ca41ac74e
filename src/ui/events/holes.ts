import type { EventRow } from '../../model/event.ts';
import type { Filter } from '../../model/filter.ts';
import type { StoredGap } from '../../store/contract.ts';

export type Entry =
  | { readonly kind: 'event'; readonly row: EventRow }
  | { readonly kind: 'gap'; readonly gap: StoredGap };

/**
 * Puts known gaps among events where they happened: behind the events that came later. `rows` are newest first; `complete` tells that no older ones are left out,
 * else a gap before the oldest of them is left out too.
 */
export function withGaps(
  rows: readonly EventRow[],
  gaps: readonly StoredGap[],
  filter: Filter,
  complete: boolean,
): readonly Entry[] {
  const shown = gaps
    .filter((gap) => filter.connections?.includes(gap.connection) ?? true)
    .toSorted((a, b) => endOf(b) - endOf(a));
  const entries: Entry[] = [];
  let next = 0;
  for (const row of rows) {
    for (let gap = shown[next]; gap && endOf(gap) >= row.time; gap = shown[++next]) entries.push({ kind: 'gap', gap });
    entries.push({ kind: 'event', row });
  }
  if (complete) for (const gap of shown.slice(next)) entries.push({ kind: 'gap', gap });
  return entries;
}

function endOf(gap: StoredGap): number {
  return gap.to ?? gap.noticed;
}
