/**
 * Keeps those of some rows that match: moves them, in their order, to the front of the list and says how many they are. Rows come by the hundred, because asking one by
 * one through functions of functions takes several times as long.
 */
export type Sieve = (rows: Uint32Array, count: number) => number;

export interface Predicate {
  /** A sieve that holds until rows are added or moved: it knows the columns as they are. */
  bind(): Sieve;
  /** What a row costs: 0 a look into memory, 1 into an index now and then, 2 perhaps a read from the file. */
  readonly cost: 0 | 1 | 2;
}

export const EVERY: Predicate = { bind: () => (_, count) => count, cost: 0 };
export const NONE: Predicate = { bind: () => () => 0, cost: 0 };

/** Whatever is cheap is asked first, so that what is dear is asked of few. */
export function every(of: readonly Predicate[]): Predicate {
  const [first, ...rest] = cheapFirst(of.filter((one) => one !== EVERY));
  if (!first) return EVERY;
  if (rest.length === 0) return first;
  return {
    cost: rest.at(-1)?.cost ?? first.cost,
    bind: () => {
      const sieves = [first, ...rest].map((one) => one.bind());
      return (rows, count) => {
        let left = count;
        for (const sieve of sieves) if (left > 0) left = sieve(rows, left);
        return left;
      };
    },
  };
}

export function some(of: readonly Predicate[]): Predicate {
  const [first, ...rest] = cheapFirst(of.filter((one) => one !== NONE));
  if (!first) return NONE;
  if (rest.length === 0) return first;
  return {
    cost: rest.at(-1)?.cost ?? first.cost,
    bind: () => {
      const sieves = [first, ...rest].map((one) => one.bind());
      const left = new Copy();
      const found = new Copy();
      return (rows, count) => {
        // Each is asked only of what none before it has found.
        const others = left.of(rows, count);
        let open = count;
        for (const sieve of sieves) {
          if (open === 0) break;
          const some = found.of(others, open);
          open = without(others, open, some, sieve(some, open));
        }
        return open === count ? 0 : without(rows, count, others, open);
      };
    },
  };
}

export function not({ bind, cost }: Predicate): Predicate {
  return {
    cost,
    bind: () => {
      const sieve = bind();
      const copy = new Copy();
      return (rows, count) => {
        const found = copy.of(rows, count);
        return without(rows, count, found, sieve(found, count));
      };
    },
  };
}

/** Whether a number of a column lies within. */
export function within(column: () => Float64Array, from: number, to: number): Predicate {
  return {
    cost: 0,
    bind: () => {
      const values = column();
      return (rows, count) => {
        let kept = 0;
        for (let index = 0; index < count; index++) {
          const row = rows[index] ?? 0;
          const value = values[row] ?? Number.NaN;
          if (value >= from && value <= to) rows[kept++] = row;
        }
        return kept;
      };
    },
  };
}

/** Whether a bit of a column is set. */
export function marked(column: () => Uint8Array, bit: number): Predicate {
  return {
    cost: 0,
    bind: () => {
      const values = column();
      return (rows, count) => {
        let kept = 0;
        for (let index = 0; index < count; index++) {
          const row = rows[index] ?? 0;
          if (((values[row] ?? 0) & bit) !== 0) rows[kept++] = row;
        }
        return kept;
      };
    },
  };
}

/** What is answered for ids. */
export interface Answers {
  /** By id: 0 where it was not asked yet, else {@link YES} or {@link NO}. */
  readonly known: Uint8Array;
  /** Asks, and notes it in `known`, which may be another list then. */
  learn(id: number): number;
}
export const YES = 1;
export const NO = 2;

/** Each id is asked about once. */
export class Answered implements Answers {
  readonly #ask: (id: number) => boolean;
  known = new Uint8Array(256);

  constructor(ask: (id: number) => boolean) {
    this.#ask = ask;
  }

  learn(id: number): number {
    this.known = reaching(this.known, id + 1);
    const answer = this.#ask(id) ? YES : NO;
    this.known[id] = answer;
    return answer;
  }
}

/** Asks for each value of a column. */
export function ofColumn(column: () => Uint32Array, ask: Answers | ((id: number) => boolean)): Predicate {
  const answers = typeof ask === 'function' ? new Answered(ask) : ask;
  return {
    cost: 0,
    bind: () => {
      const ids = column();
      return (rows, count) => {
        let kept = 0;
        for (let index = 0; ; ) {
          const { known } = answers;
          // No call in here: what each look would have to check again behind one takes as long as the look.
          for (; index < count; index++) {
            const row = rows[index] ?? 0;
            const answer = known[ids[row] ?? 0] ?? 0;
            if (answer === 0) break;
            // Without a branch: where about half of the rows match, guessing wrong takes most of the time.
            rows[kept] = row;
            kept += answer & YES;
          }
          if (index >= count) return kept;
          answers.learn(ids[rows[index] ?? 0] ?? 0);
        }
      };
    },
  };
}

/** The list, or a longer one that begins with it. */
export function reaching(list: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  if (length <= list.length) return list;
  const longer = new Uint8Array(Math.max(length, list.length * 2));
  longer.set(list);
  return longer;
}

/** A list that takes copies of others: to make one anew for some thousand rows each time takes longer than to look at them. */
class Copy {
  #list = new Uint32Array();

  of(rows: Uint32Array, count: number): Uint32Array {
    if (count > this.#list.length) this.#list = new Uint32Array(count);
    this.#list.set(rows.length === count ? rows : rows.subarray(0, count));
    return this.#list;
  }
}

/** Takes rows out of others among which they are in the same order; how many are left. */
function without(rows: Uint32Array, count: number, out: Uint32Array, outs: number): number {
  if (outs === 0) return count;
  let kept = 0;
  let next = 0;
  for (let index = 0; index < count; index++) {
    const row = rows[index] ?? 0;
    if (next < outs && out[next] === row) next++;
    else rows[kept++] = row;
  }
  return kept;
}

function cheapFirst(of: readonly Predicate[]): Predicate[] {
  return of.toSorted((a, b) => a.cost - b.cost);
}
