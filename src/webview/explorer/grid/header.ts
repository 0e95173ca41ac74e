import type { ExplorerContext } from '../context.ts';
import { followPointer } from '../followPointer.ts';
import { type ColumnName, type ColumnSetting, defaultWidth, moved, resized } from './columns.ts';
import { columnTitle } from './columnTitle.ts';

/** What was moved so far is a drag, no click, px. */
const DRAG = 5;

/** The row of column titles: drag a title to move its column, its edge to resize it. By keyboard the column list does both. */
export class Header {
  readonly element = document.createElement('div');
  readonly #row = document.createElement('div');
  readonly #context: ExplorerContext;
  readonly #onChange: (columns: readonly ColumnSetting[]) => void;
  #columns: readonly ColumnSetting[] = [];

  constructor(context: ExplorerContext, onChange: (columns: readonly ColumnSetting[]) => void) {
    this.#context = context;
    this.#onChange = onChange;
    this.element.className = 'header';
    this.element.role = 'rowgroup';
    this.#row.role = 'row';
    this.#row.className = 'row titles';
    this.#row.ariaRowIndex = '1';
    this.element.append(this.#row);
  }

  setColumns(columns: readonly ColumnSetting[]): void {
    const shown = columns.filter((column) => column.shown);
    const before = this.#shown();
    this.#columns = columns;
    if (before.length === shown.length && before.every(({ name }, at) => name === shown[at]?.name)) return;
    this.#row.replaceChildren(...shown.map(({ name }, index) => this.#title(name, index)));
  }

  #shown(): readonly ColumnSetting[] {
    return this.#columns.filter(({ shown }) => shown);
  }

  #title(name: ColumnName, index: number): HTMLElement {
    const title = document.createElement('div');
    title.role = 'columnheader';
    title.className = `title ${name}`;
    title.ariaColIndex = String(index + 1);
    if (name === 'time') title.ariaSort = 'descending';
    const text = document.createElement('span');
    text.textContent = columnTitle(name, this.#context.t);
    const edge = document.createElement('span');
    edge.className = 'edge';
    title.append(text, edge);
    title.addEventListener('pointerdown', (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      if (event.target === edge) this.#resize(event, name, title);
      else this.#move(event, name, title);
    });
    edge.addEventListener('dblclick', () => this.#onChange(resized(this.#columns, name, defaultWidth(name))));
    return title;
  }

  #resize(begin: PointerEvent, name: ColumnName, title: HTMLElement): void {
    const width = title.getBoundingClientRect().width;
    followPointer(begin, title, (event) => {
      this.#onChange(resized(this.#columns, name, width + event.clientX - begin.clientX));
    });
  }

  #move(begin: PointerEvent, name: ColumnName, title: HTMLElement): void {
    let target: ColumnName | undefined;
    const mark = (over: Element | undefined, after: boolean) => {
      for (const each of this.#row.children) each.classList.remove('before', 'after');
      over?.classList.add(after ? 'after' : 'before');
    };
    let after = false;
    followPointer(
      begin,
      title,
      (event) => {
        if (Math.abs(event.clientX - begin.clientX) < DRAG) return;
        title.classList.add('dragged');
        const shown = this.#shown();
        const at = [...this.#row.children].findIndex((each) => {
          const { left, right } = each.getBoundingClientRect();
          return event.clientX >= left && event.clientX < right;
        });
        const over = this.#row.children[at];
        target = shown[at]?.name;
        if (over === undefined) return;
        const { left, width } = over.getBoundingClientRect();
        after = event.clientX > left + width / 2;
        mark(over, after);
      },
      () => {
        title.classList.remove('dragged');
        mark(undefined, false);
        if (target === undefined || target === name) return;
        const others = this.#columns.filter((column) => column.name !== name);
        const index = others.findIndex((column) => column.name === target);
        this.#onChange(moved(this.#columns, name, index + (after ? 1 : 0)));
      },
    );
  }
}
