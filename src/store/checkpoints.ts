import type { Logger } from '../feeds/feed.ts';
import type { WorkerLink } from './link.ts';
import type { CheckpointerApi } from './wire.ts';

/** Runs checkpoints in a worker that is started when the first is needed: most sessions write too little for one. */
export class Checkpoints {
  readonly #start: () => WorkerLink<CheckpointerApi>;
  readonly #log: Logger;
  #link: WorkerLink<CheckpointerApi> | undefined;
  #running: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(start: () => WorkerLink<CheckpointerApi>, log: Logger) {
    this.#start = start;
    this.#log = log;
  }

  /** `done` is not called when it failed: the writer then sees to it that the log stays bounded. */
  run(done: () => Promise<void>): void {
    if (this.#closed) return;
    this.#link ??= this.#start();
    const link = this.#link;
    this.#running = link
      .ask((rpc) => rpc.checkpoint())
      .then(done)
      .catch((error: unknown) => {
        if (!this.#closed) this.#log.warn(`A checkpoint failed: ${String(error)}`);
      });
  }

  /** Lets go of the database; the next checkpoint opens it again. */
  async letGo(): Promise<void> {
    await this.#running;
    await this.#link?.ask((rpc) => rpc.close());
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (!this.#link) return;
    try {
      await this.letGo();
    } finally {
      await this.#link.close();
    }
  }
}
