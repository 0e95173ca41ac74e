import type { Clock } from '../base/clock.ts';
import { FetchError } from './fetchError.ts';

/** Runs `work` with a signal that aborts with `signal` or after `ms`; then it throws a {@link FetchError} of kind `timeout`. */
export async function withDeadline<T>(
  clock: Clock,
  ms: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = new AbortController();
  const cancel = clock.timer(ms, () => late.abort());
  try {
    return await work(AbortSignal.any([signal, late.signal]));
  } catch (error) {
    if (late.signal.aborted && !signal.aborted)
      throw new FetchError('timeout', `The server did not answer within ${Math.round(ms / 1_000)} s.`);
    throw error;
  } finally {
    cancel();
  }
}
