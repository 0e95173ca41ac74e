import { MOST_CHARACTERS } from '../../filter/limits.ts';
import type { FacetName } from '../../store/search/contract.ts';
import { type ColumnSetting, DEFAULT_COLUMNS, decodeColumns } from './grid/columns.ts';

/** Longest filter that is taken from anywhere: typed, kept or linked. */
export const LONGEST_FILTER = MOST_CHARACTERS;

export const FACETS = ['severity', 'type', 'activity', 'status', 'connection', 'actor', 'target'] as const;

/** Where a view stands: its first row in sight, and how it is found again. */
export interface Anchor {
  readonly connection: string;
  readonly id: string;
  /** ms since the epoch. */
  readonly time: number;
}

/** All that makes one explorer look as it does. Plain data: it is kept by VS Code while the tab is hidden and over a reload. */
export interface ExplorerConfig {
  /** Which explorer it is, for as long as its tab exists; empty: not known. */
  readonly key: string;
  readonly filter: string;
  readonly columns: readonly ColumnSetting[];
  readonly facets: boolean;
  readonly closed: readonly FacetName[];
  readonly histogram: 'chart' | 'table' | 'hidden';
  /** Missing: at the newest, following. */
  readonly anchor?: Anchor;
}

export const DEFAULT_CONFIG: ExplorerConfig = {
  key: '',
  filter: '',
  columns: DEFAULT_COLUMNS,
  facets: true,
  closed: ['activity', 'status'],
  histogram: 'chart',
};

/** Decodes what was kept: it may have been saved by another version, or by somebody else. What does not fit is as by default. */
export function decodeConfig(value: unknown, fallback: ExplorerConfig = DEFAULT_CONFIG): ExplorerConfig {
  if (!isRecord(value)) return fallback;
  const { key, filter, columns, facets, closed, histogram } = value;
  const anchor = decodeAnchor(value.anchor);
  return {
    key: typeof key === 'string' && /^[\w-]{1,40}$/.test(key) ? key : fallback.key,
    filter: typeof filter === 'string' ? filter.slice(0, LONGEST_FILTER) : fallback.filter,
    columns: decodeColumns(columns) ?? fallback.columns,
    facets: typeof facets === 'boolean' ? facets : fallback.facets,
    closed: Array.isArray(closed) ? FACETS.filter((name) => closed.includes(name)) : fallback.closed,
    histogram:
      histogram === 'chart' || histogram === 'table' || histogram === 'hidden' ? histogram : fallback.histogram,
    ...(anchor && { anchor }),
  };
}

export function decodeAnchor(value: unknown): Anchor | undefined {
  if (!isRecord(value)) return undefined;
  const { connection, id, time } = value;
  return typeof connection === 'string' && typeof id === 'string' && typeof time === 'number' && Number.isFinite(time)
    ? { connection, id, time }
    : undefined;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
