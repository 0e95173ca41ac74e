import type { Clock } from '../base/clock.ts';
import type { Disposable } from '../base/emitter.ts';

/**
 * VS Code takes a tooltip away when its row is drawn again. A tree asks for a tooltip only when somebody is about to read it, so for a while after
 * that what merely got older or counts on is not drawn. Never prolonged by more reading: new events must show in the end.
 */
export class Reading implements Disposable {
  readonly #clock: Clock;
  readonly #ms: number;
  readonly #over: () => void;
  #cancel: (() => void) | undefined;

  /** `over`: draws what was held back. */
  constructor(clock: Clock, ms: number, over: () => void) {
    this.#clock = clock;
    this.#ms = ms;
    this.#over = over;
  }

  get active(): boolean {
    return this.#cancel !== undefined;
  }

  /** A tooltip is being shown. */
  begin(): void {
    this.#cancel ??= this.#clock.timer(this.#ms, () => {
      this.#cancel = undefined;
      this.#over();
    });
  }

  dispose(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
