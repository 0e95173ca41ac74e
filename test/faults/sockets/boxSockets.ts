import { decodePosition } from '../../../src/demo/box/position.ts';
import { type BoxSimulator, startBoxSimulator } from '../../../src/demo/box/simulator.ts';
import type { ManualClock } from '../../support/manualClock.ts';
import type { Damage, Entry, FaultyVendor } from '../faultyVendor.ts';
import type { Schedule } from '../schedule/steps.ts';
import type { Quiet } from '../world/quiet.ts';
import { FaultyWire } from './faultyWire.ts';
import { damagedPage, KEY, VendorSockets } from './vendorSockets.ts';

/** Of the company that the simulator makes up: its ids follow from it. */
export const BOX_SEED = 1;
export const BOX_CLIENT = 'client-of-the-model';

const TYPES = ['UPLOAD', 'LOGIN', 'COLLABORATION_INVITE', 'SHIELD_ALERT', 'BRAND_NEW'];
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

class BoxSockets extends VendorSockets<BoxSimulator> {
  readonly #isUser: boolean;
  /** Where the simulator puts each entry, ms since the epoch. */
  readonly #places: number[] = [];
  #count = 0;

  constructor(simulator: BoxSimulator, wire: FaultyWire, clock: ManualClock, isUser: boolean) {
    super(simulator, wire, clock);
    this.#isUser = isUser;
  }

  override get breaches(): readonly string[] {
    const leaked = this.simulator.leakedTokens > 0 ? ['A long poll came with a token.'] : [];
    return [...this.wire.breaches, ...leaked];
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
    this.simulator.tricks.overlap = 1 + (back % 3);
  }

  malformed(): void {
    this.#emit([
      {
        mark: `"broken":${this.#count},`,
        event: `{"broken":${this.#count++},"type":"event"}`,
        time: this.clock.now(),
      },
    ]);
  }

  goodbye(event: 'reconnect' | 'end'): void {
    const message = event === 'reconnect' ? 'reconnect' : 'max_retries';
    this.simulator.failNext({ path: REALTIME, status: 200, body: JSON.stringify({ message }) });
    for (const line of this.lines) line.fin();
  }

  revokeKey(): void {
    this.simulator.revoke();
  }

  /** The simulator would refuse every place of before for good. */
  rejectCursors(): void {
    this.meet('events', { kind: 'status', status: 400 }, 1);
  }

  override heal(): void {
    this.simulator.authorizeApp();
    super.heal();
  }

  protected accept(key: string): void {
    this.simulator.replaceCredentials({ clientId: BOX_CLIENT, clientSecret: key });
  }

  protected damaged(text: string, damage: Damage): string | undefined {
    return damagedPage(text, '"event_id"', damage);
  }

  #event(skew: number): Told {
    const number = this.#count++;
    const time = this.clock.now() + skew;
    const id = `event-${number}`;
    const event = {
      ...{ type: 'event', event_id: id, created_at: new Date(time).toISOString() },
      ...{ event_type: TYPES[number % TYPES.length], source: null, session_id: `ä😀#${number}#` },
    };
    return { mark: `"event_id":"${id}"`, id, time, event: JSON.stringify(event) };
  }

  #emit(told: readonly Told[]): void {
    const now = this.clock.now();
    this.simulator.emit(
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
