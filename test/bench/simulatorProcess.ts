import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface SimulatorProcess {
  readonly endpoint: string;
  readonly credential: string;
  dispose(): Promise<void>;
}

/** The simulator on a core of its own, as a vendor would be. */
export async function simulatorProcess(...options: readonly string[]): Promise<SimulatorProcess> {
  const credential = randomBytes(24).toString('base64url');
  const script = fileURLToPath(new URL('../../src/demo/cli.ts', import.meta.url));
  const child: ChildProcess = spawn(process.execPath, [script, ...options], {
    env: {
      ...process.env,
      DEMO_APPLICATION_KEY: credential,
      DEMO_CLIENT_ID: 'bench',
      DEMO_CLIENT_SECRET: randomBytes(24).toString('base64url'),
      DEMO_DEVELOPER_TOKEN: credential,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (!child.stdout) throw new Error('The simulator has no output.');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { endpoint } = JSON.parse(line) as { endpoint: string };
  return {
    endpoint,
    credential,
    async dispose() {
      if (child.exitCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}
