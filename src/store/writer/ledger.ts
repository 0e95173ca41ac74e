import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { integer } from '../columns.ts';
import type { Mark } from '../wire.ts';
import type { Reach } from './hashIndex.ts';

/** The one row of `state` and the tallies, written once per transaction however many events it holds. */
export class Ledger {
  readonly #read: StatementSync;
  readonly #write: StatementSync;
  readonly #tally: StatementSync;
  readonly #stored = new Map<number, number>();
  readonly #removed = new Map<number, number>();
  /** The row as it stands in the database. */
  #row: readonly number[] = [];
  seq = 0;
  /** The index by subject and target holds the events up to here. */
  related = 0;
  /** The index of ids holds the events up to here. */
  identified = 0;
  /** The highest number that a party ever had, and up to where the index of parties holds them. */
  parties = 0;
  acquainted = 0;
  events = 0;
  bytes = 0;
  removed = 0;
  shared = 0;

  constructor(db: DatabaseSync) {
    this.#read = db.prepare(
      'SELECT seq, related, identified, parties, acquainted, events, bytes, removed, shared FROM state',
    );
    this.#write = db.prepare(
      'UPDATE state SET seq = ?, related = ?, identified = ?, parties = ?, acquainted = ?, events = ?, bytes = ?, removed = ?, shared = ?',
    );
    this.#tally = db.prepare('UPDATE leaf SET count = count + ?, total = total + ? WHERE id = ?');
  }

  /** Reads what is committed and drops what is not. */
  load(): void {
    const row = this.#read.get() ?? {};
    this.seq = integer(row.seq);
    this.related = integer(row.related);
    this.identified = integer(row.identified);
    this.parties = integer(row.parties);
    this.acquainted = integer(row.acquainted);
    this.events = integer(row.events);
    this.bytes = integer(row.bytes);
    this.removed = integer(row.removed);
    this.shared = integer(row.shared);
    this.#row = this.#values();
    this.#stored.clear();
    this.#removed.clear();
  }

  stored(leaf: number, bytes: number): void {
    this.#stored.set(leaf, (this.#stored.get(leaf) ?? 0) + 1);
    this.events++;
    this.bytes += bytes;
  }

  deleted(leaf: number, bytes: number): void {
    this.#removed.set(leaf, (this.#removed.get(leaf) ?? 0) + 1);
    this.events--;
    this.bytes -= bytes;
  }

  /** To be called last in a transaction; writes nothing when nothing changed. */
  flush(): void {
    for (const [leaf, count] of this.#stored) this.#tally.run(count, count, leaf);
    for (const [leaf, count] of this.#removed) this.#tally.run(-count, 0, leaf);
    this.#stored.clear();
    this.#removed.clear();
    const row = this.#values();
    if (row.some((value, index) => value !== this.#row[index])) this.#write.run(...row);
    this.#row = row;
  }

  #values(): number[] {
    return [
      this.seq,
      this.related,
      this.identified,
      this.parties,
      this.acquainted,
      this.events,
      this.bytes,
      this.removed,
      this.shared,
    ];
  }

  /** How far an index that is kept behind its rows goes, and how far the rows go. */
  reach(upTo: 'identified' | 'acquainted', last: 'seq' | 'parties'): Reach {
    const ledger = this;
    return {
      get upTo() {
        return ledger[upTo];
      },
      set upTo(number) {
        ledger[upTo] = number;
      },
      get last() {
        return ledger[last];
      },
    };
  }

  get mark(): Mark {
    return { seq: this.seq, removed: this.removed, shared: this.shared };
  }
}
