import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { CACHE } from '../lib/project.ts';
import { runQuietly } from '../lib/run.ts';
import { step } from '../lib/step.ts';

/** VS Code 1.139: the browser workbench with a real extension host, from npm. */
const VERSION = '4.139.1';
const FOLDER = join(CACHE, `code-server-${VERSION}`);
const ENTRY = join(FOLDER, 'node_modules', 'code-server', 'out', 'node', 'entry.js');
const DONE = join(FOLDER, 'installed');

/** Without spdlog the extension host does not come up. kerberos and argon2 are not needed and want system headers. */
const NATIVE = ['@vscode/spdlog', '@vscode/native-watchdog', 'node-pty', '@vscode/fs-copyfile', '@parcel/watcher'];

/** Makes sure that the workbench is there (once, about two minutes and 600 MB) and answers its entry script. */
export async function installWorkbench(): Promise<string> {
  if (existsSync(DONE)) return ENTRY;
  if (process.platform === 'win32') {
    throw new Error(
      'The browser workbench does not run on Windows. Use `npm start -- --desktop` or `npm run test:electron`.',
    );
  }
  await needCompiler();
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  await writeFile(join(FOLDER, 'package.json'), '{ "private": true }\n');
  const quiet = ['--no-fund', '--no-audit', '--loglevel=error'];
  await step(`Installing the VS Code workbench (code-server ${VERSION}, 1 of 3)`, () =>
    runQuietly('npm', ['install', `code-server@${VERSION}`, '--ignore-scripts', ...quiet], { cwd: FOLDER }),
  );
  const server = join(FOLDER, 'node_modules', 'code-server', 'lib', 'vscode');
  await step('Installing its own packages (2 of 3)', () =>
    runQuietly('npm', ['install', '--omit=dev', '--ignore-scripts', ...quiet], { cwd: server }),
  );
  await step('Building its native modules (3 of 3)', () =>
    runQuietly('npm', ['rebuild', ...NATIVE, ...quiet], { cwd: server, env: { ...process.env, ...headers() } }),
  );
  await writeFile(DONE, `${new Date().toISOString()}\n`);
  return ENTRY;
}

/** node-gyp downloads Node's headers unless it is told where they are; the modules use the stable Node-API, so any Node's do. */
function headers(): NodeJS.ProcessEnv {
  // After `npm ci` the first one on the path is the project's own, which brings no headers.
  const folders = (process.env.PATH ?? '').split(delimiter);
  const prefix = [process.env.BOOTSTRAP_NODE, process.execPath]
    .flatMap((path) => path ?? [])
    .map(dirname)
    .concat(folders)
    .map(dirname)
    .find((at) => existsSync(join(at, 'include/node/node_api.h')));
  return prefix === undefined ? {} : { npm_config_nodedir: prefix };
}

async function needCompiler(): Promise<void> {
  const missing: string[] = [];
  for (const tool of ['make', 'g++', 'python3']) {
    await runQuietly(tool, ['--version']).catch(() => missing.push(tool));
  }
  if (missing.length === 0) return;
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    await step(`Installing ${missing.join(', ')} (apt-get)`, () => aptInstall(['make', 'g++', 'python3']));
    return;
  }
  throw new Error(
    `The VS Code workbench has native modules to build; ${missing.join(', ')} is missing. ` +
      (process.platform === 'darwin'
        ? 'Run `xcode-select --install`, then try again.'
        : 'Install make, g++ and python3 (Debian: `sudo apt-get install make g++ python3`), then try again.'),
  );
}

/** Needs root on a Debian system. */
export async function aptInstall(packages: readonly string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runQuietly('apt-get', ['update', '-qq'], { env });
  await runQuietly('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env });
}
