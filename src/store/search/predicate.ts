/** Whether an event matches, by the index of its row. */
export type Test = (row: number) => boolean;

export interface Predicate {
  /** A test that holds until rows are added or moved: it knows the columns as they are. */
  bind(): Test;
  /** What a test costs: 0 a look into memory, 1 into an index now and then, 2 perhaps a read from the file. */
  readonly cost: 0 | 1 | 2;
}

export const EVERY: Predicate = { bind: () => () => true, cost: 0 };
export const NONE: Predicate = { bind: () => () => false, cost: 0 };

/** Whatever is cheap is asked first, so that what is dear is asked of few. */
export function every(of: readonly Predicate[]): Predicate {
  const [first, ...rest] = cheapFirst(of);
  if (!first) return EVERY;
  if (rest.length === 0) return first;
  const others = every(rest);
  return {
    cost: others.cost,
    bind: () => {
      const [a, b] = [first.bind(), others.bind()];
      return (row) => a(row) && b(row);
    },
  };
}

export function some(of: readonly Predicate[]): Predicate {
  const [first, ...rest] = cheapFirst(of);
  if (!first) return NONE;
  if (rest.length === 0) return first;
  const others = some(rest);
  return {
    cost: others.cost,
    bind: () => {
      const [a, b] = [first.bind(), others.bind()];
      return (row) => a(row) || b(row);
    },
  };
}

export function not({ bind, cost }: Predicate): Predicate {
  return {
    cost,
    bind: () => {
      const test = bind();
      return (row) => !test(row);
    },
  };
}

/** Whether a number of a column lies within. */
export function within(column: () => Float64Array, from: number, to: number): Predicate {
  return {
    cost: 0,
    bind: () => {
      const values = column();
      return (row) => {
        const value = values[row] ?? Number.NaN;
        return value >= from && value <= to;
      };
    },
  };
}

const YES = 1;
const NO = 2;

/** Asks once for each value of a column. */
export function ofColumn(column: () => Uint32Array, ask: (id: number) => boolean): Predicate {
  let known = new Uint8Array(256);
  const learn = (id: number): number => {
    if (id >= known.length) {
      const more = new Uint8Array(Math.max(id + 1, known.length * 2));
      more.set(known);
      known = more;
    }
    const answer = ask(id) ? YES : NO;
    known[id] = answer;
    return answer;
  };
  return {
    cost: 0,
    bind: () => {
      const ids = column();
      return (row) => {
        const id = ids[row] ?? 0;
        return (known[id] || learn(id)) === YES;
      };
    },
  };
}

function cheapFirst(of: readonly Predicate[]): Predicate[] {
  return of.toSorted((a, b) => a.cost - b.cost);
}
