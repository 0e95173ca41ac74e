/** Browsers cut elements at 16 to 33 M px, at half of that when zoomed; far below it, positions are exact. */
export const TALLEST = 4_000_000;

/**
 * Maps what a scroll bar says to a position in a list that may be taller than any element can be. Small steps (wheel, touch) move the list by as many px;
 * large ones (the thumb) move it in proportion. All in CSS px.
 */
export class ScrollMap {
  #list = 0;
  #view = 0;
  #top = 0;
  /** What the scroll bar said, or was told, last. */
  #bar = 0;

  /** Position of the view in the list. */
  get top(): number {
    return this.#top;
  }

  get atStart(): boolean {
    return this.#top <= 0;
  }

  /** Height of what is scrolled. */
  get height(): number {
    return Math.min(this.#list, Math.max(TALLEST, this.#view * 2));
  }

  get lastTop(): number {
    return Math.max(0, this.#list - this.#view);
  }

  /** Heights of the whole list and of what is seen of it. The position stays, as far as it exists. */
  resize(list: number, view: number): void {
    this.#list = list;
    this.#view = view;
    this.#top = Math.min(this.#top, this.lastTop);
  }

  /** The scroll bar moved. */
  scrolled(bar: number): void {
    const step = bar - this.#bar;
    this.#bar = bar;
    if (!this.#scaled) this.#top = bar;
    else if (bar <= 0) this.#top = 0;
    else if (bar >= this.#lastBar - 0.5) this.#top = this.lastTop;
    else if (Math.abs(step) <= this.#view * 2) this.#top += step;
    else this.#top = (bar / this.#lastBar) * this.lastTop;
    this.#top = Math.max(0, Math.min(this.#top, this.lastTop));
  }

  /** Goes to a position; returns where the scroll bar must be put. Tell {@link settled} where it then is. */
  go(top: number): number {
    this.#top = Math.max(0, Math.min(top, this.lastTop));
    return this.bar;
  }

  /** Where the scroll bar belongs: also after many small steps, which moved it too far. */
  get bar(): number {
    if (!this.#scaled) return this.#top;
    // Not at its ends while the list is not: from there it could not be moved on.
    const bar = (this.#top / this.lastTop) * this.#lastBar;
    if (this.#top <= 0 || this.#top >= this.lastTop) return bar;
    return Math.max(1, Math.min(bar, this.#lastBar - 2));
  }

  /** The scroll bar was put here by us. Browsers round. */
  settled(bar: number): void {
    this.#bar = bar;
    if (!this.#scaled) this.#top = bar;
  }

  get #scaled(): boolean {
    return this.#list > this.height;
  }

  get #lastBar(): number {
    return Math.max(0, this.height - this.#view);
  }
}
