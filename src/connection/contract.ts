import type { Event } from '../base/emitter.ts';
import type { SignInRequest } from '../feeds/feed.ts';
import type { Answers, ConnectionConfig, System } from '../model/connection.ts';
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

/** Where a renewed credential goes. */
export interface CredentialKeeper {
  /** Resolves only when it was read back. */
  store(connection: string, credential: BoundCredential): Promise<void>;
  /** Whether this window is the one that may: two would spend the same credential. */
  mayRenew(): boolean;
}

/** What a sign-in in the browser needs to know; see `Vendor.signIn`. */
export interface BrowserSignIn extends Pick<SignInRequest, 'options' | 'entered' | 'closing' | 'open'> {
  readonly system: System;
  /** As a person entered it. */
  readonly endpoint: string;
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
  /**
   * Proves endpoint and credential; throws a `FeedError`. `secret`: just entered, and not stored; without it the stored one counts. A test can use up a secret that was
   * entered: `onRenewed` gets the one that is good from then on, also when the test fails.
   */
  test(
    config: ConnectionConfig,
    secret: string | undefined,
    signal: AbortSignal,
    onRenewed?: (secret: string) => void,
  ): Promise<void>;
  /** Parts of a credential out of the browser, by their ids. Throws a `FeedError`, or the signal's reason. */
  signIn(request: BrowserSignIn, signal: AbortSignal): Promise<Answers>;
}
