import type { Filter } from '../../model/filter.ts';
import { ALERTING_SEVERITIES } from '../../model/severity.ts';
import type { Tally } from '../../store/contract.ts';
import { matches } from './grouping.ts';

/** Events in the store now that match. */
export function countOf(tallies: readonly Tally[], filter: Filter = {}): number {
  return tallies.reduce((sum, tally) => (matches(tally, filter) ? sum + tally.count : sum), 0);
}

/** Events ever stored that match. */
export function totalOf(tallies: readonly Tally[], filter: Filter = {}): number {
  return tallies.reduce((sum, tally) => (matches(tally, filter) ? sum + tally.total : sum), 0);
}

/** Events of severity High and above ever stored, per connection. */
export function alertingTotals(tallies: readonly Tally[]): ReadonlyMap<string, number> {
  const totals = new Map<string, number>();
  for (const { connection, severity, total } of tallies) {
    if (ALERTING_SEVERITIES.includes(severity)) totals.set(connection, (totals.get(connection) ?? 0) + total);
  }
  return totals;
}

/** Types in the store now, by name, with their counts. */
export function countsByType(tallies: readonly Tally[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { type, count } of tallies) counts.set(type, (counts.get(type) ?? 0) + count);
  return new Map([...counts].sort(([a], [b]) => a.localeCompare(b)));
}

/** Whether a view with this filter shows every event of severity High and above. */
export function showsAlerting(filter: Filter): boolean {
  if (filter.types !== undefined || filter.connections !== undefined) return false;
  return (
    filter.severities === undefined || ALERTING_SEVERITIES.every((severity) => filter.severities?.includes(severity))
  );
}
