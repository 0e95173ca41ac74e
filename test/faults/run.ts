import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../../scripts/lib/project.ts';
import { run } from '../../scripts/lib/run.ts';

/** `npm run test:faults -- --vendor lookout|box|druva|all --seed N --runs 10000`: the long form of the ring, so many schedules for each way to connect. One schedule in twenty goes over sockets, or as many as `--sockets` says. */

const { values } = parseArgs({
  options: {
    vendor: { type: 'string', default: 'all' },
    seed: { type: 'string' },
    runs: { type: 'string', default: '2000' },
    sockets: { type: 'string' },
  },
});
if (!['lookout', 'box', 'druva', 'all'].includes(values.vendor)) throw new Error(`No such vendor: ${values.vendor}`);
const env = {
  ...process.env,
  FAULTS_VENDOR: values.vendor,
  FAULTS_SEED: values.seed ?? '',
  FAULTS_RUNS: values.runs,
  FAULTS_SOCKET_RUNS: values.sockets ?? String(Math.ceil(Number(values.runs) / 20)),
};
const mocha = join(ROOT, 'node_modules', 'mocha', 'bin', 'mocha.js');
process.exitCode = await run(process.execPath, [mocha, 'test/faults/**/*.test.ts'], { env });
