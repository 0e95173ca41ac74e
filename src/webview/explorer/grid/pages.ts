import type { RowsView, RowView } from '../../explorerProtocol.ts';

/** Rows of a page, and of a request. */
export const PAGE = 100;
const MOST_PAGES = 60;
/** Requests under way; more would only delay the rows that are in sight by then. */
const MOST_ASKED = 3;

/** Rows of one frozen result by rank, as far as they were asked for lately. */
export class Pages {
  /** `null`: the event was removed since. Least recently used first. */
  readonly #pages = new Map<number, readonly (RowView | null)[]>();
  readonly #asked = new Set<number>();
  #version = -1;

  /** Begins anew, with the first rows of a result. */
  reset(page: RowsView): void {
    this.#pages.clear();
    this.#asked.clear();
    this.#version = page.version;
    this.put(page);
  }

  /** Takes rows in; false when they belong to another result. */
  put({ version, from, rows }: RowsView): boolean {
    if (version !== this.#version) return false;
    for (let at = 0; at < rows.length; ) {
      const page = Math.floor((from + at) / PAGE);
      const begin = page * PAGE;
      const part = rows.slice(at, begin + PAGE - from);
      const offset = from + at - begin;
      const kept = [...(this.#pages.get(page) ?? [])];
      if (offset <= kept.length) {
        part.forEach((row, index) => {
          kept[offset + index] = row;
        });
        this.#pages.delete(page);
        this.#pages.set(page, kept);
      }
      this.#asked.delete(page);
      at += part.length;
    }
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= MOST_PAGES) break;
      this.#pages.delete(oldest);
    }
    return true;
  }

  /** `undefined`: not here (yet). */
  get(rank: number): RowView | null | undefined {
    return this.#pages.get(Math.floor(rank / PAGE))?.[rank % PAGE];
  }

  /** Where an event is, if its row is here. */
  rankOf({ connection, id }: RowView): number | undefined {
    for (const [page, rows] of this.#pages) {
      const at = rows.findIndex((row) => row?.id === id && row.connection === connection);
      if (at >= 0) return page * PAGE + at;
    }
    return undefined;
  }

  /** Beginnings of the pages to ask for so that these ranks can be shown; they count as asked. */
  toAsk(from: number, to: number, total: number): readonly number[] {
    const wanted: number[] = [];
    for (let page = Math.floor(Math.max(0, from) / PAGE); page * PAGE < Math.min(to, total); page++) {
      const kept = this.#pages.get(page);
      if (kept !== undefined && kept.length >= Math.min(PAGE, total - page * PAGE)) {
        this.#pages.delete(page);
        this.#pages.set(page, kept);
      } else if (!this.#asked.has(page) && this.#asked.size < MOST_ASKED) {
        this.#asked.add(page);
        wanted.push(page * PAGE);
      }
    }
    return wanted;
  }

  /** A request got lost or failed: it may be asked again. */
  forgetAsked(): void {
    this.#asked.clear();
  }

  /** Ranks whose rows are here, beginning behind one and going round. */
  *ranksFrom(rank: number): Iterable<number> {
    const loaded = [...this.#pages]
      .flatMap(([page, rows]) => rows.map((_, index) => page * PAGE + index))
      .sort((a, b) => a - b);
    const next = loaded.findIndex((each) => each > rank);
    yield* next < 0 ? loaded : [...loaded.slice(next), ...loaded.slice(0, next)];
  }
}
