import type { CommitRequest, CommitResult, EventStore } from '../store/contract.ts';

/** Commits under way at once: more than the store takes in one group, so that decoding goes on meanwhile; few, so that what is in flight stays small. */
const MAX_COMMITS = 64;
/** Characters of raw text under way at once. */
const MAX_CHARACTERS = 16_000_000;

/**
 * Commits of one stream, in order, a bounded number under way: when the store falls behind, `add` waits, the feed is not pulled, and the socket is not read.
 * After a failure nothing more is committed, also of what is under way already (the store sees to that by the number of the run), so that no later cursor can
 * pass the data that failed.
 */
export class CommitWindow {
  static #runs = 0;
  readonly #run = ++CommitWindow.#runs;
  readonly #store: EventStore;
  readonly #onCommitted: (request: CommitRequest, result: CommitResult) => void;
  readonly #pending = new Set<Promise<void>>();
  #characters = 0;
  #failure: { readonly error: unknown } | undefined;

  constructor(store: EventStore, onCommitted: (request: CommitRequest, result: CommitResult) => void) {
    this.#store = store;
    this.#onCommitted = onCommitted;
  }

  /** Resolves when the request is on its way and there is room for another. Rejects with the first failure. */
  async add(request: CommitRequest): Promise<void> {
    this.#throwFailure();
    const size = request.events.reduce((sum, event) => sum + event.raw.length, 0);
    this.#characters += size;
    const commit = this.#store
      .commit({ ...request, run: this.#run })
      .then(
        (result) => this.#onCommitted(request, result),
        (error: unknown) => {
          this.#failure ??= { error };
        },
      )
      .finally(() => {
        this.#pending.delete(commit);
        this.#characters -= size;
      });
    this.#pending.add(commit);
    while (this.#pending.size >= MAX_COMMITS || (this.#characters > MAX_CHARACTERS && this.#pending.size > 0)) {
      await Promise.race(this.#pending);
      this.#throwFailure();
    }
  }

  /** Resolves when nothing is under way. Rejects with the first failure. */
  async settled(): Promise<void> {
    await Promise.all(this.#pending);
    this.#throwFailure();
  }

  #throwFailure(): void {
    if (this.#failure) throw this.#failure.error;
  }
}
