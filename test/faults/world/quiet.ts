/** Tells when everything that can run has run: signs of work are noted, and several turns without one are quiet. */
export class Quiet {
  readonly #turns: number;
  #signs = 0;

  /** `turns` of the event loop: longer than any work goes on between two signs of it. */
  constructor(turns: number) {
    this.#turns = turns;
  }

  /** Something was sent, asked or answered. */
  note(): void {
    this.#signs++;
  }

  readonly settled = async (): Promise<void> => {
    for (let seen = -1, turns = 0; turns < this.#turns; turns++) {
      if (seen !== this.#signs) {
        seen = this.#signs;
        turns = 0;
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
}
