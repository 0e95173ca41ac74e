import type { RowView } from '../../explorerProtocol.ts';
import type { ExplorerContext } from '../context.ts';
import type { ColumnName } from './columns.ts';
import { RowElement } from './rowElement.ts';

/** Rows kept ready above and below those in sight. */
const OVERSCAN = 3;
/** Row positions are told to the browser from a base that is near, so that they stay exact, px. */
const BASE = 100_000;
/** Rows that get another event in one frame while events stream in: more of them cost more than a frame has. */
const SLICE = 6;

/** What is to be seen. Heights and positions in CSS px. */
export interface Sight {
  readonly top: number;
  readonly rowHeight: number;
  readonly viewHeight: number;
  readonly total: number;
  /** Of the cursor; `column` -1 for the row as a whole. */
  readonly rank: number;
  readonly column: number;
  /** Only some rows get another event now, the others when it is drawn again. */
  readonly sliced: boolean;
}

export interface Drawn {
  /** Ranks that are in sight, or nearly. */
  readonly first: number;
  readonly end: number;
  /** Every row shows its event. */
  readonly whole: boolean;
}

/** The row elements: as many as are in sight. They change places with the events that they show. */
export class RowLayer {
  readonly #element: HTMLElement;
  readonly #context: ExplorerContext;
  #columns: readonly ColumnName[] = [];
  #rows: readonly RowElement[] = [];
  /** How far the rows of this result were pushed down since it was first shown. */
  #shift = 0;

  constructor(element: HTMLElement, context: ExplorerContext) {
    this.#element = element;
    this.#context = context;
  }

  setColumns(columns: readonly ColumnName[]): void {
    this.#columns = columns;
    this.#rows = [];
  }

  /** An event keeps its element while newer ones push it down: then it only moves. */
  pushDown(ranks: number): void {
    this.#shift += ranks;
  }

  draw(sight: Sight, rowOf: (rank: number) => RowView | null | undefined): Drawn {
    const { top, rowHeight, viewHeight, total, rank: cursor, column } = sight;
    const count = Math.ceil(viewHeight / rowHeight) + 1 + 2 * OVERSCAN;
    this.#make(count);
    const first = Math.max(0, Math.floor(top / rowHeight) - OVERSCAN);
    const end = Math.min(total, first + count);
    const base = Math.floor(top / BASE) * BASE;
    this.#element.style.transform = `translateY(${base - top}px)`;
    let left = sight.sliced ? SLICE : count;
    let whole = true;
    for (let rank = first; rank < first + count; rank++) {
      const row = this.#slot(rank);
      if (rank >= end) {
        row?.hide();
        continue;
      }
      row?.place(rank, rank * rowHeight - base);
      row?.setActive(rank === cursor, column);
      const event = rowOf(rank);
      if (row === undefined || row.shows(event)) continue;
      if (row.blank || left > 0) row.show(event);
      else whole = false;
      left--;
    }
    return { first, end, whole };
  }

  /** The element of a rank, when it is in sight. */
  of(rank: number): RowElement | undefined {
    const row = this.#slot(rank);
    return row?.rank === rank ? row : undefined;
  }

  at(target: EventTarget | null): RowElement | undefined {
    return this.#rows.find(({ element }) => target instanceof Node && element.contains(target));
  }

  #slot(rank: number): RowElement | undefined {
    const count = this.#rows.length;
    return this.#rows[(((rank - this.#shift) % count) + count) % count];
  }

  #make(count: number): void {
    if (this.#rows.length === count) return;
    this.#rows = Array.from({ length: count }, (_, slot) => new RowElement(slot, this.#columns, this.#context));
    this.#element.replaceChildren(...this.#rows.map(({ element }) => element));
  }
}
