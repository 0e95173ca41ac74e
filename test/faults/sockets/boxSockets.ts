import { decodePosition } from '../../../src/demo/box/position.ts';
import { type BoxSimulator, startBoxSimulator } from '../../../src/demo/box/simulator.ts';
import type { ManualClock } from '../../support/manualClock.ts';
import type { Damage, Entry, FaultyVendor, Mishap } from '../faultyVendor.ts';
import type { Schedule } from '../schedule/steps.ts';
import type { Quiet } from '../world/quiet.ts';
import { FaultyWire } from './faultyWire.ts';
import type { ProxiedLine } from './proxiedLine.ts';

/** Of the company that the simulator makes up: its ids follow from it. */
export const BOX_SEED = 1;
export const BOX_CLIENT = 'client-of-the-model';

const TYPES = ['UPLOAD', 'LOGIN', 'COLLABORATION_INVITE', 'SHIELD_ALERT', 'BRAND_NEW'];
const KEY = 'key-0-of-the-simulator';
const EVENTS = '/2.0/events';
const REALTIME = '/realtime/subscribe';

/** The real simulator behind the fault proxy, over real sockets. */
export async function startBoxSockets(
  { tokenLife, frameSize, quirks, cuts }: Schedule,
  clock: ManualClock,
  quiet: Quiet,
  isUser: boolean,
): Promise<FaultyVendor> {
  const simulator = await startBoxSimulator({
    ...{ seed: BOX_SEED, rate: 0, clock, tokenLifetime: tokenLife },
    credentials: { clientId: BOX_CLIENT, clientSecret: KEY },
    realtime: { wire: quirks.numbers === 'number' ? 'number' : 'text' },
    tricks: {
      ...{ shortPages: frameSize, overlap: quirks.overlap, emptyPosition: quirks.empty },
      ignorePollPosition: quirks.deaf,
      numericPositions: quirks.numbers === 'mixed' ? 'mixed' : quirks.numbers === 'number',
    },
  });
  const isEvents = (path: string) => path.endsWith(EVENTS) || path.endsWith(REALTIME);
  const wire = await FaultyWire.start({ port: simulator.port, clock, quiet, cuts, isEvents, rewritesPort: true });
  return new BoxSockets(simulator, wire, clock, isUser);
}

class BoxSockets implements FaultyVendor {
  readonly origin: string;
  readonly fetch = globalThis.fetch;
  /** A busy machine may deliver a packet only after the clock was moved on. */
  readonly lag = 5_000;
  /** The simulator does not tell. */
  readonly refusals = Number.POSITIVE_INFINITY;
  readonly entries: Entry[] = [];
  readonly #simulator: BoxSimulator;
  readonly #wire: FaultyWire;
  readonly #clock: ManualClock;
  readonly #isUser: boolean;
  /** Where the simulator puts each entry, ms since the epoch. */
  readonly #places: number[] = [];
  #key = KEY;
  #count = 0;

  constructor(simulator: BoxSimulator, wire: FaultyWire, clock: ManualClock, isUser: boolean) {
    this.#simulator = simulator;
    this.#wire = wire;
    this.#clock = clock;
    this.#isUser = isUser;
    this.origin = wire.origin;
  }

  get key(): string {
    return this.#key;
  }

  get secrets(): ReadonlySet<string> {
    return new Set([...this.#wire.tokens, this.#key]);
  }

  get breaches(): readonly string[] {
    const leaked = this.#simulator.leakedTokens > 0 ? ['A long poll came with a token.'] : [];
    return [...this.#wire.breaches, ...leaked];
  }

  get lines(): readonly ProxiedLine[] {
    return this.#wire.lines;
  }

  get heard(): number {
    return this.#wire.heard;
  }

  connectionBegins(): void {
    // The model counts requests.
  }

  positionOf(cursor: string): number | undefined {
    const place = decodePosition(this.#isUser ? 'personal' : 'enterprise', cursor);
    return place === undefined ? undefined : this.#places.filter((each) => each <= place).length;
  }

  emit(skews: readonly number[], together: boolean): void {
    if (together) this.#emit(skews.map((skew) => this.#event(skew)));
    else for (const skew of skews) this.#emit([this.#event(skew)]);
  }

  /** From now on pages begin with the end of the one before. */
  repeat(back: number): void {
    this.#simulator.tricks.overlap = 1 + (back % 3);
  }

  malformed(): void {
    this.#emit([
      {
        mark: `"broken":${this.#count},`,
        event: `{"broken":${this.#count++},"type":"event"}`,
        time: this.#clock.now(),
      },
    ]);
  }

  goodbye(event: 'reconnect' | 'end'): void {
    const message = event === 'reconnect' ? 'reconnect' : 'max_retries';
    this.#simulator.failNext({ path: REALTIME, status: 200, body: JSON.stringify({ message }) });
    for (const line of this.lines) line.fin();
  }

  meet(target: 'token' | 'events', mishap: Mishap, times: number): void {
    this.#wire.meet(target, mishap, times);
  }

  damageNext(damage: Damage): void {
    for (const line of this.lines) {
      line.alter = (bytes) => {
        const text = bytes.toString();
        const start = text.indexOf('\r\n\r\n{') + 4;
        if (start < 4 || !text.includes('"event_id"')) return bytes;
        line.alter = (same) => same;
        const harmed = Buffer.from(text.slice(0, start) + damage(`data:${text.slice(start)}\n\n`).slice(5, -2));
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
    this.#simulator.replaceCredentials({ clientId: BOX_CLIENT, clientSecret: key });
  }

  revokeKey(): void {
    this.#simulator.revoke();
  }

  expireTokens(): void {
    this.#simulator.expireTokens();
  }

  /** The simulator would refuse every place of before for good. */
  rejectCursors(): void {
    this.meet('events', { kind: 'status', status: 400 }, 1);
  }

  knowFewerTypes(): void {
    // These connections name no types.
  }

  heal(): void {
    this.#wire.heal();
    this.#simulator.authorizeApp();
    this.replaceKey(this.#key);
  }

  async dispose(): Promise<void> {
    await this.#wire.dispose();
    await this.#simulator.dispose();
  }

  #event(skew: number): Told {
    const number = this.#count++;
    const time = this.#clock.now() + skew;
    const id = `event-${number}`;
    const event = {
      ...{ type: 'event', event_id: id, created_at: new Date(time).toISOString() },
      ...{ event_type: TYPES[number % TYPES.length], source: null, session_id: `ä😀#${number}#` },
    };
    return { mark: `"event_id":"${id}"`, id, time, event: JSON.stringify(event) };
  }

  #emit(told: readonly Told[]): void {
    const now = this.#clock.now();
    this.#simulator.emit(
      told.map(({ event }) => event),
      { to: this.#isUser ? 'user' : 'enterprise' },
    );
    for (const { event: _event, ...entry } of told) {
      this.#places.push(Math.max(now, this.#places.at(-1) ?? 0) + 1);
      this.entries.push({ ...entry, emitted: now });
    }
  }
}

interface Told extends Omit<Entry, 'emitted'> {
  /** Exact JSON. */
  readonly event: string;
}
