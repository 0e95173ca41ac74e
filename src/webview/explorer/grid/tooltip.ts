import type { ExplorerContext } from '../context.ts';
import { cellText } from './cells.ts';
import type { ColumnSetting } from './columns.ts';
import type { RowElement } from './rowElement.ts';

/** Makes the tooltip of the cell that the pointer came to. */
export function explainCell(
  row: RowElement,
  target: EventTarget | null,
  columns: readonly ColumnSetting[],
  context: ExplorerContext,
): void {
  const column = row.cellAt(target);
  const cell = row.cell(column);
  const name = columns[column]?.name;
  if (!cell || name === undefined) return;
  const { event } = row;
  if (!event) {
    cell.title = '';
    return;
  }
  const { text, more } = cellText(event, name, context);
  cell.title = name === 'time' ? context.times.tooltip(event.time) : [text, more].filter(Boolean).join('\n');
}
