import { type Listening, listenOnLoopback } from '../http.ts';
import type { AppConfig } from './appKey.ts';
import type { Company, Member } from './company.ts';
import type { BoxFault } from './faults.ts';
import type { EmitOptions, InjectedEvent, Stream } from './journal.ts';
import type { BoxCredentials, BoxRequest, BoxSimulatorOptions } from './options.ts';
import { REALTIME_PATH } from './realtime.ts';
import { BoxService } from './service.ts';
import type { Tricks } from './tricks.ts';

/** Box's protocol on loopback: tokens, events and the realtime server, with controls for tests. */
export class BoxSimulator {
  readonly port: number;
  readonly #listening: Listening;
  readonly #service: BoxService;

  constructor(listening: Listening, service: BoxService) {
    this.#listening = listening;
    this.port = listening.port;
    this.#service = service;
  }

  /** Base of the API, without a slash at its end. */
  get endpoint(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The last requests, oldest first. */
  get log(): readonly BoxRequest[] {
    return this.#service.log.entries;
  }

  /** How many long polls wait for their answer. */
  get openPolls(): number {
    return this.#service.realtime.openPolls;
  }

  /** Long polls that came with a token: there must be none. */
  get leakedTokens(): number {
    return this.log.filter(({ path, authorized }) => path === REALTIME_PATH && authorized).length;
  }

  get company(): Company {
    return this.#service.directory.company;
  }

  get enterpriseId(): string {
    return this.company.enterpriseId;
  }

  /** An administrator, whose the developer token is. */
  get admin(): Member {
    return this.#service.directory.admin;
  }

  /** Somebody without rights. */
  get user(): Member {
    return this.#service.directory.user;
  }

  /** The configuration file for server authentication, with the encrypted private key. */
  appConfig(): AppConfig {
    return this.#service.grants.config();
  }

  /** May be changed while the simulator runs; long polls take notice by {@link wake}. */
  get tricks(): Tricks {
    return this.#service.tricks;
  }

  /** Puts events at the live end and returns their ids. */
  emit(events: readonly InjectedEvent[], options?: EmitOptions): readonly string[] {
    const ids = this.#service.journal.emit(events, options);
    this.wake();
    return ids;
  }

  /** Every id that a stream has made available since the simulator started (and those that tests dated earlier), once each, in order. */
  available(stream: Stream, userId?: string): readonly string[] {
    const { journal, directory } = this.#service;
    return journal.available(stream, ({ audience }) => userId === undefined || directory.concerns(userId, audience));
  }

  failNext(fault: BoxFault): void {
    this.#service.faults.add(fault);
  }

  /** From now on this position gets 400 "Invalid stream position"; without one, all positions given out until now. */
  refusePosition(position?: string): void {
    this.#service.pages.refuse(position);
  }

  /** Access tokens given out so far are refused from now on, the developer token among them. */
  expireTokens(): void {
    this.#service.grants.tokens.expireAccess();
  }

  expireRefreshTokens(): void {
    this.#service.grants.tokens.expireRefresh();
  }

  renewDeveloperToken(): void {
    this.#service.grants.renewDeveloperToken();
  }

  /** From now on these are right; tokens made with the old ones are refused. */
  replaceCredentials(credentials: BoxCredentials): void {
    this.#service.grants.replaceCredentials(credentials);
  }

  /** The administrator throws the application out: no token works any more, and neither client credentials nor assertions give another. */
  revoke(): void {
    this.#service.grants.appAuthorized = false;
    this.expireTokens();
    this.expireRefreshTokens();
  }

  /** Takes {@link revoke} back; what was revoked stays so. */
  authorizeApp(): void {
    this.#service.grants.appAuthorized = true;
  }

  /** Whether the application has the scope to manage enterprise properties. */
  setManagesEnterprise(manages: boolean): void {
    this.#service.directory.managesEnterprise = manages;
  }

  /** The next visitor of the authorize page says no. */
  denyNextSignIn(): void {
    this.#service.authorizePage.denyNext = true;
  }

  hangPolls(hang: boolean): void {
    this.tricks.hangPolls = hang;
    this.wake();
  }

  /** Open long polls look at once whether there is something to say. */
  wake(): void {
    this.#service.realtime.wake();
  }

  /** Resets every open connection. */
  dropConnections(): void {
    this.#listening.dropConnections();
  }

  async dispose(): Promise<void> {
    await this.#listening.stop();
  }
}

export async function startBoxSimulator(options: BoxSimulatorOptions): Promise<BoxSimulator> {
  const service = new BoxService(options);
  const listening = await listenOnLoopback(options.port ?? 0, (request, response) =>
    service.serve(request, response, `http://127.0.0.1:${request.socket.localPort}`),
  );
  return new BoxSimulator(listening, service);
}
