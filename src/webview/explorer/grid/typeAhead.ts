/** A pause that begins a new word, ms. */
const PAUSE = 800;

/** Gathers what is typed to go to a row. */
export class TypeAhead {
  #typed = '';
  #last = 0;

  /** What was typed so far, in lower case; `now` in ms. */
  add(character: string, now: number): string {
    const again = now - this.#last > PAUSE;
    this.#last = now;
    this.#typed = (again ? '' : this.#typed) + character.toLowerCase();
    return this.#typed;
  }

  /** The first of these ranks whose text begins so. The same letter again and again goes from one to the next. */
  static find(
    typed: string,
    ranks: Iterable<number>,
    textOf: (rank: number) => string | undefined,
  ): number | undefined {
    const same = new Set(typed).size === 1 ? typed.charAt(0) : undefined;
    let next: number | undefined;
    for (const rank of ranks) {
      const text = textOf(rank)?.toLowerCase() ?? '';
      if (text.startsWith(typed)) return rank;
      if (same !== undefined && text.startsWith(same)) next ??= rank;
    }
    return next;
  }
}
