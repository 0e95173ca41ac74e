import fc from 'fast-check';
import { CASES as ALL } from './cases.ts';
import type { VendorCase } from './vendorCase.ts';

/** A whole number from the environment. */
function number<T>(name: string, otherwise: T): number | T {
  const text = process.env[name];
  if (text === undefined || text === '') return otherwise;
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${name} is not a whole number: ${text}`);
  return value;
}

/** Which schedules run: new ones each time, unless a seed is given. */
export const SEED = number('FAULTS_SEED', Math.floor(Math.random() * 0x7fff_ffff));
/** How many without sockets and over sockets, instead of each vendor's own numbers. */
const RUNS = number('FAULTS_RUNS', undefined);
const SOCKET_RUNS = number('FAULTS_SOCKET_RUNS', undefined);

/** Those that were asked for: of the one vendor, or of all. */
export const CASES = ALL.filter(({ config }) => {
  const wanted = process.env.FAULTS_VENDOR || 'all';
  return wanted === 'all' || wanted === config.system;
});

export function runsOf({ runs }: VendorCase): { readonly model: number; readonly sockets: number } {
  return { model: RUNS ?? runs.model, sockets: SOCKET_RUNS ?? runs.sockets };
}

/** Shrinking may take a while, ms. */
export function timeout(runs: number): number {
  return 120_000 + 500 * runs;
}

/** Runs so many schedules. The first one that fails is made as short as it can be, and told with the way to run it again. */
export async function check<T>(
  name: { readonly system: string; readonly form: 'model' | 'sockets' },
  schedules: fc.Arbitrary<T>,
  run: (schedule: T) => Promise<void>,
  runs: number,
): Promise<void> {
  const result = await fc.check(fc.asyncProperty(schedules, run), { seed: SEED, numRuns: runs });
  if (!result.failed) return;
  const [model, sockets] = name.form === 'model' ? [runs, 0] : [0, runs];
  const again = `npm run test:faults -- --vendor ${name.system} --seed ${SEED} --runs ${model} --sockets ${sockets}`;
  const { counterexample, numRuns, numShrinks, errorInstance } = result;
  const shortest = JSON.stringify(counterexample?.[0]);
  const reason = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  throw new Error(
    `Schedule ${numRuns} failed (seed ${SEED}; again: ${again}). Made shorter ${numShrinks} times, it is\n${shortest}\n${reason}`,
    { cause: errorInstance },
  );
}
