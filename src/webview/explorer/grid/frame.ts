import { type ColumnSetting, isIconWhenNarrow, template, totalWidth } from './columns.ts';

/** A header and rows in a box that scrolls; a row is as high as the editor's font needs. */
export class GridFrame {
  /** It scrolls, and has the focus. */
  readonly grid = document.createElement('div');
  /** Rows stand in it; it moves, they seldom do. */
  readonly layer = document.createElement('div');
  readonly #content = document.createElement('div');
  readonly #window = document.createElement('div');
  readonly #header: HTMLElement;
  rowHeight = 22;
  viewHeight = 0;
  #headerHeight = 0;

  constructor(root: HTMLElement, header: HTMLElement, label: string) {
    this.#header = header;
    this.grid.className = 'grid';
    this.grid.role = 'grid';
    this.grid.tabIndex = 0;
    this.grid.ariaLabel = label;
    this.grid.ariaReadOnly = 'true';
    this.#content.className = 'content';
    this.#content.role = 'presentation';
    this.#window.className = 'window';
    this.#window.role = 'rowgroup';
    this.layer.className = 'layer';
    this.layer.role = 'presentation';
    this.#window.append(this.layer);
    this.#content.append(header, this.#window);
    this.grid.append(this.#content);
    root.append(this.grid);
  }

  /** Asks the browser for heights: only when the window or the fonts changed. */
  measure(): void {
    const size = Number.parseFloat(getComputedStyle(this.grid).fontSize);
    this.rowHeight = Math.max(20, Math.round(size * 1.65));
    this.grid.style.setProperty('--row', `${this.rowHeight}px`);
    this.#headerHeight = this.#header.offsetHeight;
    this.viewHeight = Math.max(0, this.grid.clientHeight - this.#headerHeight);
    this.#window.style.height = `${this.viewHeight}px`;
    this.#window.style.top = `${this.#headerHeight}px`;
  }

  setHeight(height: number): void {
    const all = `${Math.max(height, 1) + this.#headerHeight}px`;
    if (this.#content.style.height !== all) this.#content.style.height = all;
  }

  setColumns(shown: readonly ColumnSetting[]): void {
    const { grid } = this;
    grid.style.setProperty('--columns', template(shown));
    grid.style.setProperty('--columns-narrow', template(shown, true));
    grid.style.setProperty('--width', `${totalWidth(shown)}px`);
    grid.classList.toggle('icons-when-narrow', shown.some(isIconWhenNarrow));
    grid.ariaColCount = String(shown.length);
  }

  setTotal(total: number): void {
    this.grid.ariaRowCount = String(total + 1);
  }

  setActive(id: string | undefined): void {
    if (id === undefined) this.grid.removeAttribute('aria-activedescendant');
    else if (this.grid.getAttribute('aria-activedescendant') !== id)
      this.grid.setAttribute('aria-activedescendant', id);
  }
}
