import type { RowView } from '../../explorerProtocol.ts';
import type { ExplorerContext } from '../context.ts';
import { setVendorText } from '../vendorNodes.ts';
import { cellTerm, cellText } from './cells.ts';
import type { ColumnName } from './columns.ts';

const SVG = 'http://www.w3.org/2000/svg';

interface Cell {
  readonly name: ColumnName;
  readonly element: HTMLElement;
  readonly text: HTMLElement;
  readonly more: HTMLElement | undefined;
  readonly icon: SVGUseElement | undefined;
}

/** One row on the page; it shows another event whenever it is told to, and touches only what differs. */
export class RowElement {
  readonly element = document.createElement('div');
  readonly #context: ExplorerContext;
  readonly #cells: readonly Cell[];
  rank = -1;
  #top = Number.NaN;
  #row: RowView | null | undefined;
  #drawn = false;
  #active = false;
  #column = -1;

  constructor(slot: number, columns: readonly ColumnName[], context: ExplorerContext) {
    this.#context = context;
    this.element.id = `row-${slot}`;
    this.element.className = 'row';
    this.element.role = 'row';
    this.#cells = columns.map((name, index) => newCell(name, index, slot));
    this.element.append(...this.#cells.map(({ element }) => element));
  }

  /** Moves it to a rank, `top` px below where rows begin. */
  place(rank: number, top: number): void {
    if (this.element.hidden) this.element.hidden = false;
    if (top !== this.#top) {
      this.#top = top;
      this.element.style.transform = `translateY(${top}px)`;
    }
    if (rank === this.rank) return;
    this.rank = rank;
    this.element.ariaRowIndex = String(rank + 2);
  }

  /** No rank has it now. */
  hide(): void {
    this.rank = -1;
    this.setActive(false, -1);
    if (!this.element.hidden) this.element.hidden = true;
  }

  /** It never showed anything. */
  get blank(): boolean {
    return !this.#drawn;
  }

  /** What it shows: until it is drawn anew, not always what its rank has by now. */
  get event(): RowView | null | undefined {
    return this.#row;
  }

  shows(row: RowView | null | undefined): boolean {
    return this.#drawn && isSame(row, this.#row);
  }

  /** `row`: `null` when it was removed, `undefined` while it loads. */
  show(row: RowView | null | undefined): void {
    if (this.shows(row)) return;
    this.#row = row;
    this.#drawn = true;
    this.element.classList.toggle('empty', !row);
    if (row) this.#fill(row);
    else this.#note(row === null ? this.#context.t('This event was removed.') : this.#context.t('Loading…'));
  }

  /** `column`: index of the active cell, -1 for the row as a whole. */
  setActive(active: boolean, column: number): void {
    if (active !== this.#active) {
      this.#active = active;
      this.element.classList.toggle('active', active);
      this.element.ariaSelected = String(active);
    }
    const cell = active ? column : -1;
    if (cell === this.#column) return;
    this.#cells[this.#column]?.element.classList.remove('active');
    this.#cells[cell]?.element.classList.add('active');
    this.#column = cell;
  }

  /** Id of the element that has the focus in this row. */
  focusId(column: number): string {
    return this.#cells[column]?.element.id ?? this.element.id;
  }

  cellAt(target: EventTarget | null): number {
    return this.#cells.findIndex(({ element }) => target instanceof Node && element.contains(target));
  }

  cell(column: number): HTMLElement | undefined {
    return this.#cells[column]?.element;
  }

  /** Tells the context menu, which is about to open, what it is about: VS Code reads it from the element. False: there is no event. */
  describeForMenu(column: number): boolean {
    const cell = this.#cells[column];
    if (!this.#row) return false;
    (cell?.element ?? this.element).dataset.vscodeContext = rowContext(this.#row, cell?.name);
    return true;
  }

  #fill(row: RowView): void {
    const severity = String(row.severity);
    // The browser builds an icon anew whenever it is told which, also the same.
    const other = this.element.dataset.severity !== severity;
    if (other) this.element.dataset.severity = severity;
    for (const { name, text, more, icon } of this.#cells) {
      const shown = cellText(row, name, this.#context);
      setVendorText(text, shown.text);
      if (more) setVendorText(more, shown.more ?? '');
      if (other) icon?.setAttribute('href', `#severity-${severity}`);
    }
  }

  #note(note: string): void {
    delete this.element.dataset.severity;
    for (const { name, text, more } of this.#cells) {
      text.textContent = name === 'summary' ? note : '';
      if (more) more.textContent = '';
    }
  }
}

/** Events never change; whose they are may become known later. */
function isSame(a: RowView | null | undefined, b: RowView | null | undefined): boolean {
  return a === b || (!!a && !!b && a.id === b.id && a.connection === b.connection && a.owner === b.owner);
}

/** What the commands of the context menu are told. */
export function rowContext(row: RowView, column: ColumnName | undefined): string {
  const term = column && cellTerm(row, column);
  return JSON.stringify({
    webviewSection: 'event',
    preventDefaultContextMenuItems: true,
    connection: row.connection,
    id: row.id,
    hasTarget: row.target !== undefined,
    hasSubject: row.subject !== undefined,
    hasLink: row.link === true,
    hasTerm: term !== undefined,
    ...term,
  });
}

function newCell(name: ColumnName, index: number, slot: number): Cell {
  const element = document.createElement('div');
  element.id = `cell-${slot}-${index}`;
  element.className = `cell ${name}`;
  element.role = 'gridcell';
  element.ariaColIndex = String(index + 1);
  // As few elements as can be: there are hundreds of cells, and all change at once when many events come.
  const beside = name === 'severity' || name === 'target';
  const text = beside ? document.createElement('span') : element;
  if (beside) text.className = 'text';
  let icon: SVGUseElement | undefined;
  if (name === 'severity') {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('class', 'severity-icon');
    svg.setAttribute('aria-hidden', 'true');
    icon = document.createElementNS(SVG, 'use');
    svg.append(icon);
    element.append(svg);
  }
  if (beside) element.append(text);
  let more: HTMLElement | undefined;
  if (name === 'target') {
    more = document.createElement('span');
    more.className = 'more';
    element.append(more);
  }
  return { name, element, text, more, icon };
}
