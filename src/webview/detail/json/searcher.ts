import type { JsonLayout } from './layout.ts';
import { lineAt } from './layout.ts';
import type { Hit } from './row.ts';
import { findAll, firstFrom } from './search.ts';

/** More matches than anybody steps through. */
const MOST = 10_000;

/** A search in one layout: the query, its matches and the one that is current. */
export class Searcher {
  readonly #layout: JsonLayout;
  #query = '';
  #matches: readonly number[] = [];
  #current = -1;

  constructor(layout: JsonLayout) {
    this.#layout = layout;
  }

  get query(): string {
    return this.#query;
  }

  get count(): number {
    return this.#matches.length;
  }

  /** True when there are more matches than are counted. */
  get capped(): boolean {
    return this.#matches.length === MOST;
  }

  /** Index of the current match, or -1. */
  get current(): number {
    return this.#current;
  }

  /** The line of the current match. */
  get line(): number | undefined {
    const offset = this.#matches[this.#current];
    return offset === undefined ? undefined : lineAt(this.#layout, offset);
  }

  /** Searches anew; the current match is the first one from a line on. */
  search(query: string, fromLine: number): void {
    this.#query = query;
    this.#matches = findAll(this.#layout.text, query, MOST);
    this.#current = firstFrom(this.#matches, this.#layout.starts[fromLine] ?? 0);
  }

  step(by: 1 | -1): void {
    const count = this.#matches.length;
    if (count > 0) this.#current = (this.#current + by + count) % count;
  }

  /** The matches within a line, by offsets in the line. */
  hits(line: number): readonly Hit[] {
    const start = this.#layout.starts[line] ?? 0;
    const end = start + (this.#layout.lines[line]?.length ?? 0);
    const hits: Hit[] = [];
    for (let index = this.#firstFrom(start); index < this.#matches.length; index++) {
      const offset = this.#matches[index] ?? end;
      if (offset >= end) break;
      const from = offset - start;
      hits.push({ from, to: from + this.#query.length, current: index === this.#current });
    }
    return hits;
  }

  #firstFrom(offset: number): number {
    let low = 0;
    let high = this.#matches.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#matches[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
