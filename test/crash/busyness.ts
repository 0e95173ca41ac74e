/** How often a server has something new while it is busy, ms. */
const BEAT = 20;

/** Emits again and again, between its beginning and its end. */
export class Busyness {
  readonly #burst: number;
  readonly #emit: (count: number) => void;
  #timer: NodeJS.Timeout | undefined;

  /** `burst`: how much at a time. */
  constructor(burst: number, emit: (count: number) => void) {
    this.#burst = burst;
    this.#emit = emit;
  }

  begin(): void {
    this.#timer ??= setInterval(() => this.#emit(this.#burst), BEAT);
  }

  end(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
