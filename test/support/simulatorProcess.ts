import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../../src/demo/cli.ts', import.meta.url));

export interface RunningSimulator {
  /** What it said when it listened: `endpoint`, and what else a client of it needs to know. */
  readonly said: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Runs a simulator as a process of its own, as a vendor would be. `secrets`: the environment variables that `src/demo/cli.ts` names. */
export async function runSimulator(
  options: readonly string[],
  secrets: Readonly<Record<string, string>>,
): Promise<RunningSimulator> {
  const child = spawn(process.execPath, [SCRIPT, ...options], {
    env: { ...process.env, ...secrets },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    return {
      said: JSON.parse(line) as Record<string, string>,
      async stop() {
        if (child.exitCode !== null) return;
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      },
    };
  }
  throw new Error('The simulator ended before it listened');
}
