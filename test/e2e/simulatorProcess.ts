import { readFile } from 'node:fs/promises';
import type { SimulatorRequest } from '../../src/demo/requestLog.ts';
import { type RunningSimulator, runSimulator } from '../support/simulatorProcess.ts';

const EVENTS_PATH = '/mra/stream/v2/events';

/** The Lookout simulator as a process of its own: the product reaches it over loopback like a vendor, and its log says what the product asked for. */
export class SimulatorProcess {
  readonly #running: RunningSimulator;
  readonly #log: string;

  private constructor(running: RunningSimulator, log: string) {
    this.#running = running;
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
    return new SimulatorProcess(await runSimulator(args, { DEMO_APPLICATION_KEY: key }), log);
  }

  get endpoint(): string {
    return this.#running.said.endpoint ?? '';
  }

  /** Requests for the event stream so far, oldest first. They are logged when they are answered. */
  async streams(): Promise<readonly SimulatorRequest[]> {
    const lines = (await readFile(this.#log, 'utf8')).split('\n').filter((line) => line !== '');
    return lines.map((line) => JSON.parse(line) as SimulatorRequest).filter(({ path }) => path === EVENTS_PATH);
  }

  stop(): Promise<void> {
    return this.#running.stop();
  }
}
