import { createBirpc } from 'birpc';
import type { Clock } from '../../../src/base/clock.ts';
import type { Logger } from '../../../src/feeds/feed.ts';
import { type Link, StoreClient } from '../../../src/store/client.ts';
import { type Retention, StoreError } from '../../../src/store/contract.ts';
import { readerService } from '../../../src/store/reader/service.ts';
import { SearchClient } from '../../../src/store/search/client.ts';
import { searchService } from '../../../src/store/search/service.ts';
import type { HostApi, Mark, ReaderApi, WriterApi } from '../../../src/store/wire.ts';
import { writerService } from '../../../src/store/writer/service.ts';
import type { Quiet } from './quiet.ts';

/**
 * The part of a process that a crash takes away: messages between its threads. After the crash nothing arrives any more, in either direction; what had arrived
 * is done.
 */
export class Lifeline {
  readonly #quiet: Quiet;
  readonly #onDeath: () => void;
  readonly #mail: (() => void)[] = [];
  #left = Number.POSITIVE_INFINITY;
  #dead = false;

  constructor(quiet: Quiet, onDeath: () => void) {
    this.#quiet = quiet;
    this.#onDeath = onDeath;
  }

  get dead(): boolean {
    return this.#dead;
  }

  /** Dies when so many more messages have arrived. */
  dieAfter(messages: number): void {
    this.#left = messages;
    if (messages === 0) this.#die();
  }

  post(deliver: () => void): void {
    if (this.#dead) return;
    this.#quiet.note();
    this.#mail.push(deliver);
    if (this.#mail.length === 1) setImmediate(() => this.#deliver());
  }

  /** All that waits arrives in one turn, as it does from a `MessagePort`. */
  #deliver(): void {
    for (const deliver of this.#mail.splice(0)) {
      if (this.#dead) return;
      this.#quiet.note();
      deliver();
      if (--this.#left <= 0) this.#die();
    }
  }

  #die(): void {
    this.#dead = true;
    this.#mail.length = 0;
    this.#onDeath();
  }
}

/** A worker's functions, called as through its thread's messages but on this thread. */
class LocalLink<Api extends object> implements Link<Api> {
  readonly #rpc;
  readonly #close: () => void;

  constructor(lifeline: Lifeline, functions: Api, host: HostApi) {
    const toWorker: ((data: unknown) => void)[] = [];
    const toHost: ((data: unknown) => void)[] = [];
    const post = (to: typeof toWorker) => (data: unknown) =>
      lifeline.post(() => {
        for (const listener of to) listener(data);
      });
    const worker = createBirpc<HostApi, Api>(functions, {
      post: post(toHost),
      on: (listener) => void toWorker.push(listener),
      timeout: -1,
    });
    this.#rpc = createBirpc<Api, HostApi>(host, {
      post: post(toWorker),
      on: (listener) => void toHost.push(listener),
      timeout: -1,
    });
    this.#close = () => worker.$close();
  }

  ask: Link<Api>['ask'] = async (question) => {
    try {
      return await question(this.#rpc);
    } catch (error) {
      throw new StoreError(error instanceof Error ? error.message : String(error), { cause: error });
    }
  };

  async close(): Promise<void> {
    this.#rpc.$close(new StoreError('The event store is closed.'));
    this.#close();
  }
}

/** The real store, real files, real locks, without threads of its own: opening takes milliseconds, and a schedule runs the same way each time. */
export async function openLocalStore(options: {
  readonly directory: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly retention: Retention;
  readonly lifeline: Lifeline;
}): Promise<{ readonly store: StoreClient; readonly release: () => Promise<void> }> {
  const { directory, clock, log, retention, lifeline } = options;
  let store: StoreClient | undefined;
  const host: HostApi = {
    changed: (mark: Mark) => store?.observe(mark),
    logGrew: () => undefined,
    damaged: () => undefined,
    viewChanged: () => undefined,
    log: (level, message) => log[level](message),
  };
  const writer: WriterApi = writerService({ role: 'writer', directory, retention }, host);
  const reader: ReaderApi = readerService({ role: 'reader', directory, retention }, host);
  const opened = await writer.open(clock.now());
  await reader.open();
  const search = new SearchClient({
    search: () => new LocalLink(lifeline, searchService({ role: 'search', directory, retention }, host), host),
  });
  store = new StoreClient(
    new LocalLink(lifeline, writer, host),
    new LocalLink(lifeline, reader, host),
    search,
    clock,
    opened,
  );
  return {
    store,
    /** What the kernel does when a process dies. */
    release: async () => {
      await ended(reader.close());
      await ended(writer.close());
    },
  };
}

/** A process may die over closing: then it is closed already. */
async function ended(closing: Promise<void>): Promise<void> {
  await closing.catch((error: unknown) => {
    if (!String(error).includes('not open')) throw error;
  });
}
