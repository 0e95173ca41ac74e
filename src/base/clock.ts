/** Time as a dependency, so that tests drive it instead of sleeping. */
export interface Clock {
  /** Wall-clock time, ms since the epoch. */
  now(): number;
  /** Runs `callback` once after `ms`; the returned function cancels it. */
  timer(ms: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  timer(ms, callback) {
    const handle = setTimeout(callback, ms);
    return () => clearTimeout(handle);
  },
};

/** Resolves after `ms`, or at once when `signal` aborts (look at the signal to tell which). */
export function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const done = () => {
      cancel();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const cancel = clock.timer(ms, done);
    signal.addEventListener('abort', done, { once: true });
  });
}
