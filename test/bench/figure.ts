/** One measured figure. */
export interface Figure {
  readonly value: number;
  readonly unit: string;
}

/** A group measures what belongs together, in interleaved rounds; its names begin with the group's name. */
export type Group = (report: (line: string) => void) => Promise<Readonly<Record<string, Figure>>>;

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** `q` in [0, 1]; the nearest measured value, none is made up. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
  if (value === undefined) throw new Error('Nothing was measured.');
  return value;
}
