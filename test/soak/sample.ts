import { readdirSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { queryObjects } from 'node:v8';
import type { AcceleratedClock } from './acceleratedClock.ts';

/** What must not grow. */
export interface Sample {
  readonly heapMb: number;
  readonly externalMb: number;
  readonly rssMb: number;
  /** Timers of the product's clock. */
  readonly timers: number;
  /** What keeps the event loop busy: sockets, ports, handles. */
  readonly resources: number;
  readonly files: number;
  /** Functions in the heap: every listener that is left behind keeps one. */
  readonly functions: number;
  readonly abortSignals: number;
}

const MB = 1_048_576;

/** Looks at this process after a full collection. `files` is 0 where the system does not tell. */
export async function sample(clock: AcceleratedClock): Promise<Sample> {
  if (!globalThis.gc) throw new Error('Run with --expose-gc.');
  // Twice, with a turn between: finalizers free what the first one found.
  globalThis.gc();
  await setImmediate();
  globalThis.gc();
  const { heapUsed, external, rss } = process.memoryUsage();
  return {
    heapMb: heapUsed / MB,
    externalMb: external / MB,
    rssMb: rss / MB,
    timers: clock.timers,
    resources: process.getActiveResourcesInfo().filter((kind) => kind !== 'Timeout' && kind !== 'Immediate').length,
    functions: queryObjects(Function, { format: 'count' }),
    abortSignals: queryObjects(AbortSignal, { format: 'count' }),
    files: process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0,
  };
}
