import { setImmediate } from 'node:timers/promises';
import type { Archive } from './archive.ts';
import type { ViewState } from './contract.ts';
import { Growing } from './growing.ts';
import type { Predicate, Sieve } from './predicate.ts';
import { DEAD, NOWHERE } from './rows.ts';

/** How long a search may keep other calls waiting, ms. */
const SLICE = 8;
/** ms between two reports of how a search gets on. */
const REPORT = 250;
/** A first screen that is not full by then is shown as it is, and filled as more is found, ms. */
const PATIENCE = 20;
/** Enough for a first screen. */
const SCREEN = 100;
/** Rows that are judged at a time, between two looks at the time, by what one costs. */
const ROWS = [4_096, 2_048, 32] as const;
/** What is dear is often asked of few: as many more as are judged in so short a time, ms. */
const MOST_ROWS = 256;
const SHORT = 0.5;
const LONG = 4;

/** What the view of an expression holds: rows, newest first. */
export class View {
  readonly #archive: Archive;
  readonly #changed: (atOnce: boolean) => void;
  readonly #abort = new AbortController();
  #predicate: Predicate;
  /** Newest first. An entry of {@link NOWHERE} is gone. */
  #rows = new Growing();
  /** Matching rows that arrived since the freeze, in order of arrival. */
  #arrived: number[] = [];
  /** What is still to be looked at, from the end of it. Others read it too. */
  #left: Uint32Array = new Uint32Array();
  #at = 0;
  /** Rows from here on arrived since. */
  #judged: number;
  #version = 1;
  #dead = 0;
  readonly #batch = new Uint32Array(ROWS[0]);
  /** How many rows are judged at a time where that is dear. */
  #dear: number = ROWS[2];

  constructor(archive: Archive, predicate: Predicate, changed: (atOnce: boolean) => void) {
    this.#archive = archive;
    this.#judged = archive.rows.length;
    this.#predicate = predicate;
    this.#changed = changed;
  }

  get version(): number {
    return this.#version;
  }

  /** Rows from here on were not looked at yet. */
  get judged(): number {
    return this.#judged;
  }

  /** Newest first; of events that are gone {@link NOWHERE}. */
  get rows(): Uint32Array {
    return this.#rows.list;
  }

  state(indexed: number): ViewState {
    const { rows } = this;
    const { time } = this.#archive.rows;
    const newest = time[rows.find((row) => row !== NOWHERE) ?? -1];
    const oldest = time[rows.findLast((row) => row !== NOWHERE) ?? -1];
    const looked = this.#left.length === 0 ? 1 : 1 - this.#at / this.#left.length;
    const { length } = this.#archive.rows;
    const judged = length === 0 ? 1 : this.#judged / length;
    return {
      version: this.#version,
      total: rows.length,
      arrived: this.#arrived.length,
      searched: looked * judged * this.#archive.covered,
      indexed,
      ...(oldest !== undefined && { oldest }),
      ...(newest !== undefined && { newest }),
    };
  }

  /** Looks at every row, from the newest on. Resolves when the first screen is right; goes on until it is done or disposed. */
  search(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#search(resolve).then(resolve, reject);
    });
  }

  async #search(screen: () => void): Promise<void> {
    this.#left = this.#archive.order.snapshot();
    this.#at = this.#left.length;
    const begun = performance.now();
    let told = begun;
    let shown = 0;
    while (this.#at > 0 && !this.#abort.signal.aborted) {
      const end = performance.now() + SLICE;
      const sieve = this.#predicate.bind();
      // What is cheap is soon whole.
      const hurries = this.#predicate.cost === 2 && shown === 0;
      let now: number;
      do {
        // A look may take long, and what it finds may be moved only between slices.
        this.#some(sieve);
        now = performance.now();
      } while (this.#at > 0 && now < end && !(hurries && this.#rows.length >= SCREEN));
      if (this.#at === 0) break;
      this.#version++;
      const { length } = this.#rows;
      if (length >= SCREEN || now - begun >= PATIENCE) screen();
      // At once: what is found when a screen was not filled in time, and the full screen.
      const fills = shown < SCREEN && (length >= SCREEN || (shown === 0 && length > 0 && now - begun >= PATIENCE));
      if (fills) shown = length;
      if (fills || now - told >= REPORT) {
        told = now;
        this.#changed(fills);
      }
      await setImmediate();
    }
    if (this.#abort.signal.aborted) return;
    this.#left = new Uint32Array();
    this.#version++;
    this.#changed(true);
  }

  /** Looks at the next few rows. */
  #some(sieve: Sieve): void {
    const { cost } = this.#predicate;
    const begun = cost === 2 ? performance.now() : 0;
    const stop = Math.max(0, this.#at - (cost === 2 ? this.#dear : ROWS[cost]));
    const count = this.#take(stop);
    this.#rows.append(this.#batch, sieve(this.#batch, count));
    this.#at = stop;
    if (cost !== 2) return;
    const took = performance.now() - begun;
    if (took < SHORT) this.#dear = Math.min(MOST_ROWS, this.#dear * 2);
    else if (took > LONG) this.#dear = Math.max(ROWS[2], this.#dear >>> 1);
  }

  /** Fills the batch with what is not gone, down to a place in what is left. How many they are. */
  #take(stop: number): number {
    const { flags, dead } = this.#archive.rows;
    const some = this.#batch;
    const left = this.#left;
    let count = 0;
    if (dead === 0) for (let index = this.#at - 1; index >= stop; index--) some[count++] = left[index] ?? 0;
    else
      for (let index = this.#at - 1; index >= stop; index--) {
        const row = left[index] ?? 0;
        if (((flags[row] ?? DEAD) & DEAD) === 0) some[count++] = row;
      }
    return count;
  }

  /** Looks at rows that are new, for at most `ms`, up to this one; what is left is looked at the next time. `dear`: each may have to be read. */
  judge(ms: number, end: number, dear: boolean): void {
    const { rows } = this.#archive;
    if (this.#judged >= end) return;
    const sieve = this.#predicate.bind();
    const batch = dear ? MOST_ROWS : ROWS[this.#predicate.cost];
    const late = performance.now() + ms;
    do {
      const some = this.#batch;
      let count = 0;
      for (const stop = Math.min(end, this.#judged + batch); this.#judged < stop; this.#judged++)
        if (!rows.isDead(this.#judged)) some[count++] = this.#judged;
      const kept = sieve(some, count);
      for (let index = 0; index < kept; index++) this.#arrived.push(some[index] ?? NOWHERE);
    } while (this.#judged < end && performance.now() < late);
  }

  /** Takes in what arrived and drops what is gone. While a search is under way, what belongs behind the rows that are found waits. */
  refresh(): void {
    const { rows } = this.#archive;
    const found = this.rows;
    const newer = (a: number, b: number) =>
      (rows.time[b] ?? 0) - (rows.time[a] ?? 0) || (rows.seq[b] ?? 0) - (rows.seq[a] ?? 0);
    const arrived = this.#arrived.filter((row) => !rows.isDead(row)).sort(newer);
    const last = found[found.length - 1];
    const searching = this.#at > 0;
    const taken = searching ? arrived.filter((row) => last !== undefined && newer(row, last) < 0) : arrived;
    this.#arrived = searching ? arrived.filter((row) => last === undefined || newer(row, last) >= 0) : [];
    const clean = this.#dead === 0;
    const merged = new Uint32Array(found.length + taken.length);
    let to = 0;
    let from = 0;
    for (const row of taken) {
      while (from < found.length) {
        const other = found[from] ?? NOWHERE;
        if (other !== NOWHERE && newer(row, other) < 0) break;
        from++;
        if (other !== NOWHERE && (clean || !rows.isDead(other))) merged[to++] = other;
      }
      merged[to++] = row;
    }
    if (clean) {
      merged.set(found.subarray(from), to);
      to += found.length - from;
    } else {
      for (; from < found.length; from++) {
        const other = found[from] ?? NOWHERE;
        if (other !== NOWHERE && !rows.isDead(other)) merged[to++] = other;
      }
    }
    this.#dead = 0;
    this.#rows = new Growing(merged, to);
    this.#version++;
  }

  /** Some rows are gone: the next refresh drops them, and so are those that had just arrived. */
  removed(): void {
    this.#dead++;
    this.#arrived = this.#arrived.filter((row) => !this.#archive.rows.isDead(row));
  }

  /** See `Rows.compact`. */
  move(moved: Uint32Array): void {
    const list = this.rows;
    for (let index = 0; index < list.length; index++) list[index] = moved[list[index] ?? NOWHERE] ?? NOWHERE;
    const at = this.#at;
    const left = this.#left.map((row) => moved[row] ?? NOWHERE);
    this.#left = left.filter((row) => row !== NOWHERE);
    this.#at = left.subarray(0, at).filter((row) => row !== NOWHERE).length;
    const next = moved.subarray(this.#judged).find((row) => row !== NOWHERE);
    this.#judged = next ?? this.#archive.rows.length;
    this.#arrived = this.#arrived.map((row) => moved[row] ?? NOWHERE).filter((row) => row !== NOWHERE);
    this.#dead++;
  }

  /** What dictionaries said may not hold any more. */
  set predicate(predicate: Predicate) {
    this.#predicate = predicate;
  }

  dispose(): void {
    this.#abort.abort();
  }
}
