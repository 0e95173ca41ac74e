import type { DatabaseSync } from 'node:sqlite';
import type { Filter } from '../../model/filter.ts';
import type { CommitResult, Retention } from '../contract.ts';
import type { Mark, WireCommit, Written } from '../wire.ts';
import { Cleaner } from './cleaner.ts';
import { Clearing } from './clearing.ts';
import { Committing } from './committing.ts';
import { Interning } from './interning.ts';
import { Ledger } from './ledger.ts';
import type { Lock } from './lock.ts';
import { CommitQueue } from './queue.ts';
import { Relating } from './relating.ts';
import { Removing } from './removing.ts';
import { Sharing } from './sharing.ts';
import { Transactions } from './transactions.ts';

/** What happens in the background. */
interface Background {
  removed(mark: Mark): void;
  failed(error: unknown): void;
}

/** While events keep coming, their index entries wait this long for company, ms. */
const RELATE_DELAY = 200;

/** Everything that writes, on an open database. Commits are grouped per turn of the event loop; one step of cleaning runs between the groups. */
export class Writer {
  readonly #db: DatabaseSync;
  readonly #lease: Lock;
  readonly #background: Background;
  readonly #transactions: Transactions;
  readonly #queue: CommitQueue;
  readonly #relating: Relating;
  readonly #clearing: Clearing;
  readonly #sharing: Sharing;
  readonly #cleaner: Cleaner;
  #turn: NodeJS.Immediate | undefined;
  #later: NodeJS.Timeout | undefined;
  #now: number;
  /** There may be something to clean. */
  #cleaning = true;

  constructor(db: DatabaseSync, retention: Retention, lease: Lock, now: number, background: Background) {
    this.#db = db;
    this.#lease = lease;
    this.#now = now;
    this.#background = background;
    const interning = new Interning(db);
    const ledger = new Ledger(db);
    this.#transactions = new Transactions(db, ledger, interning);
    this.#queue = new CommitQueue(this.#transactions, new Committing(db, interning, ledger), ledger);
    this.#relating = new Relating(db, ledger);
    this.#clearing = new Clearing(db, interning, ledger);
    this.#sharing = new Sharing(db, ledger);
    this.#cleaner = new Cleaner(
      db,
      this.#transactions,
      new Removing(db, interning, ledger, this.#relating),
      ledger,
      retention,
    );
    this.#schedule();
  }

  get mark(): Mark {
    return this.#transactions.mark;
  }

  commit(request: WireCommit, now: number): Promise<Written<CommitResult>> {
    this.#now = now;
    const result = this.#queue.add(request, now);
    this.#schedule();
    return result;
  }

  clear(filter: Filter, now: number): Written<number> {
    this.#now = now;
    return this.#write(() => this.#clearing.clear(filter));
  }

  forget(connection: string): Written<void> {
    return this.#write(() => this.#clearing.forget(connection));
  }

  setRetention(retention: Retention, now: number): void {
    this.#cleaner.retention = retention;
    this.maintain(now);
  }

  maintain(now: number): void {
    this.#now = now;
    this.#cleaning = true;
    this.#schedule();
  }

  setWanted(connection: string, wanted: boolean): Written<void> {
    return this.#write(() => this.#sharing.setWanted(connection, wanted));
  }

  publish(states: ReadonlyMap<string, string>, now: number): Written<void> {
    return this.#write(() => this.#sharing.publish(states, now));
  }

  tryLease(): boolean {
    return this.#lease.tryExclusive();
  }

  releaseLease(): void {
    this.#lease.release();
  }

  /** Commits what waits, then lets go of everything. */
  close(): void {
    clearImmediate(this.#turn);
    clearTimeout(this.#later);
    this.#queue.drain();
    this.#relate();
    this.#lease.release();
    this.#db.close();
  }

  #write<T>(body: () => T): Written<T> {
    this.#queue.drain();
    const value = this.#transactions.run(body);
    this.#cleaning = true;
    this.#schedule();
    return { value, mark: this.mark };
  }

  #schedule(): void {
    this.#turn ??= setImmediate(() => {
      this.#turn = undefined;
      if (!this.#queue.empty) {
        this.#queue.next();
        this.#cleaning = true;
      }
      if (this.#relating.due) this.#relate();
      else if (this.#relating.waiting) this.#relateLater();
      if (this.#cleaning) this.#clean();
      if (!this.#queue.empty || this.#cleaning) this.#schedule();
    });
  }

  #relateLater(): void {
    this.#later ??= setTimeout(() => {
      this.#later = undefined;
      this.#relate();
    }, RELATE_DELAY).unref();
  }

  #relate(): void {
    clearTimeout(this.#later);
    this.#later = undefined;
    try {
      this.#transactions.run(() => this.#relating.flush());
    } catch (error) {
      // The events are stored; readers go on scanning those that wait.
      this.#background.failed(error);
    }
  }

  #clean(): void {
    const { removed } = this.mark;
    try {
      this.#cleaning = this.#cleaner.step(this.#now);
    } catch (error) {
      // Tried again after the next write or maintenance: repeating it at once would not make room on a full disk.
      this.#cleaning = false;
      this.#background.failed(error);
    }
    if (this.mark.removed !== removed) this.#background.removed(this.mark);
  }
}
