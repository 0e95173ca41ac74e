import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { integer } from '../columns.ts';
import { HashFilter } from './hashFilter.ts';

/**
 * `most` entries are sorted and written together: more would be on fewer pages, and more to read when another window has written. `step` of them take about 8 ms, to read a
 * `slice` for the filter less than 2 ms.
 */
const SIZE = { most: 32_768, step: 6_144, slice: 4_096 };
/** A filter has room for so many times what there is. */
const GROWTH = 4;

/** However few there are, or only when it is worth it. */
export type Amount = 'few' | 'many';

export interface Reach {
  /** Rows with a higher number are not in the table yet. */
  upTo: number;
  /** The highest number given so far. */
  readonly last: number;
}

interface Options {
  readonly table: string;
  /** What the table calls the numbers. */
  readonly column: string;
  readonly reach: Reach;
  /** What the table does not hold yet. */
  readonly behind: (upTo: number) => Iterable<{ readonly hash: number; readonly number: number }>;
  readonly size?: typeof SIZE;
}

/** Sorted entries that are being written, a step at a time. */
interface Batch {
  /** Numbers by hash. */
  readonly entries: Map<number, number>;
  readonly hashes: Float64Array;
  /** The table is complete up to here when all are written. */
  readonly upTo: number;
  written: number;
}

/**
 * An index of rows by a hash, kept behind the rows themselves. Its entries fall on random pages: written with each commit they cost more than all the rest of it
 * (measured over a million events: 25 of 60 µs an event, with the log and the disk), sorted by the thousand next to nothing. What the table does not hold yet is in
 * memory. All inside the transaction of the caller.
 */
export class HashIndex {
  readonly #db: DatabaseSync;
  readonly #options: Options;
  readonly #size: typeof SIZE;
  readonly #find: StatementSync;
  readonly #written: StatementSync;
  readonly #insert: StatementSync;
  readonly #delete: StatementSync;
  /** Numbers by hash. */
  #recent = new Map<number, number>();
  #batch: Batch | undefined;
  #known = false;
  #filter: HashFilter | undefined;
  /** Something was, or will be, added: a filter is worth its while. */
  #adds = false;

  constructor(db: DatabaseSync, options: Options) {
    const { table, column } = options;
    this.#db = db;
    this.#options = options;
    this.#size = options.size ?? SIZE;
    this.#find = db.prepare(`SELECT ${column} AS number FROM ${table} WHERE hash = ?`);
    this.#written = db.prepare(`SELECT i.hash FROM json_each(?) j CROSS JOIN ${table} i ON i.hash = j.value`);
    this.#insert = db.prepare(`INSERT INTO ${table}(hash, ${column}) VALUES(?, ?) ON CONFLICT DO NOTHING`);
    this.#delete = db.prepare(`DELETE FROM ${table} WHERE hash = ? AND ${column} = ?`);
  }

  /** What is remembered may not be what is committed: it is read again when it is needed. */
  clear(): void {
    this.#recent.clear();
    this.#batch = undefined;
    this.#known = false;
    this.#filter = undefined;
    this.#adds = false;
  }

  /** Some rows are not in the table yet. */
  get waiting(): boolean {
    const { reach } = this.#options;
    return reach.upTo < reach.last;
  }

  /** Which of these hashes the table has: asked at once and sorted they take less than half of the time. */
  written(hashes: readonly number[]): ReadonlySet<number> {
    const asked = Float64Array.from(hashes.filter((hash) => this.#mayHave(hash)));
    if (asked.length === 0) return new Set();
    const sorted = JSON.stringify([...asked.sort()]);
    return new Set(this.#written.all(sorted).map(({ hash }) => integer(hash)));
  }

  /** The first row of this hash that is the one. `written`: what the table had before rows were added in this transaction. */
  find(hash: number, isIt: (number: number) => boolean, written?: ReadonlySet<number>): number | undefined {
    this.#read();
    if (!this.#mayHave(hash)) return undefined;
    const recent = this.#recent.get(hash);
    if (recent !== undefined && isIt(recent)) return recent;
    const waiting = this.#batch?.entries.get(hash);
    if (waiting !== undefined && isIt(waiting)) return waiting;
    // The second of a hash has its entry at once.
    if (written && recent === undefined && !written.has(hash)) return undefined;
    for (const row of this.#find.all(hash)) {
      const number = integer(row.number);
      if (isIt(number)) return number;
    }
    return undefined;
  }

  add(hash: number, number: number): void {
    this.#read();
    this.#add(hash, number);
    this.#adds = true;
  }

  remove(hash: number, number: number): void {
    if (number > this.#options.reach.upTo) {
      this.#read();
      for (const entries of [this.#recent, this.#batch?.entries]) {
        if (entries?.get(hash) === number) entries.delete(hash);
      }
    }
    this.#delete.run(hash, number);
  }

  /** Writes some of what the table does not hold yet. */
  step(amount: Amount): void {
    if (!this.waiting) return;
    this.#read();
    if (this.#batch === undefined && (amount === 'few' || this.#recent.size >= this.#size.most)) {
      const entries = this.#recent;
      this.#recent = new Map();
      const hashes = Float64Array.from(entries.keys()).sort();
      this.#batch = { entries, hashes, upTo: this.#options.reach.last, written: 0 };
    }
    if (this.#batch) this.#write(this.#batch);
  }

  /** Much may be added before long. */
  prepare(): void {
    this.#adds = true;
  }

  /** There is more of the table for the filter to read. */
  get filling(): boolean {
    return this.#adds && !(this.#filter?.complete && this.#filter.hasRoom(this.#options.reach.last));
  }

  /** Reads a little of it. May be called outside a transaction: what another window writes meanwhile leads to {@link clear}. */
  fill(): void {
    if (!this.filling) return;
    const { table, reach } = this.#options;
    if (!this.#filter?.hasRoom(reach.last)) {
      this.#filter = new HashFilter(this.#db, table, GROWTH * reach.last, this.#size.slice);
      for (const entries of [this.#recent, this.#batch?.entries])
        for (const hash of entries?.keys() ?? []) this.#filter.add(hash);
    }
    this.#filter.fill();
  }

  #mayHave(hash: number): boolean {
    return this.#filter?.mayHave(hash) ?? true;
  }

  #write(batch: Batch): void {
    const end = Math.min(batch.hashes.length, batch.written + this.#size.step);
    for (; batch.written < end; batch.written++) {
      const hash = batch.hashes[batch.written] ?? 0;
      const number = batch.entries.get(hash);
      // Missing: removed meanwhile.
      if (number !== undefined) this.#insert.run(hash, number);
    }
    if (end < batch.hashes.length) return;
    this.#batch = undefined;
    this.#options.reach.upTo = batch.upTo;
  }

  #read(): void {
    if (this.#known) return;
    this.#known = true;
    const { reach, behind } = this.#options;
    for (const { hash, number } of behind(reach.upTo)) this.#add(hash, number);
  }

  #add(hash: number, number: number): void {
    this.#filter?.add(hash);
    // Hardly ever two have the same: the second has its entry at once.
    if (this.#recent.has(hash)) this.#insert.run(hash, number);
    else this.#recent.set(hash, number);
  }
}
