import type { PartyCell, RowView } from '../../explorerProtocol.ts';
import type { ExplorerContext } from '../context.ts';
import type { ColumnName } from './columns.ts';

/** What a cell says; `more` stands behind it, quieter. */
export interface CellText {
  readonly text: string;
  readonly more?: string;
}

export function cellText(row: RowView, column: ColumnName, context: ExplorerContext): CellText {
  switch (column) {
    case 'time':
      return { text: context.times.cell(row.time) };
    case 'severity':
      return { text: context.severities[row.severity] ?? String(row.severity) };
    case 'type':
      return { text: row.type };
    case 'activity':
      return { text: row.activity };
    case 'status':
      return { text: row.status ?? '' };
    case 'actor':
      return { text: partyText(row.actor) };
    case 'target': {
      const text = partyText(row.target);
      return row.owner === undefined || row.owner === text ? { text } : { text, more: row.owner };
    }
    case 'summary':
      return { text: row.summary };
    case 'connection':
      return { text: context.connectionName(row.connection) };
  }
}

/** The term of the filter language that finds rows with the same in this column; `undefined`: there is none. */
export function cellTerm(
  row: RowView,
  column: ColumnName,
): { readonly field: string; readonly value: string } | undefined {
  switch (column) {
    case 'severity':
      return { field: 'severity', value: String(row.severity) };
    case 'type':
    case 'activity':
    case 'connection':
      return { field: column, value: row[column] };
    case 'status':
      return row.status ? { field: 'status', value: row.status } : undefined;
    case 'actor':
    case 'target': {
      const value = row[column]?.name ?? row[column]?.id;
      return value ? { field: column, value } : undefined;
    }
    case 'time':
    case 'summary':
      return undefined;
  }
}

/** A row as one line, for the clipboard: what the columns show, between tabs. */
export function rowText(row: RowView, columns: readonly ColumnName[], context: ExplorerContext): string {
  return columns
    .map((column) => {
      if (column === 'time') return new Date(row.time).toISOString();
      const { text, more } = cellText(row, column, context);
      return (more === undefined ? text : `${text} (${more})`).replace(/\s+/g, ' ');
    })
    .join('\t');
}

function partyText(party: PartyCell | undefined): string {
  return party === undefined ? '' : (party.name ?? party.id ?? party.kind);
}
