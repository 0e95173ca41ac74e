import type { RowElement } from './rowElement.ts';

/** Prepares the context menu of a row, which is about to open. Where no event is, there is none: not even VS Code's own. */
export function prepareMenu(event: MouseEvent, row: RowElement): void {
  if (!row.describeForMenu(row.cellAt(event.target))) refuse(event);
}

/** A menu that was asked for by key comes at the grid; it is asked for again at the row of the cursor, where it belongs. */
export function moveMenu(event: MouseEvent, active: RowElement | undefined, column: number): void {
  refuse(event);
  if (active === undefined) return;
  const place = active.cell(Math.max(0, column)) ?? active.element;
  const { left, bottom } = place.getBoundingClientRect();
  const target = active.cell(column) ?? active.element;
  target.dispatchEvent(
    new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: left + 8, clientY: bottom }),
  );
}

function refuse(event: MouseEvent): void {
  event.preventDefault();
  event.stopPropagation();
}
