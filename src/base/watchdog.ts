import { type Clock, interruptible } from './clock.ts';

/** Timers stand still while a machine sleeps: no wait goes on longer than this without a look at the time, ms. */
const LOOK = 1_000;
/** A look that comes so much too late tells that the machine slept, ms. A clock set forward by hand, or a thread held up for so long, looks alike. */
const JUMP = 5_000;

/**
 * Calls `bark` once, after `ms` without being called off: `silent`. Or `slept`, at the first look after a sleep: what was waited for
 * was most likely lost meanwhile. The returned function calls the dog off. A clock set back does not make the wait longer.
 */
export function watchdog(clock: Clock, ms: number, bark: (why: 'silent' | 'slept') => void): () => void {
  let left = ms;
  let cancel = () => {};
  const look = () => {
    const began = clock.now();
    const length = Math.min(left, LOOK);
    cancel = clock.timer(length, () => {
      const passed = Math.max(length, clock.now() - began);
      left -= passed;
      if (passed - length > JUMP) bark('slept');
      else if (left <= 0) bark('silent');
      else look();
    });
  };
  look();
  return () => cancel();
}

/** Resolves when `ms` have passed, at the first look after a sleep of the machine, or at once when `signal` aborts (look at the signal to tell which). */
export async function rest(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  if (ms > 0) await interruptible(signal, (done) => watchdog(clock, ms, done));
}
