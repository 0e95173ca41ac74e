import { appendFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startBoxSimulator } from './box/simulator.ts';
import { startDruvaSimulator } from './druva/simulator.ts';
import { startLookoutSimulator } from './lookout/simulator.ts';

const USAGE = `Runs a simulator as a process of its own, until SIGTERM or SIGINT.

  node src/demo/cli.ts [--system lookout|box|druva] [--port N] [--seed N] [--rate EVENTS_PER_SECOND] [--load EVENTS] [--log FILE]
    lookout: [--heartbeat MS] [--key KEY]
    box:     [--copies SHARE] [--ask-consent] [--app-config FILE]
    druva:   [--history DAYS]

Secrets come from the environment, to keep them out of the process list.
  lookout: DEMO_APPLICATION_KEY (or --key)
  box:     DEMO_CLIENT_ID and DEMO_CLIENT_SECRET; DEMO_DEVELOPER_TOKEN where one is wanted
  druva:   DEMO_CLIENT_ID and DEMO_CLIENT_SECRET
--copies: the share of the events of --load that the live stream tells twice.
--app-config writes the configuration file for server authentication, with its private key.
--log appends every request to the file, one JSON object a line. Prints one line of JSON, {"endpoint": …}, when it listens; for Box also
the ids of the enterprise, of an administrator and of somebody without rights.
`;

const { values } = parseArgs({
  options: {
    system: { type: 'string', default: 'lookout' },
    port: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    rate: { type: 'string' },
    heartbeat: { type: 'string' },
    load: { type: 'string' },
    copies: { type: 'string', default: '0' },
    log: { type: 'string' },
    key: { type: 'string' },
    history: { type: 'string' },
    'ask-consent': { type: 'boolean', default: false },
    'app-config': { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

const { log, system } = values;
const common = {
  seed: number('seed', values.seed),
  port: number('port', values.port),
  ...(values.rate !== undefined && { rate: number('rate', values.rate) }),
  ...(values.load !== undefined && {
    load: { events: number('load', values.load), copies: number('copies', values.copies) },
  }),
  ...(log !== undefined && { onRequest: (request: object) => appendFileSync(log, `${JSON.stringify(request)}\n`) }),
};
const systems: Readonly<Record<string, () => Promise<{ dispose(): Promise<void> }>>> = { lookout, box, druva };
const simulator = values.help ? usage(0) : await (systems[system] ?? (() => usage(2)))();
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void simulator.dispose());

async function lookout() {
  const applicationKey = values.key ?? process.env.DEMO_APPLICATION_KEY ?? usage(2);
  const heartbeat = values.heartbeat !== undefined && { heartbeatMs: number('heartbeat', values.heartbeat) };
  const started = await startLookoutSimulator({ ...common, ...heartbeat, applicationKey });
  say({ endpoint: started.endpoint });
  return started;
}

async function box() {
  const { DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_DEVELOPER_TOKEN } = process.env;
  const credentials = {
    clientId: DEMO_CLIENT_ID ?? usage(2),
    clientSecret: DEMO_CLIENT_SECRET ?? usage(2),
    ...(DEMO_DEVELOPER_TOKEN !== undefined && { developerToken: DEMO_DEVELOPER_TOKEN }),
  };
  const started = await startBoxSimulator({ ...common, credentials, askConsent: values['ask-consent'] });
  const file = values['app-config'];
  if (file !== undefined) writeFileSync(file, JSON.stringify(started.appConfig(), undefined, 2), { mode: 0o600 });
  const { endpoint, enterpriseId, admin, user } = started;
  say({ endpoint, enterpriseId, adminId: admin.id, userId: user.id });
  return started;
}

async function druva() {
  const credentials = {
    clientId: process.env.DEMO_CLIENT_ID ?? usage(2),
    secretKey: process.env.DEMO_CLIENT_SECRET ?? usage(2),
  };
  const history = values.history !== undefined && { historyDays: number('history', values.history) };
  const started = await startDruvaSimulator({ ...common, ...history, credentials });
  say({ endpoint: started.endpoint });
  return started;
}

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function usage(code: number): never {
  process.stderr.write(USAGE);
  process.exit(code);
}

function number(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value >= 0) return value;
  process.stderr.write(`--${name} takes a number, not ${JSON.stringify(text)}\n`);
  process.exit(2);
}
