import type { Disposable } from '../base/emitter.ts';
import type { RenewCredential } from '../feeds/feed.ts';
import type { ConnectionConfig, System } from '../model/connection.ts';
import { parseEndpoint } from '../net/endpoint.ts';
import type { CredentialKeeper, CredentialSource } from './contract.ts';
import { Renewals } from './renewals.ts';
import type { Reason } from './state.ts';

/** Endpoint and credential of one connection, good for one run. Disposing ends what was started for it. */
export interface Access extends Disposable {
  readonly endpoint: string;
  /** As it was at the beginning; as it is now, where it is stored nowhere. */
  readonly credential: string;
  readonly renewCredential: RenewCredential;
}

/** Starts the simulator that a demo connection of this system talks to. */
export type StartDemo = (system: System) => Promise<{
  readonly endpoint: string;
  readonly credential: string;
  dispose(): Promise<void>;
}>;

export type AccessResult =
  | { readonly kind: 'access'; readonly access: Access }
  | { readonly kind: 'refused'; readonly reason: Reason };

/** Finds out where a connection leads and with what; a credential is never used for another origin than the one that it was entered for. */
export class AccessResolver {
  readonly #credentials: CredentialSource;
  readonly #startDemo: StartDemo;
  readonly renewals: Renewals;

  /** `keeper`: without it a credential that works once is of no use. */
  constructor(credentials: CredentialSource, startDemo: StartDemo, keeper?: CredentialKeeper) {
    this.#credentials = credentials;
    this.#startDemo = startDemo;
    this.renewals = new Renewals(credentials, keeper);
  }

  /** With the stored credential. */
  async resolve(config: ConnectionConfig): Promise<AccessResult> {
    if (config.demo) return this.#demo(config.system);
    const endpoint = parseEndpoint(config.endpoint ?? '');
    if ('error' in endpoint) return refuse('config', endpoint.error);
    const credential = await this.#credentials.get(config.id).catch((error: unknown) => asReason(error));
    if (credential === undefined) return refuse('noCredential', 'No credential is stored for this connection.');
    if ('kind' in credential) return { kind: 'refused', reason: credential };
    if (credential.origin !== endpoint.origin) {
      return refuse(
        'endpointChanged',
        'The endpoint has changed since the credential was entered. Nothing was sent; enter the credential again.',
      );
    }
    const renew = this.renewals.of(config.id, endpoint.origin);
    return { kind: 'access', access: new Granted(endpoint.endpoint, credential.secret, renew) };
  }

  /** With a credential that a person has just entered for this very endpoint. */
  async entered(config: ConnectionConfig, secret: string): Promise<AccessResult> {
    if (config.demo) return this.#demo(config.system);
    const endpoint = parseEndpoint(config.endpoint ?? '');
    if ('error' in endpoint) return refuse('config', endpoint.error);
    return { kind: 'access', access: new Lent(endpoint.endpoint, secret) };
  }

  async #demo(system: System): Promise<AccessResult> {
    const demo = await this.#startDemo(system);
    return { kind: 'access', access: new Lent(demo.endpoint, demo.credential, () => void demo.dispose()) };
  }
}

/** With a stored credential, which is kept where neither `util.inspect` nor `JSON.stringify` finds it. */
class Granted implements Access {
  readonly endpoint: string;
  readonly renewCredential: RenewCredential;
  readonly #credential: string;

  constructor(endpoint: string, credential: string, renewCredential: RenewCredential) {
    this.endpoint = endpoint;
    this.#credential = credential;
    this.renewCredential = renewCredential;
  }

  get credential(): string {
    return this.#credential;
  }

  dispose(): void {}
}

/** With a credential that is stored nowhere. */
class Lent implements Access {
  readonly endpoint: string;
  readonly dispose: () => void;
  #credential: string;

  constructor(endpoint: string, credential: string, dispose: () => void = () => undefined) {
    this.endpoint = endpoint;
    this.#credential = credential;
    this.dispose = dispose;
  }

  get credential(): string {
    return this.#credential;
  }

  /** Waits for the renewal also when nobody wants it any more: what it brings is to be handed back. */
  readonly renewCredential: RenewCredential = async (renew) => {
    const { credential, value } = await renew(this.#credential);
    this.#credential = credential;
    return value;
  };
}

function refuse(kind: Reason['kind'], message: string): AccessResult {
  return { kind: 'refused', reason: { kind, message } };
}

function asReason(error: unknown): Reason {
  return {
    kind: 'keyring',
    message: error instanceof Error ? error.message : 'The credential could not be read.',
  };
}
