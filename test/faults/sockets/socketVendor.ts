import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { type LookoutSimulator, startLookoutSimulator } from '../../../src/demo/lookout/simulator.ts';
import type { ManualClock } from '../../support/manualClock.ts';
import type { Damage, Entry, FaultyVendor, Mishap } from '../faultyVendor.ts';
import type { Schedule } from '../schedule/steps.ts';
import type { Quiet } from '../world/quiet.ts';
import type { Head } from './http.ts';
import type { ProxiedLine } from './proxiedLine.ts';
import { FaultProxy } from './proxy.ts';

const TYPES = ['THREAT', 'DEVICE', 'AUDIT', 'SMISHING_ALERT'];
const KEY = 'key-0-of-the-simulator';

/** The real simulator behind the fault proxy, over real sockets. */
export async function startSocketVendor(schedule: Schedule, clock: ManualClock, quiet: Quiet): Promise<FaultyVendor> {
  const strangers = createServer((socket) => socket.destroy());
  let visits = 0;
  strangers.on('connection', () => visits++);
  strangers.listen(0, '127.0.0.1');
  await once(strangers, 'listening');
  const simulator = await startLookoutSimulator({
    seed: 1,
    rate: 0,
    applicationKey: KEY,
    clock,
    tokenLifetime: schedule.tokenLife,
    frameSize: schedule.frameSize,
  });
  const mishaps: { readonly target: string; readonly mishap: Mishap; left: number }[] = [];
  const tokens = new Set<string>();
  const proxy = await FaultProxy.start({
    port: simulator.port,
    clock,
    cuts: schedule.cuts.map((size) => size + 10), // Each piece costs a system call.
    elsewhere: `http://127.0.0.1:${(strangers.address() as AddressInfo).port}`,
    note: () => quiet.note(),
    mishap: (head) => {
      tokens.add(head.bearer);
      const found = mishaps.find(({ target, left }) => left > 0 && target === targetOf(head));
      if (found) found.left--;
      return found?.mishap;
    },
  });
  return new SocketVendor({
    simulator,
    proxy,
    clock,
    mishaps,
    tokens,
    visits: () => visits,
    close: () => strangers.close(),
  });
}

function targetOf({ path }: Head): 'token' | 'events' {
  return path.endsWith('/token') ? 'token' : 'events';
}

interface Parts {
  readonly simulator: LookoutSimulator;
  readonly proxy: FaultProxy;
  readonly clock: ManualClock;
  readonly mishaps: { readonly target: string; readonly mishap: Mishap; left: number }[];
  /** Every credential that came by. */
  readonly tokens: Set<string>;
  readonly visits: () => number;
  readonly close: () => void;
}

class SocketVendor implements FaultyVendor {
  readonly origin: string;
  readonly fetch = globalThis.fetch;
  /** A busy machine may deliver a packet only after the clock was moved on. */
  readonly lag = 5_000;
  /** The simulator does not tell. */
  readonly refusals = Number.POSITIVE_INFINITY;
  readonly entries: Entry[] = [];
  readonly #parts: Parts;
  #key = KEY;
  #count = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.origin = `http://127.0.0.1:${parts.proxy.port}`;
  }

  get key(): string {
    return this.#key;
  }

  get secrets(): ReadonlySet<string> {
    return new Set([...this.#parts.tokens, this.#key].filter((secret) => secret !== ''));
  }

  get breaches(): readonly string[] {
    return this.#parts.visits() > 0 ? ['A request followed a redirect to another origin.'] : [];
  }

  get lines(): readonly ProxiedLine[] {
    return this.#parts.proxy.streams;
  }

  positionOf(cursor: string): number | undefined {
    const index = this.entries.findIndex(({ id }) => id === cursor);
    return index < 0 ? undefined : index + 1;
  }

  emit(skews: readonly number[], together: boolean): void {
    if (together) this.#emit(skews.map((skew) => this.#event(skew)));
    else for (const skew of skews) this.#emit([this.#event(skew)]);
  }

  /** The simulator knows an id at one place only; frames that come again are what repeats here. */
  repeat(back: number): void {
    for (const line of this.lines) line.replay(1 + (back % 3));
  }

  malformed(): void {
    this.#emit([{ note: this.#note(), created_time: 17, type: '', id: '' }]);
  }

  goodbye(event: 'reconnect' | 'end', data: boolean, retry: number | undefined): void {
    if (event === 'reconnect') this.#parts.simulator.sendReconnect(retry, { withData: data });
    else this.#parts.simulator.sendEnd({ withData: data });
  }

  meet(target: 'token' | 'events', mishap: Mishap, times: number): void {
    this.#parts.mishaps.push({ target, mishap, left: times });
  }

  damageNext(damage: Damage): void {
    for (const line of this.lines) {
      line.alter = (bytes) => {
        const text = bytes.toString();
        if (!text.includes('\ndata:{"events"')) return bytes;
        line.alter = (same) => same;
        const start = text.indexOf('id:');
        const end = text.indexOf('\n\n', start) + 2;
        const harmed = Buffer.from(text.slice(0, start) + damage(text.slice(start, end)) + text.slice(end));
        // Of another length it would be the HTTP that is damaged.
        return harmed.length === bytes.length ? harmed : bytes;
      };
    }
  }

  garble(): void {
    for (const line of this.lines) line.alter = (bytes) => Buffer.from(bytes.map((byte) => byte ^ 0x55));
  }

  replaceKey(key: string): void {
    this.#key = key;
    this.#parts.simulator.replaceKey(key);
  }

  revokeKey(): void {
    this.#parts.simulator.revokeKey();
  }

  expireTokens(): void {
    this.#parts.simulator.expireTokens();
  }

  /** With the types named and without. */
  rejectCursors(): void {
    this.meet('events', { kind: 'status', status: 400 }, 2);
  }

  knowFewerTypes(): void {
    this.meet('events', { kind: 'status', status: 400 }, 1);
  }

  heal(): void {
    this.#parts.mishaps.length = 0;
    for (const line of this.lines) line.heal();
    this.#parts.simulator.replaceKey(this.#key);
  }

  async dispose(): Promise<void> {
    await this.#parts.proxy.dispose();
    await this.#parts.simulator.dispose();
    this.#parts.close();
  }

  #note(): string {
    return `ä😀#${this.#count++}#`;
  }

  #event(skew: number): Readonly<Record<string, unknown>> {
    const created = new Date(this.#parts.clock.now() + skew).toISOString();
    return {
      type: TYPES[this.#count % TYPES.length],
      change_type: 'CREATED',
      created_time: created,
      note: this.#note(),
    };
  }

  #emit(events: readonly Readonly<Record<string, unknown>>[]): void {
    const now = this.#parts.clock.now();
    const ids = this.#parts.simulator.emit(events);
    for (const [index, key] of ids.entries()) {
      const malformed = events[index]?.id === '';
      const mark = malformed ? `"note":"${String(events[index]?.note)}"` : `"id":"${key}"`;
      // The simulator files an event under the second that has just passed.
      this.entries.push({ mark, ...(!malformed && { id: key }), time: now - 1_000, emitted: now });
    }
  }
}
