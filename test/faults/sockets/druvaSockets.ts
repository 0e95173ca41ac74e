import { decodePageToken } from '../../../src/demo/druva/pageToken.ts';
import { type DruvaSimulator, startDruvaSimulator } from '../../../src/demo/druva/simulator.ts';
import { decodeTracker } from '../../../src/demo/druva/tracker.ts';
import type { ManualClock } from '../../support/manualClock.ts';
import type { Damage, Entry, FaultyVendor } from '../faultyVendor.ts';
import type { Schedule } from '../schedule/steps.ts';
import type { Quiet } from '../world/quiet.ts';
import { FaultyWire } from './faultyWire.ts';
import { damagedPage, KEY, VendorSockets } from './vendorSockets.ts';

export const DRUVA_CLIENT = 'client-of-the-model';

const TYPES = ['Backup', 'Alert', 'Admin Login', 'Data Source', 'Brand New'];
const INSYNC = '/insync/eventmanagement/v2/events';
const PLATFORM = '/platform/eventmanagement/v3/events';
const RESILIENCE = '/realize/eventmanagement/v1/events/tracker';
/** A drain of two pages a second has to come to its end in the patience of a schedule. */
const SHORTEST_PAGE = 20;

/** The simulator behind the fault proxy. */
export async function startDruvaSockets(
  { tokenLife, frameSize, quirks, cuts }: Schedule,
  clock: ManualClock,
  quiet: Quiet,
  hasAll: boolean,
): Promise<FaultyVendor> {
  const empty = { zero: 'empty', same: 'given', null: 'null', missing: 'missing' } as const;
  const simulator = await startDruvaSimulator({
    ...{ seed: 1, rate: 0, clock, tokenLifetime: tokenLife },
    credentials: { clientId: DRUVA_CLIENT, secretKey: KEY },
    tricks: {
      ...(!quirks.hasty && { shortPages: Math.max(SHORTEST_PAGE, frameSize) }),
      ...{ overlap: quirks.overlap, omitNextPageExists: quirks.hasty, emptyPageTracker: empty[quirks.empty] },
      ignoreExpiry: quirks.deaf ? 'refused' : 'accepted',
      expiredTokenStatus: quirks.deaf ? 403 : 401,
    },
  });
  const isEvents = (path: string) => [INSYNC, PLATFORM, RESILIENCE].some((each) => path.endsWith(each));
  const wire = await FaultyWire.start({ port: simulator.port, clock, quiet, cuts, isEvents });
  return new DruvaSockets(simulator, wire, clock, hasAll);
}

class DruvaSockets extends VendorSockets<DruvaSimulator> {
  readonly #hasAll: boolean;
  /** Where the simulator puts each entry, ms since the epoch. */
  readonly #places = new Map<Entry, number>();
  #last = 0;

  constructor(simulator: DruvaSimulator, wire: FaultyWire, clock: ManualClock, hasAll: boolean) {
    super(simulator, wire, clock);
    this.#hasAll = hasAll;
  }

  /** While old events are passed over, the feed says since when beside the tracker. */
  positionOf(cursor: string, stream: string): number | undefined {
    const tracker = cursor.replace(/^since:\d*:/, '');
    const place = placeOf(tracker, stream);
    if (place === undefined) return undefined;
    const told = this.entries.filter(({ streams }) => streams === undefined || streams.includes(stream));
    return told.filter((entry) => (this.#places.get(entry) ?? 0) <= place).length;
  }

  emit(skews: readonly number[]): void {
    for (const skew of skews) {
      const number = this.entries.length;
      const time = this.clock.now() + skew;
      const id = String(2n ** 60n + BigInt(number));
      const head = `"eventID":${id},`;
      const rest = JSON.stringify({
        timestamp: new Date(time).toISOString(),
        eventType: TYPES[number % TYPES.length],
        eventDetails: `ä😀#${number}#`,
      });
      // Every third is another product's.
      if (this.#hasAll && number % 3 === 2) this.#emitOther(number, time);
      else this.#emit({ mark: head, id, time, streams: ['insync', 'platform'] }, `{${head}${rest.slice(1)}`);
    }
  }

  /** From now on pages begin with the end of the one before. */
  repeat(back: number): void {
    this.simulator.tricks.overlap = 1 + (back % 3);
  }

  malformed(): void {
    const mark = `"broken":${this.entries.length},`;
    this.#emit({ mark, time: this.clock.now(), streams: ['insync'] }, `{${mark}"facility":23}`);
  }

  goodbye(event: 'reconnect' | 'end'): void {
    this.simulator.failNext({ path: INSYNC, status: event === 'reconnect' ? 503 : 500 });
    for (const line of this.lines) line.fin();
  }

  revokeKey(): void {
    this.simulator.replaceCredentials({ clientId: DRUVA_CLIENT, secretKey: 'nobody-knows-this-key' });
  }

  rejectCursors(): void {
    this.simulator.refuseTracker();
  }

  protected accept(key: string): void {
    this.simulator.replaceCredentials({ clientId: DRUVA_CLIENT, secretKey: key });
  }

  protected damaged(text: string, damage: Damage): string | undefined {
    return damagedPage(text, '"eventID"', damage);
  }

  #emitOther(number: number, time: number): void {
    const mark = `{"id":${number},`;
    const timeStamp = new Date(time).toISOString();
    const details = { text: `ä😀#${number}#` };
    const json = JSON.stringify({ id: number, timeStamp, productID: 4097, category: 'EVENT', type: 'Alert', details });
    this.#emit({ mark, id: `platform-${number}`, time, streams: ['platform'] }, json, 'platform');
    // Cyber Resilience tells of it too, in a shape and with a time of its own.
    const second = Math.floor(this.clock.now() / 1_000) * 1_000;
    this.#note({ mark, id: `realize-${number}`, time: second, streams: ['cyber-resilience'] });
  }

  #emit(entry: Omit<Entry, 'emitted'>, json: string, to: 'insync' | 'platform' = 'insync'): void {
    this.simulator.emit([json], { to });
    this.#last = Math.max(this.clock.now(), this.#last) + 1;
    this.#note(entry);
  }

  #note(entry: Omit<Entry, 'emitted'>): void {
    const whole = { ...entry, emitted: this.clock.now() };
    this.#places.set(whole, this.#last);
    this.entries.push(whole);
  }
}

/** The place behind which a reader with this position goes on. */
function placeOf(position: string, stream: string): number | undefined {
  if (stream === 'platform') return decodePageToken(position)?.after;
  return decodeTracker(stream === 'insync' ? 'insync' : 'realize', position)?.place;
}
