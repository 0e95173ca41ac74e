/** Structurally a `vscode.Disposable`, for the rooms that may not import `vscode`. */
export interface Disposable {
  dispose(): void;
}

/** Structurally a `vscode.Event`. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** The smallest event source: one list of listeners, no ordering games. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<(value: T) => void>();

  readonly event: Event<T> = (listener) => {
    const own = (value: T) => listener(value);
    this.#listeners.add(own);
    return { dispose: () => this.#listeners.delete(own) };
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(value);
      } catch (error) {
        // Who fires must not suffer from who listens; the error still surfaces.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  dispose(): void {
    this.#listeners.clear();
  }
}

/** Owns what it is given and disposes of it in reverse order. */
export class Disposables implements Disposable {
  readonly #owned: Disposable[] = [];

  add<T extends Disposable>(item: T): T {
    this.#owned.push(item);
    return item;
  }

  dispose(): void {
    for (const item of this.#owned.splice(0).reverse()) item.dispose();
  }
}
