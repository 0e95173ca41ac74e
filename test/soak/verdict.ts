import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { files } from '../../src/store/files.ts';
import { median } from '../bench/figure.ts';
import type { Sample } from './sample.ts';
import type { SoakWindow } from './window.ts';

/** How long the rest may take to arrive once the vendor is quiet, real ms. */
const REST = 60_000;

/** Lets what is left arrive, closes the window and compares what the vendor made available with every id that was ever stored. */
export async function compare(
  window: SoakWindow,
  directory: string,
  ids: readonly string[],
): Promise<{ readonly stored: number; readonly lost: number; readonly twice: number }> {
  const db = new DatabaseSync(files(directory).database, { readOnly: true });
  try {
    const count = db.prepare('SELECT (SELECT count(*) FROM event) + (SELECT count(*) FROM forgotten) AS count');
    const end = Date.now() + REST;
    while (Number(count.get()?.count) < ids.length && Date.now() < end) await setTimeout(100);
    await window.close();
    const known = db.prepare('SELECT id FROM event UNION ALL SELECT id FROM forgotten').all();
    const distinct = new Set(known.map(({ id }) => String(id)));
    return {
      stored: known.length,
      lost: ids.filter((id) => !distinct.has(id)).length,
      twice: known.length - distinct.size,
    };
  } finally {
    db.close();
  }
}

/** What may differ between the day's second and its last quarter: a part of it, and so much beside. */
const ALLOWED: Readonly<Record<keyof Sample, { readonly part: number; readonly beside: number }>> = {
  heapMb: { part: 0.1, beside: 2 },
  externalMb: { part: 0.1, beside: 4 },
  rssMb: { part: 0.15, beside: 40 },
  timers: { part: 0, beside: 4 },
  resources: { part: 0, beside: 4 },
  files: { part: 0, beside: 4 },
  functions: { part: 0.01, beside: 50 },
  abortSignals: { part: 0, beside: 10 },
};
const NAMES = Object.keys(ALLOWED) as (keyof Sample)[];

/** The day's second quarter is the measure: in the first one caches fill. */
function quarters(samples: readonly Sample[], name: keyof Sample): readonly number[] {
  const size = samples.length / 4;
  return [0, 1, 2, 3].map((n) => median(samples.slice(n * size, (n + 1) * size).map((one) => one[name])));
}

/** A sentence for each thing that grew. */
export function growth(samples: readonly Sample[]): readonly string[] {
  return NAMES.flatMap((name) => {
    const [, second = 0, , last = 0] = quarters(samples, name);
    const { part, beside } = ALLOWED[name];
    return last > second * (1 + part) + beside ? [`${name} grew from ${second.toFixed(1)} to ${last.toFixed(1)}.`] : [];
  });
}

/** Markdown: the median of each quarter of the day. */
export function table(samples: readonly Sample[]): string {
  const rows = NAMES.map(
    (name) =>
      `| ${name} | ${quarters(samples, name)
        .map((value) => value.toFixed(1))
        .join(' | ')} |`,
  );
  return ['| median of | 0-6 h | 6-12 h | 12-18 h | 18-24 h |', '|---|---|---|---|---|', ...rows].join('\n');
}
