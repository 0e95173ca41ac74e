import type { Logger } from '../feeds/feed.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { Link } from './client.ts';
import type { SearchClient } from './search/client.ts';
import type { Opened, ReaderApi, WriterApi } from './wire.ts';

/** Where it did not help, because another window has the file open too, it is tried again after so long, ms. */
const AGAIN = 60_000;

export interface RepairOptions {
  readonly writer: Link<WriterApi>;
  readonly reader: Link<ReaderApi>;
  readonly search: SearchClient;
  readonly checkpoints: Checkpoints;
  readonly log: Logger;
  /** ms since the epoch. */
  readonly now: () => number;
  readonly reopened: (opened: Opened) => void;
}

/**
 * Closes the store and opens it anew when SQLite met damage in it: opening checks the file and replaces it if need be, so that streaming goes on without anybody's
 * help. While another window has the store open as well, nothing can be replaced, and the failures go on saying what to do.
 */
export class Repair {
  readonly #options: RepairOptions;
  #running: Promise<void> | undefined;
  #notBefore = Number.NEGATIVE_INFINITY;
  #closed = false;

  constructor(options: RepairOptions) {
    this.#options = options;
  }

  begin(): void {
    const { log, now } = this.#options;
    if (this.#closed || this.#running || now() < this.#notBefore) return;
    this.#running = this.#reopen()
      .catch((error: unknown) => log.error(`The event store could not be opened again: ${String(error)}`))
      .finally(() => {
        this.#notBefore = now() + AGAIN;
        this.#running = undefined;
      });
  }

  /** Resolves when nothing is under way; nothing begins any more. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
  }

  async #reopen(): Promise<void> {
    const { writer, reader, search, checkpoints, log, now, reopened } = this.#options;
    log.warn('The event store is damaged. It is being opened again.');
    await reader.ask((rpc) => rpc.close());
    await search.pause();
    try {
      await checkpoints.letGo();
      const opened = await writer.ask((rpc) => rpc.reopen(now()));
      await reader.ask((rpc) => rpc.open());
      reopened(opened);
    } finally {
      search.resume();
    }
  }
}
