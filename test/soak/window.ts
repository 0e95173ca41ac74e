import { Emitter } from '../../src/base/emitter.ts';
import type { Connections } from '../../src/connection/connections.ts';
import type { Logger } from '../../src/feeds/feed.ts';
import type { EventStore } from '../../src/store/contract.ts';
import { openStore } from '../../src/store/open.ts';
import { lookoutConnections } from '../support/lookoutConnections.ts';
import type { AcceleratedClock } from './acceleratedClock.ts';

export const CONNECTION = 'soak';
const DAY = 86_400_000;

export interface WindowOptions {
  readonly directory: string;
  readonly endpoint: string;
  readonly credential: string;
  readonly clock: AcceleratedClock;
  readonly log: Logger;
}

/** One window of the product without its UI, read from as its views do. */
export class SoakWindow {
  readonly store: EventStore;
  readonly connections: Connections;
  readonly #credentialChanged: Emitter<string>;

  private constructor(store: EventStore, connections: Connections, credentialChanged: Emitter<string>) {
    this.store = store;
    this.connections = connections;
    this.#credentialChanged = credentialChanged;
  }

  static async open({ directory, endpoint, credential, clock, log }: WindowOptions): Promise<SoakWindow> {
    const store = await openStore({
      directory,
      worker: new URL('../../src/store/worker.ts', import.meta.url),
      retention: { maxEvents: 20_000, maxBytes: 2 ** 30, maxAge: DAY / 4 },
      clock,
      log,
    });
    const credentialChanged = new Emitter<string>();
    const connections = lookoutConnections({
      ...{ store, id: CONNECTION, endpoint, credential, clock, log, initialHistory: DAY, credentialChanged },
    });
    await connections.start({ resume: true, connect: [] });
    return new SoakWindow(store, connections, credentialChanged);
  }

  /** As a view that is on screen. */
  async look(): Promise<void> {
    await this.store.tallies();
    const [newest] = await this.store.rows({ limit: 100 });
    if (newest) await this.store.related(newest.connection, newest.id, 'target', 20);
  }

  replaceCredential(): void {
    this.#credentialChanged.fire(CONNECTION);
  }

  async close(): Promise<void> {
    await this.connections.close();
    await this.store.close();
  }
}
