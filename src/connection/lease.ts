import { type Clock, pause } from '../base/clock.ts';
import type { Disposable } from '../base/emitter.ts';
import type { Logger } from '../feeds/feed.ts';
import type { EventStore } from '../store/contract.ts';

/** A follower takes over within 5 s of the holder's end. */
const RETRY = 1_000;
/** After a failure of the store itself, ms. */
const RETRY_FAILED = 30_000;
/** How often a holder asks whether its window is still there, and how long it waits for the answer, ms. */
const LOOK = 1_000;
const PATIENCE = 3_000;
/** For so long a holder without a window leaves the lease to others: long enough for each of them to ask for it, ms. */
const OFFER = 3_000;

export interface LeaseOptions {
  readonly store: Pick<EventStore, 'tryLease' | 'releaseLease'>;
  readonly clock: Clock;
  readonly log: Logger;
  /** Settles when the window answers. */
  readonly windowAnswers: () => PromiseLike<unknown>;
  readonly onChange: () => void;
}

/**
 * One window streams, the others follow the store: keeps asking for the lease until this window has it, then keeps it while the window answers.
 *
 * An extension host outlives its window when that crashes or loses its network (a remote one for hours). It can still read, but no credential: those come from
 * the window. So it offers the lease to others, and goes on meanwhile: what two read at once is stored once.
 */
export class Lease implements Disposable {
  readonly #options: LeaseOptions;
  readonly #end = new AbortController();
  #held = false;
  #failure = '';

  constructor(options: LeaseOptions) {
    this.#options = options;
  }

  get held(): boolean {
    return this.#held;
  }

  /** Resolves after the first try. */
  async start(): Promise<void> {
    await this.#try();
    void this.#run();
  }

  dispose(): void {
    this.#end.abort();
  }

  async #run(): Promise<void> {
    const { clock } = this.#options;
    const { signal } = this.#end;
    for (;;) {
      await pause(clock, this.#held ? LOOK : this.#failure ? RETRY_FAILED : RETRY, signal);
      if (signal.aborted) return;
      if (!this.#held) await this.#try();
      else if (!(await this.#answers())) await this.#offer();
    }
  }

  async #try(): Promise<void> {
    const { store, log, onChange } = this.#options;
    const before = this.#held;
    try {
      this.#held = await store.tryLease();
      this.#failure = '';
    } catch (error) {
      this.#held = false;
      // Said once, not with every try.
      if (String(error) !== this.#failure) log.error(`The lease could not be taken: ${String(error)}`);
      this.#failure = String(error);
    }
    if (this.#held !== before && !this.#end.signal.aborted) onChange();
  }

  async #answers(): Promise<boolean> {
    const { clock, log, windowAnswers } = this.#options;
    const late = new AbortController();
    const answer = async () => {
      try {
        await windowAnswers();
      } catch (error) {
        // A refusal is an answer.
        log.debug(`The window answers: ${String(error)}`);
      }
      return true;
    };
    const silence = async () => {
      await pause(clock, PATIENCE, AbortSignal.any([late.signal, this.#end.signal]));
      return this.#end.signal.aborted;
    };
    try {
      return await Promise.race([answer(), silence()]);
    } finally {
      late.abort();
    }
  }

  async #offer(): Promise<void> {
    const { store, clock, log } = this.#options;
    log.debug('The window does not answer: others may take the lease.');
    try {
      await store.releaseLease();
    } catch (error) {
      log.warn(`The lease could not be given back: ${String(error)}`);
      return;
    }
    await pause(clock, OFFER, this.#end.signal);
    if (!this.#end.signal.aborted) await this.#try();
  }
}
