import type { DatabaseSync } from 'node:sqlite';
import { slices } from '../reader/slices.ts';
import { Dictionaries } from './dictionaries.ts';
import { countColumn } from './facets.ts';
import { Order } from './order.ts';
import { Present } from './present.ts';
import { Rows } from './rows.ts';
import { SEGMENT } from './searchDatabase.ts';
import type { Segment } from './segments.ts';
import { CHUNK, Standing, Tail } from './tail.ts';

/** Events that are held in memory at most; of a larger store the latest arrivals. */
export const MOST = 5_000_000;
/** Rows that are gone are dropped when they are so many, and a quarter of all. */
const DROP = 20_000;

/** The columns of all stored events, in order, and what their integers stand for. Follows the store when it is told to. */
export class Archive {
  readonly rows = new Rows();
  readonly order = new Order(this.rows);
  readonly dictionaries: Dictionaries;
  readonly #db: DatabaseSync;
  readonly #tail: Tail;
  readonly #standing: Standing;
  readonly #present: Present;
  readonly #most: number;
  #version = -1;
  #removed = -1;
  #stored = 0;
  #upTo = 0;

  constructor(db: DatabaseSync, most = MOST) {
    this.#db = db;
    this.#most = most;
    this.dictionaries = new Dictionaries(db);
    this.#tail = new Tail(db);
    this.#standing = new Standing(db);
    this.#present = new Present(db);
  }

  /** The share of the stored events that is held. */
  get covered(): number {
    const held = this.rows.length - this.rows.dead;
    return held >= this.#stored ? 1 : held / this.#stored;
  }

  /** Reads what is stored: from the segments what they hold, the rest from the events. */
  async load(segments: (after: number) => Iterable<Segment>, signal: AbortSignal): Promise<void> {
    const { seq, events } = this.#standing.state;
    const slice = slices();
    this.rows.reserve(Math.min(events, this.#most) + CHUNK);
    // Of a store that is larger than what may be held, the oldest are left out.
    const floor = events > this.#most ? this.#floor(seq, events) : 0;
    this.#upTo = floor;
    for (const { first, last, lists, count } of segments(floor)) {
      // One that is not written (yet) is read from the events.
      if (last > seq) break;
      await this.#read(first - 1, slice, signal);
      this.rows.append(lists, count);
      this.order.extend();
      this.#upTo = last;
      await slice();
      if (signal.aborted) return;
    }
    await this.#read(seq, slice, signal);
    this.order.extend();
    this.follow();
    await this.reconcile();
  }

  /** True when there is something to {@link follow}. */
  get behind(): boolean {
    const { version } = this.#standing;
    return version !== this.#version;
  }

  /** Takes in what changed since; more than some thousand new events over several calls. What was removed: nothing, some events, or whole leaves. */
  follow(): 'nothing' | 'some' | 'leaves' {
    const { version } = this.#standing;
    this.#db.exec('BEGIN');
    let removed: 'nothing' | 'some' | 'leaves' = 'nothing';
    let more = false;
    try {
      const { seq, removed: removals, events } = this.#standing.state;
      this.#stored = events;
      for (let times = 0; times < 4; times++) {
        const { lists, count } = this.#tail.after(this.#upTo, seq);
        this.rows.append(lists, count);
        this.#upTo = count < CHUNK ? seq : this.rows.last;
        more = this.#upTo < seq;
        if (!more) break;
      }
      if (removals !== this.#removed) removed = this.#forget() ? 'leaves' : 'some';
      this.#removed = removals;
    } finally {
      this.#db.exec('COMMIT');
    }
    this.order.extend();
    // With more to come the next call finds it behind still.
    this.#version = more ? -1 : version;
    return removed;
  }

  /** Drops what is gone from memory when it is much; `undefined` when it is not. */
  compact(): Uint32Array | undefined {
    const { dead, length } = this.rows;
    const over = length - dead - this.#most;
    if (over > DROP)
      for (let row = 0, left = over; left > 0 && row < length; row++)
        if (!this.rows.isDead(row)) {
          this.rows.kill(row);
          left--;
        }
    if (this.rows.dead < DROP || this.rows.dead * 4 < length) return undefined;
    const moved = this.rows.compact();
    this.order.move(moved);
    return moved;
  }

  /** Finds out which rows are gone, by leaf, where their numbers are not what the tallies say. Costs an index scan of such a leaf. True when some were. */
  async reconcile(): Promise<boolean> {
    const before = this.rows.dead;
    const all = this.order.snapshot();
    const { counts, met } = countColumn(this.rows, 'leaf', all);
    this.dictionaries.reload();
    const { leaves } = this.dictionaries;
    const slice = slices();
    for (const leaf of met) {
      if (leaves.get(leaf)?.count === counts[leaf]) continue;
      await this.#present.mark(leaf, leaves.has(leaf), this.rows, slice);
    }
    return this.rows.dead > before;
  }

  /** What was cleared and what retention let go from the low end. True when whole leaves went. */
  #forget(): boolean {
    const { first } = this.#standing;
    const end = this.rows.from(first);
    for (let row = 0; row < end; row++) this.rows.kill(row);
    if (!this.dictionaries.reload()) return false;
    const { leaves } = this.dictionaries;
    for (let row = end; row < this.rows.length; row++) if (!leaves.has(this.rows.leaf[row] ?? 0)) this.rows.kill(row);
    return true;
  }

  async #read(upTo: number, slice: () => Promise<void> | undefined, signal: AbortSignal): Promise<void> {
    while (this.#upTo < upTo && !signal.aborted) {
      const { lists, count } = this.#tail.after(this.#upTo, upTo);
      this.rows.append(lists, count);
      this.order.extend();
      this.#upTo = count < CHUNK ? upTo : this.rows.last;
      await slice();
    }
  }

  /** Nothing up to this `seq` is held: as if there were no holes in the numbers, which leaves out too many rather than too few. */
  #floor(seq: number, events: number): number {
    const first = this.#standing.first;
    const floor = seq - Math.floor((seq - first) * (this.#most / events));
    return Math.floor(floor / SEGMENT) * SEGMENT;
  }
}
