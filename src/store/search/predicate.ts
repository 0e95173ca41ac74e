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
      return (rows, count) => {
        // Each is asked only of what none before it has found.
        const left = rows.slice(0, count);
        let others = count;
        for (const sieve of sieves) {
          if (others === 0) break;
          const found = left.slice(0, others);
          others = without(left, others, found, sieve(found, others));
        }
        return others === count ? 0 : without(rows, count, left, others);
      };
    },
  };
}

export function not({ bind, cost }: Predicate): Predicate {
  return {
    cost,
    bind: () => {
      const sieve = bind();
      return (rows, count) => {
        const found = rows.slice(0, count);
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

const YES = 1;
const NO = 2;

/** What was answered for ids, each of which is asked about once. */
export class Answered {
  readonly #ask: (id: number) => boolean;
  /** By id; 0: not asked yet. */
  known = new Uint8Array(256);

  constructor(ask: (id: number) => boolean) {
    this.#ask = ask;
  }

  learn(id: number): number {
    if (id >= this.known.length) {
      const more = new Uint8Array(Math.max(id + 1, this.known.length * 2));
      more.set(this.known);
      this.known = more;
    }
    const answer = this.#ask(id) ? YES : NO;
    this.known[id] = answer;
    return answer;
  }
}

/** Asks once for each value of a column, or of several that share what is answered. */
export function ofColumn(column: () => Uint32Array, ask: Answered | ((id: number) => boolean)): Predicate {
  const answered = ask instanceof Answered ? ask : new Answered(ask);
  return {
    cost: 0,
    bind: () => {
      const ids = column();
      return (rows, count) => {
        let { known } = answered;
        let kept = 0;
        for (let index = 0; index < count; index++) {
          const row = rows[index] ?? 0;
          const id = ids[row] ?? 0;
          let answer = known[id] ?? 0;
          if (answer === 0) {
            answer = answered.learn(id);
            known = answered.known;
          }
          if (answer === YES) rows[kept++] = row;
        }
        return kept;
      };
    },
  };
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
