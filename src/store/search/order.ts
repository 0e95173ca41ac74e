import { NOWHERE, type Rows } from './rows.ts';

/** Indexes of rows by time, then by arrival, oldest first. */
export class Order {
  readonly #rows: Rows;
  #list = new Uint32Array(4_096);
  #length = 0;
  /** So much of the list is in the hands of others. */
  #lent = 0;

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  /** As it is now, to be read only: later rows do not change it. */
  snapshot(): Uint32Array {
    this.#lent = this.#length;
    return this.#list.subarray(0, this.#length);
  }

  /** Takes in the rows behind those that are here. */
  extend(): void {
    const { time, length } = this.#rows;
    const added = sorted(time, this.#length, length);
    const [first] = added;
    if (first === undefined) return;
    const latest = time[this.#list[this.#lent - 1] ?? NOWHERE] ?? Number.NEGATIVE_INFINITY;
    const { length: room } = this.#list;
    if (length > room) this.#own(Math.max(length, Math.ceil(room * 1.5)));
    else if ((time[first] ?? 0) < latest) this.#own(room);
    // From the end, where nearly all of them belong. What came later stands behind what has the same time.
    const list = this.#list;
    let old = this.#length - 1;
    let to = length - 1;
    for (let next = added.length - 1; next >= 0; ) {
      const row = added[next] ?? 0;
      const other = list[old] ?? 0;
      if (old >= 0 && (time[other] ?? 0) > (time[row] ?? 0)) {
        list[to--] = other;
        old--;
      } else {
        list[to--] = row;
        next--;
      }
    }
    this.#length = length;
  }

  /** See {@link Rows.compact}. */
  move(moved: Uint32Array): void {
    if (this.#lent > 0) this.#own(this.#list.length);
    let to = 0;
    for (let index = 0; index < this.#length; index++) {
      const row = moved[this.#list[index] ?? 0] ?? NOWHERE;
      if (row !== NOWHERE) this.#list[to++] = row;
    }
    this.#length = to;
  }

  /** A list that nobody else has. */
  #own(capacity: number): void {
    const list = new Uint32Array(capacity);
    list.set(this.#list.subarray(0, this.#length));
    this.#list = list;
    this.#lent = 0;
  }
}

/** The rows from `from` up to `end` by time; those of one time stay in order. Cheap where they nearly are in order, as events are that come from few sources. */
export function sorted(time: Float64Array, from: number, end: number): Uint32Array {
  let list = new Uint32Array(end - from);
  for (let index = 0; index < list.length; index++) list[index] = from + index;
  let spare = new Uint32Array(list.length);
  for (let width = 1; width < list.length; width *= 2) {
    let changed = false;
    for (let start = 0; start < list.length; start += 2 * width) {
      const middle = Math.min(start + width, list.length);
      const stop = Math.min(start + 2 * width, list.length);
      if (middle >= stop || (time[list[middle - 1] ?? 0] ?? 0) <= (time[list[middle] ?? 0] ?? 0)) {
        spare.set(list.subarray(start, stop), start);
        continue;
      }
      changed = true;
      let left = start;
      let right = middle;
      for (let to = start; to < stop; to++) {
        const fromLeft =
          left < middle && (right >= stop || (time[list[left] ?? 0] ?? 0) <= (time[list[right] ?? 0] ?? 0));
        spare[to] = list[fromLeft ? left++ : right++] ?? 0;
      }
    }
    if (changed) [list, spare] = [spare, list];
  }
  return list;
}
