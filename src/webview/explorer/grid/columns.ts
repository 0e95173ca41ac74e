export const COLUMN_NAMES = [
  'time',
  'severity',
  'type',
  'summary',
  'target',
  'actor',
  'activity',
  'status',
  'connection',
] as const;
export type ColumnName = (typeof COLUMN_NAMES)[number];

export interface ColumnSetting {
  readonly name: ColumnName;
  readonly shown: boolean;
  /** CSS px. The summary takes what is left over, and at least this. */
  readonly width: number;
}

const NARROWEST = 48;
const WIDEST = 2_000;

const WIDTHS: Readonly<Record<ColumnName, number>> = {
  time: 158,
  severity: 130,
  type: 104,
  summary: 260,
  target: 190,
  actor: 130,
  activity: 124,
  status: 84,
  connection: 120,
};

export const DEFAULT_COLUMNS: readonly ColumnSetting[] = COLUMN_NAMES.map((name) => ({
  name,
  shown: name !== 'status',
  width: WIDTHS[name],
}));

export function defaultWidth(name: ColumnName): number {
  return WIDTHS[name];
}

/** Of what was kept: known columns once each in their order; columns that are new since stand at the end, as by default. `undefined`: nothing of use. */
export function decodeColumns(value: unknown): readonly ColumnSetting[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const kept = new Map<ColumnName, ColumnSetting>();
  for (const each of value) {
    if (typeof each !== 'object' || each === null) continue;
    const { name, shown, width } = { name: undefined, shown: undefined, width: undefined, ...each };
    const known = COLUMN_NAMES.find((column) => column === name);
    if (known === undefined || kept.has(known)) continue;
    kept.set(known, { name: known, shown: shown !== false, width: bounded(width, WIDTHS[known]) });
  }
  if (![...kept.values()].some(({ shown }) => shown)) return undefined;
  return [...kept.values(), ...DEFAULT_COLUMNS.filter(({ name }) => !kept.has(name))];
}

/** The last one that is shown stays. */
export function toggled(columns: readonly ColumnSetting[], name: ColumnName): readonly ColumnSetting[] {
  const changed = columns.map((column) => (column.name === name ? { ...column, shown: !column.shown } : column));
  return changed.some(({ shown }) => shown) ? changed : columns;
}

export function resized(columns: readonly ColumnSetting[], name: ColumnName, width: number): readonly ColumnSetting[] {
  return columns.map((column) => (column.name === name ? { ...column, width: bounded(width, column.width) } : column));
}

/** Moves a column so that it stands at an index among all, shown or not. */
export function moved(columns: readonly ColumnSetting[], name: ColumnName, index: number): readonly ColumnSetting[] {
  const column = columns.find((each) => each.name === name);
  if (column === undefined) return columns;
  const others = columns.filter((each) => each !== column);
  return others.toSpliced(Math.max(0, Math.min(index, others.length)), 0, column);
}

/** A severity's icon without the word, px. */
const ICON_WIDTH = 32;

/** For `grid-template-columns`. `narrow`: of the severity only the icon, unless somebody chose its width. */
export function template(shown: readonly ColumnSetting[], narrow = false): string {
  return shown
    .map(({ name, width }) => {
      if (name === 'summary') return `minmax(${width}px, 1fr)`;
      return `${narrow && isIconWhenNarrow({ name, width }) ? ICON_WIDTH : width}px`;
    })
    .join(' ');
}

export function isIconWhenNarrow({ name, width }: Pick<ColumnSetting, 'name' | 'width'>): boolean {
  return name === 'severity' && width === WIDTHS.severity;
}

export function totalWidth(shown: readonly ColumnSetting[]): number {
  return shown.reduce((sum, { width }) => sum + width, 0);
}

function bounded(width: unknown, otherwise: number): number {
  if (typeof width !== 'number' || !Number.isFinite(width)) return otherwise;
  return Math.round(Math.max(NARROWEST, Math.min(WIDEST, width)));
}
