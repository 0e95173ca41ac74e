import type { RowElement } from './rowElement.ts';
import type { RowLayer } from './rowLayer.ts';

/** Prepares a context menu that is about to open: on a row, or by key at the grid, where it belongs to the row of the cursor. */
export function prepareMenu(
  event: MouseEvent,
  grid: HTMLElement,
  rows: RowLayer,
  active: RowElement | undefined,
  column: number,
): void {
  const row = rows.at(event.target);
  if (row) {
    row.describeForMenu(row.cellAt(event.target));
    return;
  }
  if (event.target !== grid || active === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  const place = active.cell(Math.max(0, column)) ?? active.element;
  const { left, bottom } = place.getBoundingClientRect();
  active.describeForMenu(column);
  const target = active.cell(column) ?? active.element;
  target.dispatchEvent(
    new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: left + 8, clientY: bottom }),
  );
}
