import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import type { Clock } from '../../../src/base/clock.ts';
import type { Mishap } from '../faultyVendor.ts';
import { answer, type Head, headOf } from './http.ts';
import { ProxiedLine } from './proxiedLine.ts';

export interface ProxyOptions {
  /** Where the real server listens, on loopback. */
  readonly port: number;
  readonly clock: Clock;
  /** Sizes of the pieces in which bytes reach the client, in turn; all at once when empty. */
  readonly cuts: readonly number[];
  /** Whether a request to this path makes its connection one on which events come. */
  readonly isStream: (path: string) => boolean;
  /** What of the server's bytes would lead past the proxy. */
  readonly rewrite?: (bytes: Buffer) => Buffer;
  /** A request came: what it meets instead of the server. */
  readonly mishap: (head: Head) => Mishap | undefined;
  /** Where a redirect to another origin leads. */
  readonly elsewhere: string;
  /** Bytes or a connection came or went. */
  readonly note: () => void;
}

/** Stands between a client and a server on loopback, and does to connections and bytes what networks and servers do. */
export class FaultProxy {
  readonly port: number;
  readonly #server: Server;
  readonly #options: ProxyOptions;
  readonly #lines = new Set<ProxiedLine>();

  private constructor(server: Server, port: number, options: ProxyOptions) {
    this.#server = server;
    this.port = port;
    this.#options = options;
    server.on('connection', (client) => this.#accept(client));
  }

  static async start(options: ProxyOptions): Promise<FaultProxy> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new FaultProxy(server, (server.address() as AddressInfo).port, options);
  }

  /** Connections on which events were asked for. */
  get streams(): readonly ProxiedLine[] {
    return [...this.#lines].filter(({ streaming, open }) => streaming && open);
  }

  async dispose(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const line of this.#lines) line.reset();
    await closed;
  }

  #accept(client: Socket): void {
    const { port, clock, cuts, note, rewrite } = this.#options;
    note();
    const line = new ProxiedLine(client, connect(port, '127.0.0.1'), clock, cuts, note);
    if (rewrite) line.rewrite = rewrite;
    this.#lines.add(line);
    client.on('close', () => this.#lines.delete(line));
    client.on('data', (bytes) => {
      note();
      const head = headOf(bytes);
      if (!head) line.toServer(bytes);
      else this.#request(line, head, bytes);
    });
  }

  #request(line: ProxiedLine, head: Head, bytes: Buffer): void {
    const mishap = this.#options.mishap(head);
    const pass = () => {
      if (this.#options.isStream(head.path)) line.streaming = true;
      const text = bytes.toString('latin1');
      line.toServer(Buffer.from(text.replace(/^(GET|POST|OPTIONS) \/moved/, '$1 '), 'latin1'));
    };
    if (mishap?.kind === 'late') {
      this.#options.clock.timer(mishap.ms, () => {
        this.#options.note();
        pass();
      });
    } else if (mishap?.kind === 'refused') line.reset();
    else if (mishap) line.answer(this.#answer(mishap, head));
    else pass();
  }

  #answer(mishap: Exclude<Mishap, { kind: 'late' | 'refused' }>, { path, query, bearer }: Head): string {
    switch (mishap.kind) {
      case 'status':
        // A careless server tells the caller its own credential.
        return answer(mishap.status, mishap.headers ?? {}, JSON.stringify({ error: `No: Bearer ${bearer}` }));
      case 'moved': {
        const there = { same: `/moved${path}`, circle: path, other: this.#options.elsewhere + path };
        return answer(mishap.status, { location: there[mishap.to] + query }, '');
      }
      case 'brief':
        return answer(200, { 'content-type': 'text/event-stream' }, '');
      case 'wrongType':
        return answer(200, { 'content-type': 'text/html' }, `<html>${bearer}`);
    }
  }
}
