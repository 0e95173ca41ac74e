import { Worker } from 'node:worker_threads';
import { type BirpcReturn, createBirpc } from 'birpc';
import { StoreError } from './contract.ts';
import type { HostApi, WorkerSettings } from './wire.ts';

/** Longer than an opening that waits for another window's and then checks a full store; then a person should hear of a disk that hangs, ms. */
const TIMEOUT = 120_000;

/** One worker and the calls to it. Every call ends: with its result, or with a StoreError. */
export class WorkerLink<Api extends object> {
  readonly #worker: Worker;
  readonly #rpc: BirpcReturn<Api, HostApi>;
  #ended: StoreError | undefined;

  /** `died` is called at most once, when the worker ends though nobody closed it. */
  constructor(script: URL | string, settings: WorkerSettings, host: HostApi, died: (error: StoreError) => void) {
    const { role, directory } = settings;
    this.#worker = new Worker(script, { workerData: settings, name: `security-events-${role}` });
    this.#rpc = createBirpc<Api, HostApi>(host, {
      post: (data) => this.#worker.postMessage(data),
      on: (listener) => {
        this.#worker.on('message', listener);
      },
      timeout: TIMEOUT,
      onTimeoutError: () => {
        throw new StoreError(`The event store ${directory} did not answer within ${TIMEOUT / 1000} s.`);
      },
    });
    const ended = (why: string) => {
      if (this.#ended) return;
      const error = new StoreError(`The event store ${directory} stopped: ${why}. Reload the window to open it again.`);
      this.#end(error);
      died(error);
    };
    this.#worker.on('error', (error) => ended(error instanceof Error ? error.message : String(error)));
    this.#worker.on('exit', (code) => ended(`its ${role} ended with code ${code}`));
  }

  async ask<T>(question: (rpc: BirpcReturn<Api, HostApi>) => Promise<T>): Promise<T> {
    if (this.#ended) throw this.#ended;
    try {
      return await question(this.#rpc);
    } catch (error) {
      if (error instanceof StoreError) throw error;
      throw this.#ended ?? new StoreError(error instanceof Error ? error.message : String(error), { cause: error });
    }
  }

  async close(): Promise<void> {
    this.#end(new StoreError('The event store is closed.'));
    await this.#worker.terminate();
  }

  #end(error: StoreError): void {
    if (this.#ended) return;
    this.#ended = error;
    this.#rpc.$close(error);
  }
}
