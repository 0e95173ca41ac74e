import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Random } from '../../src/demo/random.ts';
import { recordingLogger } from '../support/logger.ts';
import { AcceleratedClock } from './acceleratedClock.ts';
import { FAULTS } from './protocol.ts';
import { type Sample, sample } from './sample.ts';
import { VendorProcess } from './vendorProcess.ts';
import { compare, growth, table } from './verdict.ts';
import { CONNECTION, SoakWindow } from './window.ts';

// `npm run soak`: a day of traffic with faults in a few minutes, and a table of what must stay flat.

const DAY_MINUTES = 1_440;
/** Samples, one for each half hour of the day. */
const SAMPLES = 48;
/** Of the day's time: how often something goes wrong, and how often a person does something, minutes. */
const FAULT_EVERY = 4;
const PERSON_EVERY = 20;
const RESTART_EVERY = 120;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    rate: { type: 'string', default: '2' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [minutes, rate, seed] = [values.minutes, values.rate, values.seed].map(Number);
if (!minutes || !rate || seed === undefined || !(minutes > 0) || !(rate > 0) || !Number.isInteger(seed)) {
  console.error('npm run soak -- [--minutes N] [--rate EVENTS_PER_SECOND] [--seed N]');
  process.exit(2);
}

const start = Date.now();
const factor = DAY_MINUTES / minutes;
console.log(`A day in ${minutes} min (${factor.toFixed(0)} times as fast), ${rate} events/s, --seed ${seed}`);
const warnings: string[] = [];
process.on('warning', ({ name, message }) => name !== 'ExperimentalWarning' && warnings.push(`${name}: ${message}`));

const clock = new AcceleratedClock(start, factor);
const random = new Random(seed, 'soak');
const log = recordingLogger();
const directory = await mkdtemp(join(tmpdir(), 'soak-'));
const vendor = await VendorProcess.start({ seed, rate, start, factor });
const open = () => SoakWindow.open({ directory, endpoint: vendor.endpoint, credential: vendor.credential, clock, log });
let window = await open();
await window.connections.connect(CONNECTION);

let reconnects = 0;
let faults = 0;
const carry = () => {
  reconnects += window.connections.get(CONNECTION)?.evidence.reconnects ?? 0;
};

/** What happens within one minute of the day. */
async function minute(n: number): Promise<void> {
  if (random.chance(1 / FAULT_EVERY)) {
    vendor.fault(random.pick(FAULTS));
    faults++;
  }
  if (random.chance(1 / PERSON_EVERY)) await person();
  if (n % RESTART_EVERY === RESTART_EVERY - 1) {
    carry();
    await window.close();
    window = await open();
  }
  if (n % 5 === 0) await window.look();
}

async function person(): Promise<void> {
  switch (random.pick(['away', 'credential', 'clear'] as const)) {
    case 'away':
      await window.connections.disconnect(CONNECTION);
      await setTimeout(60_000 / factor);
      await window.connections.connect(CONNECTION);
      return;
    case 'credential':
      window.replaceCredential();
      return;
    case 'clear':
      await window.store.clear({ severities: [1] });
  }
}

const samples: Sample[] = [];
for (let n = 0; n < DAY_MINUTES; n++) {
  const due = start + ((n + 1) * 60_000) / factor;
  await minute(n);
  await setTimeout(Math.max(0, due - Date.now()));
  if ((n + 1) % (DAY_MINUTES / SAMPLES) === 0) {
    log.lines.length = 0;
    samples.push(await sample(clock));
    if (samples.length % 12 === 0) console.log(`  … ${samples.length / 2} h`);
  }
}

const ids = await vendor.finish();
carry();
await window.connections.connect(CONNECTION);
const { lost, twice, stored } = await compare(window, directory, ids);
vendor.dispose();
await rm(directory, { recursive: true, force: true });

console.log(table(samples));
console.log(
  `${ids.length} events, ${faults} faults, ${reconnects} reconnects, ${stored} stored, ${lost} lost, ${twice} twice`,
);
for (const warning of warnings) console.log(`Warning: ${warning}`);
const problems = [
  ...growth(samples),
  ...(lost + twice > 0 ? ['Events were lost or stored twice.'] : []),
  ...(warnings.length > 0 ? ['Node warned.'] : []),
];
for (const problem of problems) console.log(`✗ ${problem}`);
console.log(
  problems.length === 0
    ? '✓ flat, nothing lost, nothing twice'
    : `Again: npm run soak -- --minutes ${minutes} --rate ${rate} --seed ${seed}`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
