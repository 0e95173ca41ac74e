import type { Event } from '../base/emitter.ts';
import type { ConnectionConfig } from '../model/connection.ts';
import type { ConnectionStatus } from './state.ts';

/** Where connections are configured (the settings, in the product). */
export interface ConfigSource {
  list(): readonly ConnectionConfig[];
  readonly onDidChange: Event<void>;
}

/** A secret and the origin it was entered for: it is never sent anywhere else. */
export interface BoundCredential {
  readonly origin: string;
  readonly secret: string;
}

/** Where credentials are kept (SecretStorage, in the product). Rejects when the keyring cannot be read. */
export interface CredentialSource {
  get(connection: string): Promise<BoundCredential | undefined>;
  /** Fires with the connection's id, whichever window changed it. */
  readonly onDidChange: Event<string>;
}

export interface ConnectionView extends ConnectionStatus {
  readonly config: ConnectionConfig;
  readonly wanted: boolean;
}

/** The service that the UI talks to. */
export interface ConnectionService {
  list(): readonly ConnectionView[];
  get(id: string): ConnectionView | undefined;
  /** Fires with the id of a connection whose status changed, or `undefined` when the list did. At most about once a second per connection for evidence alone. */
  readonly onDidChange: Event<string | undefined>;
  /** What the user wants; shared with all windows. */
  connect(id: string): Promise<void>;
  disconnect(id: string): Promise<void>;
  /** Proves endpoint and credential; throws a `FeedError`. Stores nothing. */
  test(config: ConnectionConfig, secret: string, signal: AbortSignal): Promise<void>;
}
