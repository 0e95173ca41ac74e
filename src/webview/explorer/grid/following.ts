/** A pointer that rested for so long aims at nothing, ms. */
const HANDLED = 1_500;

/** Whether what arrives is taken in: at the head, unless a row was chosen there, or a hand is at the rows just now. */
export class Following {
  readonly #tell: (taking: boolean) => void;
  #atHead = true;
  #taking = true;
  #handled: ReturnType<typeof setTimeout> | undefined;

  /** `tell`: hears of each change of what is to be done with what arrives. */
  constructor(tell: (taking: boolean) => void) {
    this.#tell = tell;
  }

  /** For people: a hand at the rows does not end it. */
  get on(): boolean {
    return this.#atHead;
  }

  set(atHead: boolean): void {
    this.#atHead = atHead;
    this.#update();
  }

  /** A pointer moves over the rows: they must not move away from under it. */
  handle(): void {
    clearTimeout(this.#handled);
    this.#handled = setTimeout(() => {
      this.#handled = undefined;
      this.#update();
    }, HANDLED);
    this.#update();
  }

  #update(): void {
    const taking = this.#atHead && this.#handled === undefined;
    if (taking === this.#taking) return;
    this.#taking = taking;
    this.#tell(taking);
  }
}
