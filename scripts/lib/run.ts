import { type SpawnOptions, spawn } from 'node:child_process';
import { basename, isAbsolute } from 'node:path';
import { ROOT } from './project.ts';

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

const WINDOWS = process.platform === 'win32';

/** Runs a command on this terminal; resolves with its exit code (1 when a signal ended it). */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], spawnOptions(command, options, 'inherit'));
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** Runs a command without showing it; rejects with the end of what it printed when it fails. */
export function runQuietly(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], spawnOptions(command, options, 'pipe'));
    let output = '';
    const keep = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else {
        const lines = output.trim().split('\n');
        const said = `${lines.at(-1)}\n\n${lines.slice(-60).join('\n')}`;
        reject(new Error(`${[basename(command), ...args].join(' ')} ended with code ${code}: ${said}`));
      }
    });
  });
}

function spawnOptions(command: string, options: RunOptions, stdio: 'inherit' | 'pipe'): SpawnOptions {
  return {
    cwd: options.cwd ?? ROOT,
    env: options.env ?? process.env,
    stdio: stdio === 'pipe' ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    // npm and code are .cmd files there.
    shell: WINDOWS && !isAbsolute(command),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  };
}
