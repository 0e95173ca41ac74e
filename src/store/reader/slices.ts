import { setImmediate } from 'node:timers/promises';

/** How long one query may keep the others waiting, ms. */
const SLICE = 8;

/** Returns a function to be awaited between the steps of a long read: it lets other calls in when the slice is over. */
export function slices(): () => Promise<void> | undefined {
  let end = performance.now() + SLICE;
  return () => {
    if (performance.now() < end) return undefined;
    return setImmediate().then(() => {
      end = performance.now() + SLICE;
    });
  };
}
