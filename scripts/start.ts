import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageVsix } from './lib/build.ts';
import { openInBrowser } from './lib/openInBrowser.ts';
import { freePort } from './lib/port.ts';
import { ROOT } from './lib/project.ts';
import { run, runQuietly } from './lib/run.ts';
import { main, step } from './lib/step.ts';
import { installWorkbench } from './workbench/install.ts';
import { demoProfile } from './workbench/profile.ts';
import { WorkbenchServer } from './workbench/server.ts';

// `npm start [-- --desktop | --port N | --no-open]`: the product in a real VS Code workbench, with the demo feed connected.

/** Tried first, because the browser keeps secrets and layout by origin. */
const USUAL_PORT = 8642;

const LOOK_AT =
  'Look at the Security Events icon in the activity bar: demo events arrive in the tree; click one to see what changed.';

async function startDesktop(): Promise<number> {
  await runQuietly('code', ['--version']).catch(() => {
    throw new Error(
      'There is no `code` command on this machine. In VS Code: "Shell Command: Install \'code\' command in PATH".',
    );
  });
  await step('Building the extension', () => runQuietly('npm', ['run', 'build']));
  const profile = await demoProfile('desktop');
  const own = ['--user-data-dir', profile.userData, '--extensions-dir', profile.extensions];
  const code = await run('code', [`--extensionDevelopmentPath=${ROOT}`, ...own, '--new-window', profile.workspace]);
  if (code === 0) console.log(`\n  ${LOOK_AT}\n`);
  return code;
}

async function startWorkbench(wantedPort: number, open: boolean): Promise<number> {
  const entry = await installWorkbench();
  const vsix = await packageVsix();
  const profile = await demoProfile('profile');
  await step('Installing the extension', () => profile.install(entry, vsix));
  const port = await freePort(wantedPort);
  const server = await step('Starting the workbench', () => WorkbenchServer.start({ entry, profile, port }));
  const interrupted = Promise.withResolvers<void>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => interrupted.resolve());

  const url = server.windowUrl(profile.workspace);
  console.log(`\n  ${url}\n  ${LOOK_AT}\n  Ctrl-C ends it.\n`);
  if (open) openInBrowser(url);

  const asked = await Promise.race([interrupted.promise.then(() => true), server.exited.then(() => false)]);
  await server.stop();
  if (!asked) throw new Error(`The workbench ended by itself. Its logs are in ${join(profile.userData, 'logs')}`);
  return 0;
}

main(async () => {
  const { values } = parseArgs({
    options: {
      desktop: { type: 'boolean', default: false },
      port: { type: 'string', default: String(USUAL_PORT) },
      open: { type: 'boolean', default: true },
    },
    allowNegative: true,
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port wants a number up to 65535, not "${values.port}"`);
  return values.desktop ? await startDesktop() : await startWorkbench(port, values.open);
});
