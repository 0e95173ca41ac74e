import type { Clock } from '../base/clock.ts';
import { watchdog } from '../base/watchdog.ts';
import { FetchError } from './fetchError.ts';

/** Runs `work` with a signal that aborts with `signal` or after `ms`; then it throws a {@link FetchError} of kind `timeout`. */
export function withDeadline<T>(
  clock: Clock,
  ms: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return until((late) => clock.timer(ms, () => late('silent')), ms, signal, work);
}

/**
 * As {@link withDeadline}; and a sleep of the machine meanwhile ends it at the first look after, with a {@link FetchError} of kind `slept`: the
 * answer was most likely lost, and waiting for it would take the whole time once more.
 */
export function withWatchdog<T>(
  clock: Clock,
  ms: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return until((late) => watchdog(clock, ms, late), ms, signal, work);
}

type Why = Parameters<Parameters<typeof watchdog>[2]>[0];

async function until<T>(
  arm: (late: (why: Why) => void) => () => void,
  ms: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = new AbortController();
  let slept = false;
  const cancel = arm((why) => {
    slept = why === 'slept';
    late.abort();
  });
  try {
    return await work(AbortSignal.any([signal, late.signal]));
  } catch (error) {
    if (!late.signal.aborted || signal.aborted) throw error;
    if (slept) throw new FetchError('slept', 'The machine slept during the request.');
    throw new FetchError('timeout', `The server did not answer within ${Math.round(ms / 1_000)} s.`);
  } finally {
    cancel();
  }
}
