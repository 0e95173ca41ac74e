import type { Clock } from '../../base/clock.ts';
import type { Disposable } from '../../base/emitter.ts';

/** A page says that it is ready within this time even on a busy machine; doubled for each further try. */
const FIRST_LIMIT = 10_000;
const MOST_TRIES = 4;

/** Sees to it that a page on screen loads: VS Code's webviews at times stay empty when the machine is busy. */
export class PageLoad implements Disposable {
  readonly #clock: Clock;
  readonly #load: () => void;
  #visible = false;
  #begun = false;
  #tries = 0;
  #cancel: (() => void) | undefined;

  /** `load` loads the page; also again, from the beginning. */
  constructor(clock: Clock, load: () => void) {
    this.#clock = clock;
    this.#load = load;
  }

  /** VS Code drops a page that is hidden and loads it anew when it is shown. */
  setVisible(visible: boolean): void {
    if (visible === this.#visible && this.#begun) return;
    this.#visible = visible;
    this.#tries = 0;
    if (!this.#begun) {
      this.#begun = true;
      this.#load();
    }
    this.#await();
  }

  /** The page said that it is ready. */
  loaded(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  dispose(): void {
    this.loaded();
  }

  #await(): void {
    this.loaded();
    if (!this.#visible || ++this.#tries >= MOST_TRIES) return;
    this.#cancel = this.#clock.timer(FIRST_LIMIT * 2 ** (this.#tries - 1), () => {
      this.#load();
      this.#await();
    });
  }
}
