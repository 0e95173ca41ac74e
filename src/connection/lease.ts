import type { Clock } from '../base/clock.ts';
import type { Disposable } from '../base/emitter.ts';
import type { Logger } from '../feeds/feed.ts';
import type { EventStore } from '../store/contract.ts';

/** A follower takes over within 5 s of the holder's end. */
const RETRY = 2_000;
/** After a failure of the store itself, ms. */
const RETRY_FAILED = 30_000;

/** Keeps asking for the lease until this window has it: one window streams, the others follow the store. */
export class Lease implements Disposable {
  readonly #store: EventStore;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #onAcquired: () => void;
  #held = false;
  #failure = '';
  #disposed = false;
  #cancel: () => void = () => undefined;

  constructor(store: EventStore, clock: Clock, log: Logger, onAcquired: () => void) {
    this.#store = store;
    this.#clock = clock;
    this.#log = log;
    this.#onAcquired = onAcquired;
  }

  get held(): boolean {
    return this.#held;
  }

  /** Resolves after the first try. */
  async start(): Promise<void> {
    if (this.#disposed) return;
    try {
      this.#held = await this.#store.tryLease();
      this.#failure = '';
    } catch (error) {
      // Said once, not with every try.
      if (String(error) !== this.#failure) this.#log.error(`The lease could not be taken: ${String(error)}`);
      this.#failure = String(error);
    }
    if (this.#disposed) return;
    if (this.#held) this.#onAcquired();
    else this.#cancel = this.#clock.timer(this.#failure ? RETRY_FAILED : RETRY, () => void this.start());
  }

  dispose(): void {
    this.#disposed = true;
    this.#cancel();
  }
}
