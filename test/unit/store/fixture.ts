import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Clock } from '../../../src/base/clock.ts';
import type { DecodedEvent } from '../../../src/model/event.ts';
import type { CommitRequest, EventStore, Retention, StoreChange } from '../../../src/store/contract.ts';
import { openStore, type StoreOptions } from '../../../src/store/open.ts';

export const WORKER = new URL('../../../src/store/worker.ts', import.meta.url);
export const NOW = Date.UTC(2026, 0, 15);
export const KEEP_ALL: Retention = { maxEvents: 1_000_000, maxBytes: 2 ** 31, maxAge: 30 * 86_400_000 };

export const quiet = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** A clock that stands still until it is told otherwise; its timers never fire by themselves. */
export class StillClock implements Clock {
  time = NOW;

  now(): number {
    return this.time;
  }

  timer(): () => void {
    return () => {};
  }
}

/** A directory of its own, and the stores opened in it; `dispose` closes and deletes all. */
export class Fixture {
  readonly directory: string;
  readonly clock = new StillClock();
  readonly #stores: EventStore[] = [];

  private constructor(directory: string) {
    this.directory = directory;
  }

  static async create(): Promise<Fixture> {
    return new Fixture(await mkdtemp(join(tmpdir(), 'event-store-')));
  }

  async open(options: Partial<StoreOptions> = {}): Promise<EventStore> {
    const store = await openStore({
      directory: this.directory,
      worker: WORKER,
      log: quiet,
      retention: KEEP_ALL,
      clock: this.clock,
      ...options,
    });
    this.#stores.push(store);
    return store;
  }

  /** Copies files of a store that may be open. Another process does it: closing a file here would drop this process's locks on it. */
  async copyTo(other: Fixture, names: readonly string[]): Promise<void> {
    const script =
      'const [from, to, ...names] = process.argv.slice(1); for (const name of names) fs.copyFileSync(path.join(from, name), path.join(to, name))';
    await promisify(execFile)(process.execPath, ['-e', script, this.directory, other.directory, ...names]);
  }

  async dispose(): Promise<void> {
    await Promise.allSettled(this.#stores.map((store) => store.close()));
    await rm(this.directory, { recursive: true, force: true });
  }
}

export function event(id: string, more: Partial<DecodedEvent> = {}): DecodedEvent {
  return {
    id,
    time: NOW,
    type: 'Threat',
    activity: 'CREATED',
    severity: 4,
    summary: `Event ${id}`,
    changes: [],
    raw: `{"id":"${id}"}`,
    ...more,
  };
}

export function request(events: readonly DecodedEvent[], more: Partial<CommitRequest> = {}): CommitRequest {
  return { connection: 'acme', stream: 'events', events, receivedTime: NOW, ...more };
}

export function ids(list: readonly { readonly id: string }[]): string[] {
  return list.map(({ id }) => id);
}

/** The first change that `wanted` accepts. */
export function change(store: EventStore, wanted: (change: StoreChange) => boolean): Promise<StoreChange> {
  return new Promise((resolve) => {
    const listener = store.onDidChange((value) => {
      if (!wanted(value)) return;
      listener.dispose();
      resolve(value);
    });
  });
}
