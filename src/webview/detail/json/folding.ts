import type { JsonLayout } from './layout.ts';
import { isClosing } from './path.ts';

/** Which lines are folded and therefore which lines are rows. */
export class Folding {
  readonly #layout: JsonLayout;
  readonly #folded = new Set<number>();
  #rows: readonly number[] = [];

  constructor(layout: JsonLayout, folded: readonly number[] = []) {
    this.#layout = layout;
    for (const line of folded) if (this.foldable(line)) this.#folded.add(line);
    this.#update();
  }

  /** The lines to show, in order. */
  get rows(): readonly number[] {
    return this.#rows;
  }

  /** The folded lines, to be remembered. */
  get folded(): readonly number[] {
    return [...this.#folded];
  }

  foldable(line: number): boolean {
    return (this.#layout.closedBy[line] ?? -1) >= 0;
  }

  isFolded(line: number): boolean {
    return this.#folded.has(line);
  }

  /** Folds or unfolds what a line opens or closes; returns the line that stays visible. */
  toggle(line: number): number {
    const opener = isClosing(this.#layout, line) ? (this.#layout.parents[line] ?? line) : line;
    return this.set(opener, !this.#folded.has(opener));
  }

  set(line: number, folded: boolean): number {
    if (!this.foldable(line)) return line;
    if (folded) this.#folded.add(line);
    else this.#folded.delete(line);
    this.#update();
    return line;
  }

  /** Folds everything inside the root. */
  foldAll(): void {
    this.#layout.lines.forEach((_, line) => {
      if (this.foldable(line) && (this.#layout.parents[line] ?? -1) >= 0) this.#folded.add(line);
    });
    this.#update();
  }

  unfoldAll(): void {
    this.#folded.clear();
    this.#update();
  }

  /** Unfolds whatever hides a line. */
  reveal(line: number): void {
    let changed = false;
    for (let at = this.#layout.parents[line] ?? -1; at >= 0; at = this.#layout.parents[at] ?? -1) {
      changed = this.#folded.delete(at) || changed;
    }
    if (changed) this.#update();
  }

  /** The row of a line; of the fold that hides it, when it is hidden. */
  rowOf(line: number): number {
    let low = 0;
    let high = this.#rows.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#rows[middle] ?? 0) <= line) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #update(): void {
    const rows: number[] = [];
    for (let line = 0; line < this.#layout.lines.length; line++) {
      rows.push(line);
      if (this.#folded.has(line)) line = this.#layout.closedBy[line] ?? line;
    }
    this.#rows = rows;
  }
}
