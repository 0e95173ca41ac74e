/** One event is one index in all of these. A party of 0: none. */
export const COLUMNS = [
  'seq',
  'time',
  'received',
  'stream',
  'leaf',
  'aspect',
  'actor',
  'target',
  'subject',
  'flags',
] as const;
export type Column = (typeof COLUMNS)[number];
export type Lists = { readonly [C in Column]: Float64Array | Uint32Array | Uint8Array };

/** Bits of `flags`. */
export const CHANGED = 1;
export const DEAD = 2;

/** What became of an index when rows were dropped: none. */
export const NOWHERE = 0xffffffff;

const BEGIN = 4_096;

/** Columns of events in memory, in order of arrival: about 50 bytes an event. */
export class Rows {
  seq = new Float64Array(BEGIN);
  time = new Float64Array(BEGIN);
  received = new Float64Array(BEGIN);
  stream = new Uint32Array(BEGIN);
  leaf = new Uint32Array(BEGIN);
  aspect = new Uint32Array(BEGIN);
  actor = new Uint32Array(BEGIN);
  target = new Uint32Array(BEGIN);
  subject = new Uint32Array(BEGIN);
  flags = new Uint8Array(BEGIN);
  length = 0;
  dead = 0;

  get last(): number {
    return this.length === 0 ? 0 : (this.seq[this.length - 1] ?? 0);
  }

  /** Appends `count` rows that arrived after all that are here. */
  append(lists: Lists, count: number): void {
    this.reserve(this.length + count);
    for (const column of COLUMNS) {
      const list = lists[column];
      this[column].set(list.length === count ? list : list.subarray(0, count), this.length);
    }
    this.length += count;
  }

  reserve(length: number): void {
    if (length <= this.seq.length) return;
    const capacity = Math.max(length, Math.ceil(this.seq.length * 1.5));
    this.seq = grown(this.seq, new Float64Array(capacity));
    this.time = grown(this.time, new Float64Array(capacity));
    this.received = grown(this.received, new Float64Array(capacity));
    this.stream = grown(this.stream, new Uint32Array(capacity));
    this.leaf = grown(this.leaf, new Uint32Array(capacity));
    this.aspect = grown(this.aspect, new Uint32Array(capacity));
    this.actor = grown(this.actor, new Uint32Array(capacity));
    this.target = grown(this.target, new Uint32Array(capacity));
    this.subject = grown(this.subject, new Uint32Array(capacity));
    this.flags = grown(this.flags, new Uint8Array(capacity));
  }

  isDead(row: number): boolean {
    return ((this.flags[row] ?? DEAD) & DEAD) !== 0;
  }

  kill(row: number): void {
    if (this.isDead(row)) return;
    this.flags[row] = (this.flags[row] ?? 0) | DEAD;
    this.dead++;
  }

  /** The index of the first row with this `seq` or a later one. */
  from(seq: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.seq[middle] ?? 0) < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  find(seq: number): number | undefined {
    const row = this.from(seq);
    return row < this.length && this.seq[row] === seq ? row : undefined;
  }

  /** Drops dead rows, and says where each row is now. */
  compact(): Uint32Array {
    const moved = new Uint32Array(this.length).fill(NOWHERE);
    let to = 0;
    for (let row = 0; row < this.length; row++) {
      if (this.isDead(row)) continue;
      moved[row] = to;
      if (to !== row) for (const column of COLUMNS) this[column][to] = this[column][row] ?? 0;
      to++;
    }
    this.length = to;
    this.dead = 0;
    return moved;
  }
}

function grown<T extends Float64Array | Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
