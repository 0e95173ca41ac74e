import { type DruvaSimulator, startDruvaSimulator } from '../../src/demo/druva/simulator.ts';
import { decodeTracker } from '../../src/demo/druva/tracker.ts';
import type { ConnectionConfig } from '../../src/model/connection.ts';
import { HeldClock } from './heldClock.ts';
import { CLIENT, PagedServer, SECRET } from './pagedServer.ts';
import { CONNECTION } from './protocol.ts';

const TYPES = ['Backup', 'Alert', 'Admin Login', 'Data Source', 'Brand New'];
/** Pages come at most two a second: a drain must end before its window is taken to hang. */
const SHARE = 1 / 3;

/** Druva, with the events of inSync: what there is, is drained page by page; the next poll is a minute later. */
export class DruvaServer extends PagedServer {
  readonly stream = 'insync';
  readonly #simulator: DruvaSimulator;

  private constructor(simulator: DruvaSimulator, clock: HeldClock) {
    super(clock);
    this.#simulator = simulator;
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
  protected placeOf(cursor: string): number | undefined {
    return decodeTracker('insync', cursor.replace(/^since:\d*:/, ''))?.place;
  }

  protected put(count: number, from: number, time: string): readonly string[] {
    const events = Array.from({ length: Math.ceil(count * SHARE) }, (_, index) => {
      const number = from + index;
      return {
        ...{ timestamp: time, eventType: TYPES[number % TYPES.length], eventState: 'Success', severity: number % 8 },
        ...{ inSyncUserID: 1 + (number % 40), inSyncUserName: `User ${number % 40}` },
        ...{ inSyncDataSourceID: 1 + (number % 300), inSyncDataSourceName: `Device ${number % 300}` },
      };
    });
    return this.#simulator.emit(events);
  }

  protected stop(): Promise<void> {
    return this.#simulator.dispose();
  }
}
