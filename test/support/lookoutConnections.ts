import type { Clock } from '../../src/base/clock.ts';
import { Emitter } from '../../src/base/emitter.ts';
import { AccessResolver } from '../../src/connection/access.ts';
import { Connections } from '../../src/connection/connections.ts';
import type { CredentialSource } from '../../src/connection/contract.ts';
import type { Logger } from '../../src/feeds/feed.ts';
import { lookout } from '../../src/feeds/lookout/vendor.ts';
import type { EventStore } from '../../src/store/contract.ts';

export interface LookoutConnectionsOptions {
  readonly store: EventStore;
  /** Of the one connection that there is. */
  readonly id: string;
  readonly endpoint: string;
  readonly credential: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly initialHistory: number;
  readonly credentialChanged?: Emitter<string>;
}

/** The service of one window without its UI, put together as `extension.ts` does. */
export function lookoutConnections(options: LookoutConnectionsOptions): Connections {
  const { store, id, endpoint, credential, clock, log, initialHistory } = options;
  const { credentialChanged = new Emitter<string>() } = options;
  const credentials: CredentialSource = {
    get: async () => ({ origin: endpoint, secret: credential }),
    onDidChange: credentialChanged.event,
  };
  return new Connections({
    store,
    configs: { list: () => [{ id, name: id, system: 'lookout', endpoint }], onDidChange: new Emitter<void>().event },
    credentials,
    vendors: new Map([[lookout.system, lookout]]),
    access: new AccessResolver(credentials, () => Promise.reject(new Error('No demo here.'))),
    fetch,
    clock,
    log,
    windowAnswers: async () => undefined,
    random: Math.random,
    initialHistory: () => initialHistory,
  });
}
