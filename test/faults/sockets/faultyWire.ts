import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import type { ManualClock } from '../../support/manualClock.ts';
import type { Mishap } from '../faultyVendor.ts';
import type { Quiet } from '../world/quiet.ts';
import type { ProxiedLine } from './proxiedLine.ts';
import { FaultProxy } from './proxy.ts';

type Target = 'token' | 'events';

export interface FaultyWireOptions {
  /** Where the simulator listens, on loopback. */
  readonly port: number;
  readonly clock: ManualClock;
  readonly quiet: Quiet;
  readonly cuts: readonly number[];
  readonly isEvents: (path: string) => boolean;
  /** The simulator names its own address in what it sends, digit for digit as long as the proxy's: the client has to go through the proxy. */
  readonly rewritesPort?: boolean;
}

/** The way to a simulator through the fault proxy, and what requests meet on it. */
export class FaultyWire {
  /** Every token that came by. */
  readonly tokens = new Set<string>();
  /** When bytes went either way last, ms since the epoch. */
  heard: number;
  readonly #strangers: Server;
  #visits = 0;
  #proxy: FaultProxy | undefined;
  readonly #mishaps: { readonly target: Target; readonly mishap: Mishap; left: number }[] = [];

  private constructor(strangers: Server, now: number) {
    this.#strangers = strangers;
    this.heard = now;
    strangers.on('connection', (socket) => {
      this.#visits++;
      socket.destroy();
    });
  }

  static async start({ port, clock, quiet, cuts, isEvents, rewritesPort }: FaultyWireOptions): Promise<FaultyWire> {
    const strangers = createServer();
    strangers.listen(0, '127.0.0.1');
    await once(strangers, 'listening');
    const wire = new FaultyWire(strangers, clock.now());
    wire.#proxy = await FaultProxy.start({
      ...{ port, clock, isStream: isEvents },
      cuts: cuts.map((size) => size + 10), // Each piece costs a system call.
      elsewhere: `http://127.0.0.1:${(strangers.address() as AddressInfo).port}`,
      ...(rewritesPort && { rewrite: (bytes) => withPort(bytes, port, wire.#port) }),
      note: () => {
        wire.heard = clock.now();
        quiet.note();
      },
      mishap: ({ bearer, path }) => {
        if (bearer !== '') wire.tokens.add(bearer);
        const target: Target = path.endsWith('/token') ? 'token' : 'events';
        const found = wire.#mishaps.find((each) => each.left > 0 && each.target === target);
        if (found) found.left--;
        return found?.mishap;
      },
    });
    return wire;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get lines(): readonly ProxiedLine[] {
    return this.#proxy?.streams ?? [];
  }

  get breaches(): readonly string[] {
    return this.#visits > 0 ? ['A request followed a redirect to another origin.'] : [];
  }

  meet(target: Target, mishap: Mishap, times: number): void {
    this.#mishaps.push({ target, mishap, left: times });
  }

  /** What the server sends is not HTTP any more. */
  garble(): void {
    for (const line of this.lines) line.alter = (bytes) => Buffer.from(bytes.map((byte) => byte ^ 0x55));
  }

  heal(): void {
    this.#mishaps.length = 0;
    for (const line of this.lines) line.heal();
  }

  async dispose(): Promise<void> {
    await this.#proxy?.dispose();
    this.#strangers.close();
  }

  get #port(): number {
    return this.#proxy?.port ?? 0;
  }
}

function withPort(bytes: Buffer, from: number, to: number): Buffer {
  if (!bytes.includes(`127.0.0.1:${from}`)) return bytes;
  const text = bytes.toString('latin1').replaceAll(`127.0.0.1:${from}`, `127.0.0.1:${to}`);
  if (text.length !== bytes.length) throw new Error('The ports are not of the same length: run it again.');
  return Buffer.from(text, 'latin1');
}
