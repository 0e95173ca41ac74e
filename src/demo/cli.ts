import { appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startLookoutSimulator } from './lookout/simulator.ts';

const USAGE = `Runs the Lookout simulator as a process of its own, until SIGTERM or SIGINT.

  node src/demo/cli.ts [--port N] [--seed N] [--rate EVENTS_PER_SECOND] [--heartbeat MS] [--load EVENTS] [--log FILE] [--key KEY]

The application key comes from --key or, to keep it out of the process list, from the environment variable DEMO_APPLICATION_KEY.
--log appends every request to the file, one JSON object a line. Prints one line of JSON, {"endpoint": …}, when it listens.
`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    rate: { type: 'string' },
    heartbeat: { type: 'string' },
    load: { type: 'string' },
    log: { type: 'string' },
    key: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const applicationKey = values.key ?? process.env.DEMO_APPLICATION_KEY;
if (values.help || !applicationKey) {
  process.stderr.write(USAGE);
  process.exit(values.help ? 0 : 2);
}

const { log } = values;
const simulator = await startLookoutSimulator({
  applicationKey,
  seed: number('seed', values.seed),
  port: number('port', values.port),
  ...(values.rate !== undefined && { rate: number('rate', values.rate) }),
  ...(values.heartbeat !== undefined && { heartbeatMs: number('heartbeat', values.heartbeat) }),
  ...(values.load !== undefined && { load: { events: number('load', values.load) } }),
  ...(log !== undefined && { onRequest: (request) => appendFileSync(log, `${JSON.stringify(request)}\n`) }),
});
process.stdout.write(`${JSON.stringify({ endpoint: simulator.endpoint })}\n`);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void simulator.dispose());

function number(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value >= 0) return value;
  process.stderr.write(`--${name} takes a number, not ${JSON.stringify(text)}\n`);
  process.exit(2);
}
