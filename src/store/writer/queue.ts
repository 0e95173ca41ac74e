import type { CommitResult } from '../contract.ts';
import { BUSY, Damage, isOfTheFile, resultCode } from '../failure.ts';
import { NUMBERS, type WireCommit, type Written } from '../wire.ts';
import type { Committing } from './committing.ts';
import type { Ledger } from './ledger.ts';
import type { Transactions } from './transactions.ts';

/** A group is closed when it holds this many events: about 20 ms of work, while the callers prepare the next one. */
const GROUP_EVENTS = 1_600;

const BEHIND = 'an earlier batch of the same stream could not be stored.';

interface Waiting {
  readonly request: WireCommit;
  readonly now: number;
  readonly resolve: (result: Written<CommitResult>) => void;
  readonly reject: (error: unknown) => void;
}

/** Group commit: what waits is stored in one transaction, and each caller hears after its COMMIT. */
export class CommitQueue {
  readonly #transactions: Transactions;
  readonly #committing: Committing;
  readonly #ledger: Ledger;
  /** The last reading of each stream that failed. */
  readonly #broken = new Map<string, number>();
  #waiting: Waiting[] = [];

  constructor(transactions: Transactions, committing: Committing, ledger: Ledger) {
    this.#transactions = transactions;
    this.#committing = committing;
    this.#ledger = ledger;
  }

  get empty(): boolean {
    return this.#waiting.length === 0;
  }

  add(request: WireCommit, now: number): Promise<Written<CommitResult>> {
    return new Promise((resolve, reject) => this.#waiting.push({ request, now, resolve, reject }));
  }

  /** Commits one group. False when another process kept the database locked. */
  next(): boolean {
    let events = 0;
    let end = 0;
    for (const { request } of this.#waiting) {
      if (end > 0 && events >= GROUP_EVENTS) break;
      events += request.numbers.length / NUMBERS;
      end++;
    }
    const group = this.#waiting.splice(0, end);
    try {
      this.#together(group);
      return true;
    } catch (error) {
      // Trying each alone would not help; where the database is locked, each would wait for it again.
      if (group.length === 1 || isOfTheFile(error)) for (const one of group) this.#reject(one, error);
      // One bad request must not fail its neighbours, but for those that come behind it in the same stream: each alone.
      else for (const one of group) this.#alone(one);
      this.#rejectBroken();
      return resultCode(error) !== BUSY;
    }
  }

  #rejectBroken(): void {
    const waiting = this.#waiting;
    this.#waiting = waiting.filter((one) => !this.#isBroken(one));
    for (const one of waiting) if (this.#isBroken(one)) one.reject(new Error(BEHIND));
  }

  #isBroken(one: Waiting): boolean {
    return one.request.run !== null && this.#broken.get(streamOf(one)) === one.request.run;
  }

  #reject(one: Waiting, error: unknown): void {
    const { run } = one.request;
    if (run !== null) this.#broken.set(streamOf(one), run);
    one.reject(error);
  }

  /** Rejects everything that waits. */
  abandon(): void {
    for (const one of this.#waiting.splice(0)) this.#reject(one, new Damage(BEHIND));
  }

  drain(): void {
    while (!this.empty) this.next();
  }

  #alone(one: Waiting): void {
    try {
      this.#together([one]);
    } catch (error) {
      this.#reject(one, error);
    }
  }

  #together(group: readonly Waiting[]): void {
    const results = this.#transactions.run(() =>
      group.map((one): CommitResult => {
        const { request, now } = one;
        if (this.#isBroken(one)) throw new Error(BEHIND);
        const stored = this.#committing.store(request, now);
        return { seq: this.#ledger.seq, stored, duplicates: request.numbers.length / NUMBERS - stored };
      }),
    );
    const { mark } = this.#transactions;
    for (const [index, value] of results.entries()) group[index]?.resolve({ value, mark });
  }
}

function streamOf({ request }: Waiting): string {
  return `${request.connection}\0${request.stream}`;
}
