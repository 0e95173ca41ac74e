import type { Filter } from '../../model/filter.ts';
import { SEVERITIES_WORST_FIRST, type Severity } from '../../model/severity.ts';
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

/** Stable orders, so that groups do not jump while events arrive: severities worst first, types and connections by name. */
export function compareValues(a: GroupValue, b: GroupValue, nameOf: (connection: string) => string): number {
  if (a.by === 'severity' && b.by === 'severity') {
    return SEVERITIES_WORST_FIRST.indexOf(a.severity) - SEVERITIES_WORST_FIRST.indexOf(b.severity);
  }
  if (a.by === 'type' && b.by === 'type') return a.type.localeCompare(b.type);
  if (a.by === 'connection' && b.by === 'connection') {
    return nameOf(a.connection).localeCompare(nameOf(b.connection)) || a.connection.localeCompare(b.connection);
  }
  return 0;
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
