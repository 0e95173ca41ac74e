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

/** Timers stand still while a machine sleeps: no wait goes on longer than this without a look at the time, ms. */
const LOOK = 10_000;

/** Resolves when `ms` have passed, asleep or awake, or at once when `signal` aborts (look at the signal to tell which). */
export async function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  const until = clock.now() + ms;
  for (let left = ms; left > 0 && !signal.aborted; left = until - clock.now()) {
    // A clock that was set back must not make the wait longer.
    await nap(clock, Math.min(left, ms, LOOK), signal);
  }
}

function nap(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return interruptible(signal, (done) => clock.timer(ms, done));
}

/** Resolves when `done` is called, or at once when `signal` aborts: then what `arm` returned is called. */
export function interruptible(signal: AbortSignal, arm: (done: () => void) => () => void): Promise<void> {
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
    const cancel = arm(done);
    signal.addEventListener('abort', done, { once: true });
  });
}
