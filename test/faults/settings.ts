import fc from 'fast-check';

/** A whole number from the environment. */
function number(name: string, otherwise: number): number {
  const text = process.env[name];
  if (text === undefined || text === '') return otherwise;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${name} is not a whole number: ${text}`);
  return value;
}

/** Which schedules run: new ones each time, unless a seed is given. */
export const SEED = number('FAULTS_SEED', Math.floor(Math.random() * 0x7fff_ffff));
export const RUNS = number('FAULTS_RUNS', 2_000);
export const SOCKET_RUNS = number('FAULTS_SOCKET_RUNS', 100);

/** Shrinking may take a while, ms. */
export function timeout(runs: number): number {
  return 120_000 + 500 * runs;
}

/** Runs so many schedules. The first one that fails is made as short as it can be, and told with the way to run it again. */
export async function check<T>(
  schedules: fc.Arbitrary<T>,
  run: (schedule: T) => Promise<void>,
  runs: number,
): Promise<void> {
  const result = await fc.check(fc.asyncProperty(schedules, run), { seed: SEED, numRuns: runs });
  if (!result.failed) return;
  const again = `npm run test:faults -- --seed ${SEED} --runs ${RUNS} --sockets ${SOCKET_RUNS}`;
  const { counterexample, numRuns, numShrinks, errorInstance } = result;
  const shortest = JSON.stringify(counterexample?.[0]);
  throw new Error(
    `Schedule ${numRuns} failed (seed ${SEED}; again: ${again}). Made shorter ${numShrinks} times, it is\n${shortest}\n`,
    { cause: errorInstance },
  );
}
