import type { ManualClock } from '../../support/manualClock.ts';
import type { Damage, Entry, FaultyVendor, Mishap } from '../faultyVendor.ts';
import type { FaultyWire } from './faultyWire.ts';
import type { ProxiedLine } from './proxiedLine.ts';

/** The key that a simulator is started with. */
export const KEY = 'key-0-of-the-simulator';

/** What a test can do to every vendor's simulator. */
interface Simulator {
  expireTokens(): void;
  dispose(): Promise<void>;
}

/** A simulator behind the fault proxy, over real sockets; what only one vendor has is its own to say. */
export abstract class VendorSockets<S extends Simulator> implements FaultyVendor {
  readonly origin: string;
  readonly fetch = globalThis.fetch;
  /** A busy machine may deliver a packet only after the clock was moved on. */
  readonly lag = 5_000;
  /** The simulator does not tell. */
  readonly refusals = Number.POSITIVE_INFINITY;
  readonly entries: Entry[] = [];
  protected readonly simulator: S;
  protected readonly wire: FaultyWire;
  protected readonly clock: ManualClock;
  #key = KEY;

  constructor(simulator: S, wire: FaultyWire, clock: ManualClock) {
    this.simulator = simulator;
    this.wire = wire;
    this.clock = clock;
    this.origin = wire.origin;
  }

  abstract positionOf(cursor: string, stream: string): number | undefined;
  abstract emit(skews: readonly number[], together: boolean): void;
  abstract repeat(back: number): void;
  abstract malformed(): void;
  abstract goodbye(event: 'reconnect' | 'end', data: boolean, retry: number | undefined): void;
  abstract revokeKey(): void;
  abstract rejectCursors(): void;
  /** From now on the simulator takes this key. */
  protected abstract accept(key: string): void;
  /** The text of what goes out with one event changed; `undefined` where it holds none. */
  protected abstract damaged(text: string, damage: Damage): string | undefined;

  get key(): string {
    return this.#key;
  }

  get secrets(): ReadonlySet<string> {
    return new Set([...this.wire.tokens, this.#key]);
  }

  get breaches(): readonly string[] {
    return this.wire.breaches;
  }

  get lines(): readonly ProxiedLine[] {
    return this.wire.lines;
  }

  get heard(): number {
    return this.wire.heard;
  }

  connectionBegins(): void {
    // The model counts requests; how often a stream is opened is for the oracle of the pace to judge.
  }

  meet(target: 'token' | 'events', mishap: Mishap, times: number): void {
    this.wire.meet(target, mishap, times);
  }

  damageNext(damage: Damage): void {
    for (const line of this.lines) {
      line.alter = (bytes) => {
        const text = this.damaged(bytes.toString(), damage);
        if (text === undefined) return bytes;
        line.alter = (same) => same;
        const harmed = Buffer.from(text);
        // Of another length it would be the HTTP that is damaged.
        return harmed.length === bytes.length ? harmed : bytes;
      };
    }
  }

  garble(): void {
    this.wire.garble();
  }

  replaceKey(key: string): void {
    this.#key = key;
    this.accept(key);
  }

  expireTokens(): void {
    this.simulator.expireTokens();
  }

  knowFewerTypes(): void {
    // Most vendors' connections name no types.
  }

  heal(): void {
    this.wire.heal();
    this.accept(this.#key);
  }

  async dispose(): Promise<void> {
    await this.wire.dispose();
    await this.simulator.dispose();
  }
}

/** A page that is told as one frame, for the damages that frames meet. */
export function damagedPage(text: string, id: string, damage: Damage): string | undefined {
  const start = text.indexOf('\r\n\r\n{') + 4;
  if (start < 4 || !text.includes(id)) return undefined;
  return text.slice(0, start) + damage(`data:${text.slice(start)}\n\n`).slice(5, -2);
}
