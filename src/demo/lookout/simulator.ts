import type { Fault } from '../faults.ts';
import { type Listening, listenOnLoopback } from '../http.ts';
import type { SimulatorRequest } from '../requestLog.ts';
import type { InjectedEvent } from './journal.ts';
import type { LookoutSimulatorOptions } from './options.ts';
import { LookoutService } from './service.ts';

/** Lookout's protocol on loopback: token endpoint and event stream, with controls for tests. */
export class LookoutSimulator {
  readonly port: number;
  readonly #listening: Listening;
  readonly #service: LookoutService;

  constructor(listening: Listening, service: LookoutService) {
    this.#listening = listening;
    this.port = listening.port;
    this.#service = service;
  }

  /** Base URL without a slash at its end. */
  get endpoint(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The last requests, oldest first. */
  get log(): readonly SimulatorRequest[] {
    return this.#service.log.entries;
  }

  /** How many event streams are open. */
  get openStreams(): number {
    return this.#service.streams.size;
  }

  /** Puts events at the live end of the history and returns their ids; open streams get them at once, in one frame if few enough. */
  emit(events: readonly InjectedEvent[]): readonly string[] {
    const ids = this.#service.journal.emit(events);
    for (const stream of this.#service.streams) stream.wake();
    return ids;
  }

  /** Asks all clients to reconnect and ends their streams. The only fixture known has no data line, so that is the default. */
  sendReconnect(retryMs?: number, { withData = false }: { readonly withData?: boolean } = {}): void {
    this.#close(
      `event:reconnect\n${retryMs === undefined ? '' : `retry:${retryMs}\n`}${withData ? 'data:{}\n' : ''}\n`,
    );
  }

  sendEnd({ withData }: { readonly withData: boolean }): void {
    this.#close(`event:end\n${withData ? 'data:\n' : ''}\n`);
  }

  /** Writes this to all open streams, as it is. */
  sendRaw(text: string): void {
    for (const stream of this.#service.streams) stream.write(text);
  }

  /** Cuts all open streams. */
  dropConnections(): void {
    for (const stream of this.#service.streams) stream.drop();
  }

  failNext(fault: Fault): void {
    this.#service.faults.add(fault);
  }

  /** Access tokens given out so far are refused from now on; running streams go on. */
  expireTokens(): void {
    this.#service.credentials.expireTokens();
  }

  revokeKey(): void {
    this.#service.credentials.revoke();
  }

  /** From now on this key is the right one; the old one and its tokens are refused. */
  replaceKey(applicationKey: string): void {
    this.#service.credentials.replaceKey(applicationKey);
  }

  /** While true, neither heartbeats nor events go out; connections stay open and nothing is lost. */
  silence(silent: boolean): void {
    this.#service.silent = silent;
    for (const stream of this.#service.streams) stream.silence(silent);
  }

  /** For streams opened from now on. */
  setContentType(contentType: string): void {
    this.#service.contentType = contentType;
  }

  async dispose(): Promise<void> {
    await this.#listening.stop();
  }

  #close(text: string): void {
    for (const stream of this.#service.streams) stream.close(text);
  }
}

export async function startLookoutSimulator(options: LookoutSimulatorOptions): Promise<LookoutSimulator> {
  const service = new LookoutService(options);
  const listening = await listenOnLoopback(options.port ?? 0, (request, response) => service.serve(request, response));
  return new LookoutSimulator(listening, service);
}
