import type { Filter } from '../../model/filter.ts';
import type { Severity } from '../../model/severity.ts';
import type { Tally } from '../../store/contract.ts';

export const GROUPINGS = ['typeSeverity', 'severityType', 'connectionType'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** What a group has in common. */
export type GroupValue =
  | { readonly by: 'type'; readonly type: string }
  | { readonly by: 'severity'; readonly severity: Severity }
  | { readonly by: 'connection'; readonly connection: string };

const LEVELS: Readonly<Record<Grouping, readonly [GroupValue['by'], GroupValue['by']]>> = {
  typeSeverity: ['type', 'severity'],
  severityType: ['severity', 'type'],
  connectionType: ['connection', 'type'],
};

export function isGrouping(value: unknown): value is Grouping {
  return GROUPINGS.some((grouping) => grouping === value);
}

export function levelsOf(grouping: Grouping): readonly [GroupValue['by'], GroupValue['by']] {
  return LEVELS[grouping];
}

export function groupValue(tally: Tally, by: GroupValue['by']): GroupValue {
  switch (by) {
    case 'type':
      return { by, type: tally.type };
    case 'severity':
      return { by, severity: tally.severity };
    case 'connection':
      return { by, connection: tally.connection };
  }
}

/** Unique among the values of one level. */
export function keyOf(value: GroupValue): string {
  switch (value.by) {
    case 'type':
      return `type:${value.type}`;
    case 'severity':
      return `severity:${value.severity}`;
    case 'connection':
      return `connection:${value.connection}`;
  }
}

export interface Ranked {
  readonly value: GroupValue;
  /** Place of its worst severity in `SEVERITIES_WORST_FIRST`. */
  readonly rank: number;
}

/**
 * Orders that seldom change, so that groups do not jump while events arrive: severities worst first; types by their worst severity, then by name;
 * connections by name.
 */
export function compareGroups(a: Ranked, b: Ranked, nameOf: (connection: string) => string): number {
  if (a.value.by === 'connection' && b.value.by === 'connection') {
    const [left, right] = [a.value.connection, b.value.connection];
    return nameOf(left).localeCompare(nameOf(right)) || left.localeCompare(right);
  }
  const byName = a.value.by === 'type' && b.value.by === 'type' ? a.value.type.localeCompare(b.value.type) : 0;
  return a.rank - b.rank || byName;
}

/** `filter` narrowed to a group. */
export function narrow(filter: Filter, value: GroupValue): Filter {
  switch (value.by) {
    case 'type':
      return { ...filter, types: [value.type] };
    case 'severity':
      return { ...filter, severities: [value.severity] };
    case 'connection':
      return { ...filter, connections: [value.connection] };
  }
}

export function matches(tally: Tally, filter: Filter): boolean {
  return (
    (filter.connections?.includes(tally.connection) ?? true) &&
    (filter.types?.includes(tally.type) ?? true) &&
    (filter.severities?.includes(tally.severity) ?? true)
  );
}

export function isRestricting(filter: Filter): boolean {
  return filter.connections !== undefined || filter.types !== undefined || filter.severities !== undefined;
}
