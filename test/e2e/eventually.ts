import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 100;

/** Waits for what another process will do; the last answer is in the error. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T>,
  fits: (answer: T) => boolean,
  limit = 30_000,
): Promise<T> {
  const end = Date.now() + limit;
  for (;;) {
    const answer = await ask();
    if (fits(answer)) return answer;
    if (Date.now() > end) throw new Error(`${what}: not after ${limit} ms. Last seen: ${JSON.stringify(answer)}`);
    await sleep(POLL_MS);
  }
}
