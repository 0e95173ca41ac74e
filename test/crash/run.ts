import { parseArgs } from 'node:util';
import { crash } from './ring.ts';

/** `npm run test:crash -- --kills 100 --seed N`: the long form of the ring. */

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '100' }, seed: { type: 'string' } },
});
const kills = Number(values.kills);
const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed)) {
  console.error('--kills and --seed take whole numbers.');
  process.exit(2);
}
console.log(`${kills} kills, --seed ${seed}`);
const started = performance.now();
const { events, inTheMiddle } = await crash({ kills, seed, log: (line) => console.log(`  ${line}`) });
const seconds = ((performance.now() - started) / 1_000).toFixed(0);
console.log(
  `${kills} kills, ${inTheMiddle} of them with something under way; ${events} events: nothing lost, nothing twice. ${seconds} s, --seed ${seed}`,
);
