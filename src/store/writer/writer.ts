import type { DatabaseSync } from 'node:sqlite';
import type { Filter } from '../../model/filter.ts';
import type { CommitResult, Retention } from '../contract.ts';
import type { Mark, WireCommit, Written } from '../wire.ts';
import { Cleaner } from './cleaner.ts';
import { Clearing } from './clearing.ts';
import { Committing } from './committing.ts';
import type { Amount, HashIndex } from './hashIndex.ts';
import { Identities } from './identities.ts';
import { Interning } from './interning.ts';
import { Ledger } from './ledger.ts';
import type { Lock } from './lock.ts';
import { CommitQueue } from './queue.ts';
import { Relating } from './relating.ts';
import { Removing } from './removing.ts';
import { Sharing } from './sharing.ts';
import { Transactions } from './transactions.ts';
import type { WriteAheadLog } from './writeAheadLog.ts';

type Log = Pick<WriteAheadLog, 'look' | 'checkpointed'>;

/** What happens in the background. */
interface Background {
  removed(mark: Mark): void;
  failed(error: unknown): void;
}

/** While events keep coming, their index entries wait this long for company, ms. */
const INDEX_DELAY = 200;
/** Of fewer events in that time nobody notices what their entries cost, and nothing has to wait. */
const FEW = 800;
/** The filters read a little of the indexes so often, ms: a million entries in 25 s, of which they take 2 in a hundred. */
const FILL_DELAY = 100;
/** Between two looks at a log that is full, ms. */
const HOLD = 10;

/** Everything that writes, on an open database. Commits are grouped per turn of the event loop; one step of cleaning runs between the groups. */
export class Writer {
  readonly #db: DatabaseSync;
  readonly #lease: Lock;
  readonly #log: Log;
  readonly #background: Background;
  readonly #transactions: Transactions;
  readonly #queue: CommitQueue;
  readonly #relating: Relating;
  readonly #hashIndexes: readonly HashIndex[];
  readonly #clearing: Clearing;
  readonly #sharing: Sharing;
  readonly #cleaner: Cleaner;
  #turn: NodeJS.Immediate | undefined;
  #later: NodeJS.Timeout | undefined;
  #filling: NodeJS.Timeout | undefined;
  #held: NodeJS.Timeout | undefined;
  #now: number;
  /** There may be something to clean. */
  #cleaning = true;

  constructor(db: DatabaseSync, retention: Retention, lease: Lock, log: Log, now: number, background: Background) {
    this.#db = db;
    this.#lease = lease;
    this.#log = log;
    this.#now = now;
    this.#background = background;
    const ledger = new Ledger(db);
    const interning = new Interning(db, ledger);
    const identities = new Identities(db, ledger);
    this.#hashIndexes = [identities.index, interning.parties.index];
    this.#transactions = new Transactions(db, ledger, interning, identities);
    const committing = new Committing(db, interning, identities, ledger);
    this.#queue = new CommitQueue(this.#transactions, committing, ledger);
    this.#relating = new Relating(db, ledger);
    this.#clearing = new Clearing(db, interning, ledger);
    this.#sharing = new Sharing(db, ledger);
    this.#cleaner = new Cleaner(
      db,
      this.#transactions,
      new Removing(db, interning, ledger, this.#relating, identities),
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
    this.#cleaning = true;
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

  checkpointed(): void {
    this.#log.checkpointed();
  }

  tryLease(): boolean {
    if (!this.#lease.tryExclusive()) return false;
    for (const index of this.#hashIndexes) index.prepare();
    this.#fillLater();
    return true;
  }

  releaseLease(): void {
    this.#lease.release();
  }

  /** Lets go of a damaged database; who waits for a commit hears that it failed. */
  abandon(): void {
    clearImmediate(this.#turn);
    clearTimeout(this.#later);
    clearTimeout(this.#filling);
    clearTimeout(this.#held);
    this.#queue.abandon();
    this.#db.close();
  }

  /** Commits what waits, then lets go of everything. */
  close(): void {
    clearImmediate(this.#turn);
    clearTimeout(this.#later);
    clearTimeout(this.#filling);
    clearTimeout(this.#held);
    this.#queue.drain();
    this.#index('few');
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
    if (this.#held) return;
    this.#turn ??= setImmediate(() => {
      this.#turn = undefined;
      const unlocked = this.#queue.empty || this.#queue.next();
      // Behind a lock that was waited for, this would wait once more before the commits that come.
      if (unlocked) this.#tidy();
      if (!this.#queue.empty || (this.#cleaning && unlocked)) this.#schedule();
    });
  }

  #tidy(): void {
    if (this.#relating.due) this.#index('many');
    else this.#indexLater();
    this.#fillLater();
    if (this.#cleaning) this.#clean();
    this.#holdBack();
  }

  /** While the disk does not keep up, what is asked for waits, and so does the socket that it comes from. */
  #holdBack(): void {
    if (!this.#isLogFull()) return;
    this.#held = setTimeout(() => {
      this.#held = undefined;
      this.#holdBack();
      this.#schedule();
    }, HOLD);
  }

  #isLogFull(): boolean {
    try {
      return this.#log.look();
    } catch (error) {
      // What is in the log is stored; it is copied when there is room.
      this.#background.failed(error);
      return false;
    }
  }

  #indexLater(): void {
    if (![this.#relating, ...this.#hashIndexes].some(({ waiting }) => waiting)) return;
    const { seq } = this.mark;
    this.#later ??= setTimeout(() => {
      this.#later = undefined;
      if (this.#index(this.mark.seq - seq < FEW ? 'few' : 'many')) this.#indexLater();
    }, INDEX_DELAY).unref();
  }

  #index(amount: Amount): boolean {
    clearTimeout(this.#later);
    this.#later = undefined;
    try {
      this.#transactions.run(() => {
        this.#relating.flush();
        for (const index of this.#hashIndexes) index.step(amount);
      });
      return true;
    } catch (error) {
      // The events are stored; readers go on scanning those that wait.
      this.#background.failed(error);
      return false;
    }
  }

  #fillLater(): void {
    if (!this.#hashIndexes.some(({ filling }) => filling)) return;
    this.#filling ??= setTimeout(() => {
      this.#filling = undefined;
      try {
        for (const index of this.#hashIndexes) index.fill();
        this.#fillLater();
      } catch (error) {
        // Without a filter the index itself is asked.
        this.#background.failed(error);
      }
    }, FILL_DELAY).unref();
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
