import type { Clock } from '../../src/base/clock.ts';
import { Emitter } from '../../src/base/emitter.ts';
import { AccessResolver } from '../../src/connection/access.ts';
import { Connections } from '../../src/connection/connections.ts';
import type { CredentialSource } from '../../src/connection/contract.ts';
import type { Logger, Vendor } from '../../src/feeds/feed.ts';
import type { ConnectionConfig } from '../../src/model/connection.ts';
import type { EventStore } from '../../src/store/contract.ts';

export interface VendorConnectionsOptions {
  readonly vendor: Vendor;
  readonly store: EventStore;
  /** The one connection that there is. */
  readonly config: ConnectionConfig;
  readonly credential: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly initialHistory: number;
  readonly credentialChanged?: Emitter<string>;
}

/** The service of one window without its UI, put together as `extension.ts` does. */
export function vendorConnections(options: VendorConnectionsOptions): Connections {
  const { vendor, store, config, credential, clock, log, initialHistory } = options;
  const { credentialChanged = new Emitter<string>() } = options;
  const credentials: CredentialSource = {
    get: async () => ({ origin: config.endpoint ?? '', secret: credential }),
    onDidChange: credentialChanged.event,
  };
  return new Connections({
    store,
    configs: { list: () => [config], onDidChange: new Emitter<void>().event },
    credentials,
    vendors: new Map([[vendor.system, vendor]]),
    access: new AccessResolver(credentials, () => Promise.reject(new Error('No demo here.'))),
    fetch,
    clock,
    log,
    windowAnswers: async () => undefined,
    random: Math.random,
    initialHistory: () => initialHistory,
  });
}
