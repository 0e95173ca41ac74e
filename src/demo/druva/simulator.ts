import { type Listening, listenOnLoopback } from '../http.ts';
import type { Company } from './company.ts';
import type { InjectedEvent } from './injected.ts';
import type { EmitOptions } from './journal.ts';
import type { Access, DruvaCredentials, DruvaFault, DruvaRequest, DruvaSimulatorOptions, Stream } from './options.ts';
import { DruvaService } from './service.ts';
import type { Tricks } from './tricks.ts';

/** Druva's protocol on loopback: tokens and the events of inSync, the platform and Cyber Resilience, with controls for tests. */
export class DruvaSimulator {
  readonly port: number;
  readonly #listening: Listening;
  readonly #service: DruvaService;

  constructor(listening: Listening, service: DruvaService) {
    this.#listening = listening;
    this.port = listening.port;
    this.#service = service;
  }

  /** Base of the API, without a slash at its end. */
  get endpoint(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The last requests, oldest first. */
  get log(): readonly DruvaRequest[] {
    return this.#service.log.entries;
  }

  get company(): Company {
    return this.#service.journal.history.company;
  }

  /** May be changed while the simulator runs. */
  get tricks(): Tricks {
    return this.#service.tricks;
  }

  /** Puts events at the live end and returns their ids. */
  emit(events: readonly InjectedEvent[], options?: EmitOptions): readonly string[] {
    return this.#service.journal.emit(events, this.tricks.shape, options);
  }

  /** Every id that a stream tells by now, once each, in order. Events of inSync have the same id in every stream. */
  available(stream: Stream): readonly string[] {
    return this.#service.journal.available(stream, this.tricks.shape);
  }

  failNext(fault: DruvaFault): void {
    this.#service.faults.add(fault);
  }

  /** From now on this tracker is invalid, whatever the request says of its expiry; without one, all given out until now. */
  refuseTracker(tracker?: string): void {
    for (const trackers of this.#service.trackers) trackers.refuse(tracker);
  }

  /** Access tokens given out so far are refused from now on. */
  expireTokens(): void {
    this.#service.grants.expire();
  }

  /** Seconds that tokens live which are given out from now on. */
  setTokenLifetime(seconds: number): void {
    this.#service.grants.lifetime = seconds;
  }

  /** From now on these are right; tokens made with the old ones are refused. */
  replaceCredentials(credentials: DruvaCredentials): void {
    this.#service.grants.replaceCredentials(credentials);
  }

  /** What the credential is good for from now on. */
  setAccess(access: Access): void {
    this.#service.access = access;
  }

  /** Whether the credential has a role that may read events. */
  setRole(has: boolean): void {
    this.setAccess(has ? 'granted' : 'role');
  }

  /** Resets every open connection. */
  dropConnections(): void {
    this.#listening.dropConnections();
  }

  async dispose(): Promise<void> {
    await this.#listening.stop();
  }
}

export async function startDruvaSimulator(options: DruvaSimulatorOptions): Promise<DruvaSimulator> {
  const service = new DruvaService(options);
  const listening = await listenOnLoopback(options.port ?? 0, (request, response) => service.serve(request, response));
  return new DruvaSimulator(listening, service);
}
