import { SEVERITIES_WORST_FIRST, type Severity } from '../../../model/severity.ts';
import type { Histogram } from '../../../store/search/contract.ts';

const SEVERITIES = 7;

/** Events of one bucket, by severity. */
export function countsOf({ counts }: Histogram, bucket: number): readonly number[] {
  return counts.slice(bucket * SEVERITIES, (bucket + 1) * SEVERITIES);
}

export function totalOf(histogram: Histogram, bucket: number): number {
  return countsOf(histogram, bucket).reduce((sum, count) => sum + count, 0);
}

export function highest(histogram: Histogram): number {
  let most = 0;
  for (let bucket = 0; bucket < histogram.buckets; bucket++) most = Math.max(most, totalOf(histogram, bucket));
  return most;
}

/** When a bucket begins; that of `buckets` is the end. ms since the epoch. */
export function timeOf({ from, to, buckets }: Histogram, bucket: number): number {
  return from + ((to - from) * bucket) / buckets;
}

export function bucketOf({ from, to, buckets }: Histogram, time: number): number {
  return Math.max(0, Math.min(buckets - 1, Math.floor(((time - from) / (to - from)) * buckets)));
}

/** One outline a severity, the worst at the bottom. What is there is at least a pixel high. `top`: the count that fills the height. */
export function outlines(
  histogram: Histogram,
  width: number,
  height: number,
  top: number,
): readonly { readonly severity: Severity; readonly path: string }[] {
  const paths = SEVERITIES_WORST_FIRST.map((severity) => ({ severity, path: '' }));
  const step = width / histogram.buckets;
  for (let bucket = 0; bucket < histogram.buckets; bucket++) {
    const counts = countsOf(histogram, bucket);
    let y = height;
    const x = round(bucket * step);
    const wide = Math.max(1, round(step - (step > 4 ? 1 : 0)));
    for (const outline of paths) {
      const count = counts[outline.severity] ?? 0;
      if (count === 0) continue;
      const tall = Math.min(y, Math.max(1, round((count / top) * height)));
      y = round(y - tall);
      outline.path += `M${x} ${y}h${wide}v${tall}h${-wide}Z`;
    }
  }
  return paths.filter(({ path }) => path !== '');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
