/** Where an event stands in the order of views: by time, then by arrival, newest first. */
export interface Position {
  readonly time: number;
  readonly seq: number;
}

/** Keeps the newest `limit` of what it is given in sorted runs (newest first). */
export class Newest {
  readonly #limit: number;
  #kept: Position[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(run: readonly Position[]): void {
    if (run.length === 0) return;
    const merged: Position[] = [];
    let a = 0;
    let b = 0;
    while (merged.length < this.#limit) {
      const left = this.#kept[a];
      const right = run[b];
      if (left && (!right || newer(left, right))) {
        merged.push(left);
        a++;
      } else if (right) {
        merged.push(right);
        b++;
      } else break;
    }
    this.#kept = merged;
  }

  /** Events older than this cannot be among the newest any more. */
  get floor(): number {
    return this.#kept.length < this.#limit
      ? Number.MIN_SAFE_INTEGER
      : (this.#kept.at(-1)?.time ?? Number.MIN_SAFE_INTEGER);
  }

  get list(): readonly Position[] {
    return this.#kept;
  }
}

function newer(a: Position, b: Position): boolean {
  return a.time > b.time || (a.time === b.time && a.seq > b.seq);
}
