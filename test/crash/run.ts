import { parseArgs } from 'node:util';
import { type CrashVendor, crash, VENDORS } from './ring.ts';

/** `npm run test:crash -- --kills 100 --seed N --vendor lookout|box|druva|all`: the long form of the ring, so many kills for each. */

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    seed: { type: 'string' },
    vendor: { type: 'string', default: 'all' },
  },
});
const isVendor = (name: string): name is CrashVendor => VENDORS.some((one) => one === name);
const vendors = values.vendor === 'all' ? VENDORS : [values.vendor].filter(isVendor);
if (vendors.length === 0) {
  console.error(`--vendor takes ${VENDORS.join(', ')} or all.`);
  process.exit(2);
}
const kills = Number(values.kills);
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed)) {
  console.error('--kills and --seed take whole numbers.');
  process.exit(2);
}
for (const vendor of vendors) {
  console.log(`${kills} kills, --vendor ${vendor} --seed ${seed}`);
  const started = performance.now();
  const { events, inTheMiddle } = await crash({ vendor, kills, seed, log: (line) => console.log(`  ${line}`) });
  const seconds = ((performance.now() - started) / 1_000).toFixed(0);
  console.log(
    `${kills} kills, ${inTheMiddle} of them with something under way; ${events} events: nothing lost, nothing twice. ${seconds} s, --vendor ${vendor} --seed ${seed}`,
  );
}
