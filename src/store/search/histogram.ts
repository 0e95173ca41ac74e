import type { Archive } from './archive.ts';
import type { Histogram } from './contract.ts';
import { NOWHERE } from './rows.ts';

const SEVERITIES = 7;

/** Counts rows (newest first) by time and severity. `range` in ms since the epoch, its end excluded; from the oldest to the newest row when missing. */
export function histogram(
  { rows, dictionaries }: Archive,
  list: Uint32Array,
  buckets: number,
  range?: { readonly from: number; readonly to: number },
): Histogram {
  const { time, leaf } = rows;
  const counts = new Array<number>(buckets * SEVERITIES).fill(0);
  const newest = time[list.find((row) => row !== NOWHERE) ?? -1] ?? 0;
  const oldest = time[list.findLast((row) => row !== NOWHERE) ?? -1] ?? 0;
  const { from, to } = range ?? { from: oldest, to: newest + 1 };
  const scale = buckets / Math.max(1, to - from);
  const severities: number[] = [];
  for (let index = 0; index < list.length; index++) {
    const row = list[index] ?? NOWHERE;
    if (row === NOWHERE || rows.isDead(row)) continue;
    const at = time[row] ?? 0;
    if (at >= to) continue;
    if (at < from) break;
    const bucket = Math.min(buckets - 1, Math.floor((at - from) * scale));
    const id = leaf[row] ?? 0;
    severities[id] ??= dictionaries.leaf(id)?.severity ?? 0;
    const cell = bucket * SEVERITIES + (severities[id] ?? 0);
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  return { from, to, buckets, counts };
}
