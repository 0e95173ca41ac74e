import type { Disposable } from '../base/emitter.ts';
import type { ConnectionConfig, System } from '../model/connection.ts';
import { parseEndpoint } from '../net/endpoint.ts';
import type { CredentialSource } from './contract.ts';
import type { Reason } from './state.ts';

/** Endpoint and credential of one connection, good for one run. Disposing ends what was started for it. */
export interface Access extends Disposable {
  readonly endpoint: string;
  readonly credential: string;
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

  constructor(credentials: CredentialSource, startDemo: StartDemo) {
    this.#credentials = credentials;
    this.#startDemo = startDemo;
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
    return granted(endpoint.endpoint, credential.secret);
  }

  /** With a credential that a person has just entered for this very endpoint. */
  async entered(config: ConnectionConfig, secret: string): Promise<AccessResult> {
    if (config.demo) return this.#demo(config.system);
    const endpoint = parseEndpoint(config.endpoint ?? '');
    return 'error' in endpoint ? refuse('config', endpoint.error) : granted(endpoint.endpoint, secret);
  }

  async #demo(system: System): Promise<AccessResult> {
    const demo = await this.#startDemo(system);
    return granted(demo.endpoint, demo.credential, () => void demo.dispose());
  }
}

function granted(endpoint: string, credential: string, dispose: () => void = () => undefined): AccessResult {
  return { kind: 'access', access: new Granted(endpoint, credential, dispose) };
}

/** Keeps the credential where neither `util.inspect` nor `JSON.stringify` finds it. */
class Granted implements Access {
  readonly endpoint: string;
  readonly dispose: () => void;
  readonly #credential: string;

  constructor(endpoint: string, credential: string, dispose: () => void) {
    this.endpoint = endpoint;
    this.#credential = credential;
    this.dispose = dispose;
  }

  get credential(): string {
    return this.#credential;
  }
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
