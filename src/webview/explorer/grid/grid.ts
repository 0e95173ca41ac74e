import type { ViewState } from '../../../store/search/contract.ts';
import type { RowsView, RowView } from '../../explorerProtocol.ts';
import type { Anchor } from '../config.ts';
import type { ExplorerContext } from '../context.ts';
import { cellText, rowText } from './cells.ts';
import type { ColumnName, ColumnSetting } from './columns.ts';
import { Following } from './following.ts';
import { GridFrame } from './frame.ts';
import { isTyped, rankAfterKey } from './keys.ts';
import { PAGE, Pages } from './pages.ts';
import { RowLayer } from './rowLayer.ts';
import { moveMenu, prepareMenu } from './rowMenu.ts';
import { ScrollMap } from './scrollMap.ts';
import { explainCell } from './tooltip.ts';
import { TypeAhead } from './typeAhead.ts';

export interface GridEvents {
  /** Rows are wanted. */
  readonly ask: (from: number, count: number) => void;
  /** Another row has the cursor. `chosen`: by a click or Enter; `focus`: the event's document shall have the focus. */
  readonly choose: (row: RowView, how: { readonly chosen: boolean; readonly focus: boolean }) => void;
  /** Whether it is at the head and takes in what comes. */
  readonly follow: (on: boolean) => void;
  /** The head is wanted with all that has arrived. */
  readonly toHead: () => void;
  readonly copy: (text: string) => void;
  /** The position or the cursor changed. */
  readonly moved: () => void;
  readonly focusFilter: () => void;
}

/** The virtual grid: as many row elements as are in sight, over a list of any length. */
export class Grid {
  readonly #context: ExplorerContext;
  readonly #events: GridEvents;
  readonly #frame: GridFrame;
  readonly #rows: RowLayer;
  readonly #follow: Following;
  readonly #map = new ScrollMap();
  #pages = new Pages();
  readonly #typed = new TypeAhead();
  #columns: readonly ColumnSetting[] = [];
  #total = 0;
  #rank = 0;
  #column = -1;
  /** Somebody chose the row of the cursor: it shall not move away. */
  #picked = false;
  #pending = 0;
  /** Events stream in: rows change a slice at a time. */
  #streaming = false;
  #settling: ReturnType<typeof setTimeout> | undefined;

  constructor(root: HTMLElement, context: ExplorerContext, events: GridEvents, header: HTMLElement) {
    this.#context = context;
    this.#events = events;
    this.#follow = new Following(events.follow);
    this.#frame = new GridFrame(root, header, context.t('Events'));
    const { grid, layer } = this.#frame;
    this.#rows = new RowLayer(layer, context);
    grid.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    grid.addEventListener('keydown', (event) => this.#key(event));
    grid.addEventListener('pointerdown', (event) => this.#press(event));
    grid.addEventListener('dblclick', (event) => this.#press(event));
    grid.addEventListener('contextmenu', (event) => this.#menu(event), { capture: true });
    grid.addEventListener('pointerover', (event) => this.#explain(event));
    grid.addEventListener('pointermove', () => this.#follow.handle(), { passive: true });
    new ResizeObserver(() => this.#measure()).observe(grid);
  }

  get rank(): number {
    return this.#rank;
  }

  get following(): boolean {
    return this.#follow.on;
  }

  /** The first row in sight, to come back to; `undefined` at the head. */
  get anchor(): Anchor | undefined {
    if (this.#follow.on) return undefined;
    const row = this.#pages.get(Math.round(this.#map.top / this.#frame.rowHeight));
    return row ? { connection: row.connection, id: row.id, time: row.time } : undefined;
  }

  focus(): void {
    this.#frame.grid.focus({ preventScroll: true });
  }

  setColumns(columns: readonly ColumnSetting[]): void {
    const shown = columns.filter((column) => column.shown);
    const same =
      shown.length === this.#columns.length && shown.every(({ name }, at) => name === this.#columns[at]?.name);
    this.#columns = shown;
    this.#frame.setColumns(shown);
    if (same) return;
    this.#column = -1;
    this.#rows.setColumns(shown.map(({ name }) => name));
    this.#draw();
  }

  /** Another result, or the same one frozen anew. `at`: the rank to come back to; `fresh`: it is of another filter. */
  show(page: RowsView, state: ViewState, at: number | undefined, fresh: boolean): void {
    const before = { pages: this.#pages, total: this.#total, top: this.#map.top };
    this.#pages = new Pages();
    this.#pages.reset(page);
    this.#total = state.total;
    this.#frame.setTotal(this.#total);
    this.#resize();
    if (fresh) {
      this.#rank = Math.min(at ?? 0, Math.max(0, this.#total - 1));
      this.#picked = at !== undefined;
      this.#go(at === undefined ? 0 : at * this.#frame.rowHeight);
      this.#draw();
    } else if (this.#follow.on) {
      const first = before.pages.get(0);
      this.#rows.pushDown((first && this.#pages.rankOf(first)) ?? 0);
      this.#rank = 0;
      this.#streaming = true;
      // This frame has the message to deal with, and the line of status: rows follow in the next ones.
      requestAnimationFrame(() => this.#drawSoon());
    } else {
      this.#hold(before);
    }
    this.#update();
  }

  /** A result that was under way already when somebody left the head: the cursor keeps its event, and what is in sight its place. */
  #hold(before: { readonly pages: Pages; readonly total: number; readonly top: number }): void {
    const { rowHeight } = this.#frame;
    const moved = (rank: number) => {
      const row = before.pages.get(rank);
      // Newer ones came above it, as far as is known.
      return (row && this.#pages.rankOf(row)) ?? rank + this.#total - before.total;
    };
    const still = this.#picked && this.#rows.of(this.#rank) ? this.#rank : Math.round(before.top / rowHeight);
    const by = moved(still) - still;
    this.#rank = Math.max(0, Math.min(moved(this.#rank), this.#total - 1));
    this.#rows.pushDown(by);
    this.#go(before.top + by * rowHeight);
    this.#draw();
  }

  /** More was found. */
  grow(total: number): void {
    if (total === this.#total) return;
    this.#total = total;
    this.#frame.setTotal(total);
    this.#resize();
    this.#drawSoon();
  }

  put(page: RowsView): void {
    if (this.#pages.put(page)) this.#drawSoon();
  }

  /** Back to the newest, with the cursor. */
  toHead(): void {
    this.#picked = false;
    this.#rank = 0;
    this.#go(0);
    this.#draw();
    this.#update();
    this.#events.toHead();
  }

  /** A request failed: what is missing is asked for again when it comes into sight. */
  forgetAsked(): void {
    this.#pages.forgetAsked();
  }

  #measure(): void {
    this.#frame.measure();
    this.#resize();
    this.#draw();
  }

  #resize(): void {
    const { rowHeight, viewHeight } = this.#frame;
    this.#map.resize(this.#total * rowHeight, viewHeight);
    this.#frame.setHeight(this.#map.height);
  }

  #scrolled(): void {
    this.#map.scrolled(this.#frame.grid.scrollTop);
    this.#streaming = false;
    this.#drawSoon();
    clearTimeout(this.#settling);
    // Many small steps move the bar too far; nobody sees it being put right.
    this.#settling = setTimeout(() => this.#settle(), 150);
    this.#update();
  }

  #settle(): void {
    this.#map.scrolled(this.#frame.grid.scrollTop);
    const bar = this.#map.bar;
    if (Math.abs(bar - this.#frame.grid.scrollTop) > 1) this.#go(this.#map.top);
    this.#events.moved();
  }

  #go(top: number): void {
    const { grid } = this.#frame;
    this.#streaming = false;
    grid.scrollTop = this.#map.go(top);
    this.#map.settled(grid.scrollTop);
  }

  #drawSoon(): void {
    if (this.#pending !== 0) return;
    this.#pending = requestAnimationFrame(() => {
      this.#pending = 0;
      this.#draw();
    });
  }

  #draw(): void {
    const { rowHeight, viewHeight } = this.#frame;
    if (viewHeight === 0) return;
    const { first, end, whole } = this.#rows.draw(
      {
        top: this.#map.top,
        rowHeight,
        viewHeight,
        total: this.#total,
        rank: this.#rank,
        column: this.#column,
        sliced: this.#streaming,
      },
      (rank) => this.#pages.get(rank),
    );
    if (!whole) this.#drawSoon();
    this.#frame.setActive(this.#rows.of(this.#rank)?.focusId(this.#column));
    for (const from of this.#pages.toAsk(first, end, this.#total)) this.#events.ask(from, PAGE);
  }

  #key(event: KeyboardEvent): void {
    if (event.target !== this.#frame.grid) return;
    if (!this.#handleKey(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #handleKey(event: KeyboardEvent): boolean {
    const { key } = event;
    const command = event.ctrlKey || event.metaKey;
    if (command && !event.shiftKey && !event.altKey && key.toLowerCase() === 'c') return this.#copy();
    if (event.altKey || event.shiftKey || (command && key !== 'Home' && key !== 'End')) {
      return isTyped(event) && this.#typeAhead(key);
    }
    if (key === 'Home') {
      this.toHead();
      return true;
    }
    const rank = rankAfterKey(key, this.#rank, this.#total, Math.floor(this.#frame.viewHeight / this.#frame.rowHeight));
    if (rank !== undefined) {
      this.#moveTo(rank);
      return true;
    }
    switch (key) {
      case 'ArrowLeft':
      case 'ArrowRight':
        this.#column = Math.max(-1, Math.min(this.#column + (key === 'ArrowLeft' ? -1 : 1), this.#columns.length - 1));
        this.#draw();
        this.#showColumn();
        return true;
      case 'Enter':
      case ' ':
        this.#choose(true, key === 'Enter');
        return true;
      case 'Escape':
        if (this.#column < 0) return false;
        this.#column = -1;
        this.#draw();
        return true;
      case '/':
        this.#events.focusFilter();
        return true;
      default:
        return isTyped(event) && this.#typeAhead(key);
    }
  }

  #moveTo(rank: number): void {
    this.#rank = rank;
    this.#picked = true;
    this.#reveal(rank);
    this.#draw();
    this.#update();
    this.#choose(false, false);
    this.#events.moved();
  }

  #reveal(rank: number): void {
    const { rowHeight, viewHeight } = this.#frame;
    const top = rank * rowHeight;
    if (top < this.#map.top) this.#go(top);
    else if (top + rowHeight > this.#map.top + viewHeight) this.#go(top + rowHeight - viewHeight);
  }

  #showColumn(): void {
    this.#rows.of(this.#rank)?.cell(this.#column)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  #choose(chosen: boolean, focus: boolean, row = this.#pages.get(this.#rank)): void {
    if (row) this.#events.choose(row, { chosen, focus });
  }

  #copy(): boolean {
    const row = this.#pages.get(this.#rank);
    // A selection of text is copied by the browser.
    if (!row || document.getSelection()?.isCollapsed === false) return false;
    const column = this.#columns[this.#column];
    const names = (column ? [column] : this.#columns).map(({ name }) => name);
    this.#events.copy(rowText(row, names, this.#context));
    return true;
  }

  #typeAhead(key: string): boolean {
    const column: ColumnName = this.#columns[this.#column]?.name ?? 'summary';
    const typed = this.#typed.add(key, performance.now());
    const from = typed.length > 1 ? this.#rank - 1 : this.#rank;
    const rank = TypeAhead.find(typed, this.#pages.ranksFrom(from), (each) => {
      const row = this.#pages.get(each);
      return row ? cellText(row, column, this.#context).text : undefined;
    });
    if (rank !== undefined) this.#moveTo(rank);
    return true;
  }

  #press(event: MouseEvent): void {
    const row = this.#rows.at(event.target);
    if (row === undefined) return;
    // What it shows is what somebody aimed at, also when another event has its rank by now.
    const aimed = row.event ?? undefined;
    const from = row.rank;
    this.#rank = (aimed && this.#pages.rankOf(aimed)) ?? from;
    if (this.#rank !== from) this.#go(this.#map.top + (this.#rank - from) * this.#frame.rowHeight);
    this.#column = -1;
    this.#picked = true;
    this.focus();
    this.#draw();
    this.#update();
    if (event.button === 0) this.#choose(true, event.type === 'dblclick', aimed);
    this.#events.moved();
  }

  #menu(event: MouseEvent): void {
    const row = this.#rows.at(event.target);
    if (row) prepareMenu(event, row);
    else if (event.target === this.#frame.grid) {
      // The row of the cursor may be out of sight, or still show what was there before a refreshed result.
      this.#reveal(this.#rank);
      this.#streaming = false;
      this.#draw();
      moveMenu(event, this.#rows.of(this.#rank), this.#column);
    }
  }

  #explain(event: PointerEvent): void {
    const row = this.#rows.at(event.target);
    if (row) explainCell(row, event.target, this.#columns, this.#context);
  }

  #update(): void {
    this.#follow.set(this.#map.atStart && !this.#picked);
  }
}
