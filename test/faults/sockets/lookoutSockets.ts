import { type LookoutSimulator, startLookoutSimulator } from '../../../src/demo/lookout/simulator.ts';
import type { ManualClock } from '../../support/manualClock.ts';
import type { Damage, Entry, FaultyVendor, Mishap } from '../faultyVendor.ts';
import type { Schedule } from '../schedule/steps.ts';
import type { Quiet } from '../world/quiet.ts';
import { FaultyWire } from './faultyWire.ts';
import type { ProxiedLine } from './proxiedLine.ts';

const TYPES = ['THREAT', 'DEVICE', 'AUDIT', 'SMISHING_ALERT'];
const KEY = 'key-0-of-the-simulator';

/** The real simulator behind the fault proxy, over real sockets. */
export async function startLookoutSockets(schedule: Schedule, clock: ManualClock, quiet: Quiet): Promise<FaultyVendor> {
  const simulator = await startLookoutSimulator({
    seed: 1,
    rate: 0,
    applicationKey: KEY,
    clock,
    tokenLifetime: schedule.tokenLife,
    frameSize: schedule.frameSize,
  });
  const isEvents = (path: string) => path.endsWith('/events');
  const wire = await FaultyWire.start({ port: simulator.port, clock, quiet, cuts: schedule.cuts, isEvents });
  return new LookoutSockets(simulator, wire, clock);
}

class LookoutSockets implements FaultyVendor {
  readonly origin: string;
  readonly fetch = globalThis.fetch;
  /** A busy machine may deliver a packet only after the clock was moved on. */
  readonly lag = 5_000;
  /** The simulator does not tell. */
  readonly refusals = Number.POSITIVE_INFINITY;
  readonly entries: Entry[] = [];
  readonly #simulator: LookoutSimulator;
  readonly #wire: FaultyWire;
  readonly #clock: ManualClock;
  #key = KEY;
  #count = 0;

  constructor(simulator: LookoutSimulator, wire: FaultyWire, clock: ManualClock) {
    this.#simulator = simulator;
    this.#wire = wire;
    this.#clock = clock;
    this.origin = wire.origin;
  }

  get key(): string {
    return this.#key;
  }

  get secrets(): ReadonlySet<string> {
    return new Set([...this.#wire.tokens, this.#key]);
  }

  get breaches(): readonly string[] {
    return this.#wire.breaches;
  }

  get lines(): readonly ProxiedLine[] {
    return this.#wire.lines;
  }

  get heard(): number {
    return Math.max(...this.lines.map(({ lastSent }) => lastSent));
  }

  connectionBegins(): void {
    // How often its one stream is opened is for the oracle of the pace to judge.
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
    if (event === 'reconnect') this.#simulator.sendReconnect(retry, { withData: data });
    else this.#simulator.sendEnd({ withData: data });
  }

  meet(target: 'token' | 'events', mishap: Mishap, times: number): void {
    this.#wire.meet(target, mishap, times);
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
    this.#wire.garble();
  }

  replaceKey(key: string): void {
    this.#key = key;
    this.#simulator.replaceKey(key);
  }

  revokeKey(): void {
    this.#simulator.revokeKey();
  }

  expireTokens(): void {
    this.#simulator.expireTokens();
  }

  /** With the types named and without. */
  rejectCursors(): void {
    this.meet('events', { kind: 'status', status: 400 }, 2);
  }

  knowFewerTypes(): void {
    this.meet('events', { kind: 'status', status: 400 }, 1);
  }

  heal(): void {
    this.#wire.heal();
    this.#simulator.replaceKey(this.#key);
  }

  async dispose(): Promise<void> {
    await this.#wire.dispose();
    await this.#simulator.dispose();
  }

  #note(): string {
    return `ä😀#${this.#count++}#`;
  }

  #event(skew: number): Readonly<Record<string, unknown>> {
    const created = new Date(this.#clock.now() + skew).toISOString();
    return {
      type: TYPES[this.#count % TYPES.length],
      change_type: 'CREATED',
      created_time: created,
      note: this.#note(),
    };
  }

  #emit(events: readonly Readonly<Record<string, unknown>>[]): void {
    const now = this.#clock.now();
    const ids = this.#simulator.emit(events);
    for (const [index, key] of ids.entries()) {
      const malformed = events[index]?.id === '';
      const mark = malformed ? `"note":"${String(events[index]?.note)}"` : `"id":"${key}"`;
      // The simulator files an event under the second that has just passed.
      this.entries.push({ mark, ...(!malformed && { id: key }), time: now - 1_000, emitted: now });
    }
  }
}
