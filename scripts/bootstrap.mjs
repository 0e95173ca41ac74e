// Runs on whatever Node is there (18 or later) and needs no package: brings node_modules up to date, then hands over to the project's own Node.
//   node scripts/bootstrap.mjs <script.ts> [arguments]
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const windows = process.platform === 'win32';
const bin = join(root, 'node_modules', '.bin');
const pinnedNode = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');

/** True when what npm says it installed is what the lock file asks for; packages for other platforms may be missing. */
function installed() {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record) || !existsSync(pinnedNode)) return false;
  const present = packagesOf(record);
  return Object.entries(packagesOf(join(root, 'package-lock.json'))).every(
    ([path, wanted]) => path === '' || (present[path] ? present[path].version === wanted.version : wanted.optional),
  );
}

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages ?? {};
}

/** Resolves with the exit code; the child gets the terminal's own Ctrl-C, we only wait for it to end. */
function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    const forward = (signal) => child.kill(signal);
    const ignore = () => {};
    process.on('SIGTERM', forward).on('SIGINT', ignore);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      process.off('SIGTERM', forward).off('SIGINT', ignore);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 1));
    });
  });
}

async function main() {
  const [script, ...args] = process.argv.slice(2);
  if (script === undefined) throw new Error('Usage: node scripts/bootstrap.mjs <script.ts> [arguments]');
  if (!installed()) {
    const started = Date.now();
    console.log('• Installing packages (npm ci), about a minute…');
    const code = await run('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], { shell: windows });
    if (code !== 0) return code;
    console.log(`✓ Packages installed in ${Math.round((Date.now() - started) / 1000)} s`);
  }
  const path = `${bin}${delimiter}${process.env.PATH ?? ''}`;
  // The Node this came from: its headers serve native builds where nothing can be downloaded.
  const env = { ...process.env, PATH: path, BOOTSTRAP_NODE: process.env.BOOTSTRAP_NODE ?? process.execPath };
  return await run(pinnedNode, [join(root, script), ...args], { env });
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  },
);
