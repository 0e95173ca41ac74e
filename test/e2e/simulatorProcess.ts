import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT } from '../../scripts/lib/project.ts';
import type { SimulatorRequest } from '../../src/demo/requestLog.ts';

const EVENTS_PATH = '/mra/stream/v2/events';

/** The Lookout simulator as a process of its own: the product reaches it over loopback like a vendor, and its log says what the product asked for. */
export class SimulatorProcess {
  readonly endpoint: string;
  readonly #child: ChildProcess;
  readonly #log: string;

  private constructor(child: ChildProcess, endpoint: string, log: string) {
    this.#child = child;
    this.endpoint = endpoint;
    this.#log = log;
  }

  static async start(options: {
    key: string;
    log: string;
    rate: number;
    heartbeatMs: number;
  }): Promise<SimulatorProcess> {
    const { key, log, rate, heartbeatMs } = options;
    const args = ['--seed', '7', '--rate', String(rate), '--heartbeat', String(heartbeatMs), '--log', log];
    const child = spawn(process.execPath, [join(ROOT, 'src', 'demo', 'cli.ts'), ...args], {
      env: { ...process.env, DEMO_APPLICATION_KEY: key },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface({ input: child.stdout })) {
      const { endpoint } = JSON.parse(line) as { endpoint: string };
      return new SimulatorProcess(child, endpoint, log);
    }
    throw new Error('The simulator ended before it listened');
  }

  /** Requests for the event stream so far, oldest first. They are logged when they are answered. */
  async streams(): Promise<readonly SimulatorRequest[]> {
    const lines = (await readFile(this.#log, 'utf8')).split('\n').filter((line) => line !== '');
    return lines.map((line) => JSON.parse(line) as SimulatorRequest).filter(({ path }) => path === EVENTS_PATH);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await ended;
  }
}
