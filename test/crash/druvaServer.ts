import { type DruvaSimulator, startDruvaSimulator } from '../../src/demo/druva/simulator.ts';
import { decodeTracker } from '../../src/demo/druva/tracker.ts';
import type { ConnectionConfig } from '../../src/model/connection.ts';
import { Busyness } from './busyness.ts';
import { HeldClock } from './heldClock.ts';
import { CONNECTION } from './protocol.ts';
import type { VendorServer } from './vendorServer.ts';

const CLIENT = 'crash-ring-client';
const SECRET = 'crash-ring-secret';
const TYPES = ['Backup', 'Alert', 'Admin Login', 'Data Source', 'Brand New'];
/** Pages come at most two a second: a drain must end before its window is taken to hang. */
const SHARE = 1 / 3;

/** Druva, with the events of inSync: what there is, is drained page by page; the next poll is a minute later. */
export class DruvaServer implements VendorServer {
  readonly credential = SECRET;
  readonly stream = 'insync';
  readonly ids: string[] = [];
  /** Where the simulator puts each event, ms since the epoch. */
  readonly #places: number[] = [];
  readonly #simulator: DruvaSimulator;
  readonly #clock: HeldClock;
  readonly #busyness = new Busyness(20, (count) => this.emit(count));

  private constructor(simulator: DruvaSimulator, clock: HeldClock) {
    this.#simulator = simulator;
    this.#clock = clock;
  }

  /** Pages hold at most `pageSize` events. */
  static async start(seed: number, pageSize: number): Promise<DruvaServer> {
    const clock = new HeldClock();
    const simulator = await startDruvaSimulator({
      ...{ seed, rate: 0, clock, credentials: { clientId: CLIENT, secretKey: SECRET } },
      tricks: { shortPages: pageSize, overlap: 2 },
    });
    return new DruvaServer(simulator, clock);
  }

  get config(): ConnectionConfig {
    const options = { streams: 'insync', start: 'hour', clientId: CLIENT, pollMinutes: '1' };
    return { id: CONNECTION, name: CONNECTION, system: 'druva', endpoint: this.#simulator.endpoint, options };
  }

  /** While old events are passed over, the feed says since when beside the tracker. */
  covered(cursor: string): number | undefined {
    const place = decodeTracker('insync', cursor.replace(/^since:\d*:/, ''))?.place;
    return place === undefined ? undefined : this.#places.filter((each) => each <= place).length;
  }

  emit(count: number): void {
    const now = this.#clock.hold();
    const from = this.ids.length;
    const timestamp = new Date(now).toISOString();
    const events = Array.from({ length: Math.ceil(count * SHARE) }, (_, index) => {
      const number = from + index;
      return {
        ...{ timestamp, eventType: TYPES[number % TYPES.length], eventState: 'Success', severity: number % 8 },
        ...{ inSyncUserID: 1 + (number % 40), inSyncUserName: `User ${number % 40}` },
        ...{ inSyncDataSourceID: 1 + (number % 300), inSyncDataSourceName: `Device ${number % 300}` },
      };
    });
    for (const id of this.#simulator.emit(events)) {
      this.ids.push(id);
      this.#places.push(Math.max(now, this.#places.at(-1) ?? 0) + 1);
    }
    this.#clock.release();
  }

  busy(): void {
    this.#busyness.begin();
  }

  quiet(): void {
    this.#busyness.end();
  }

  dispose(): Promise<void> {
    this.quiet();
    return this.#simulator.dispose();
  }
}
