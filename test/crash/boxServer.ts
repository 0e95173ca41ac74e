import { decodePosition } from '../../src/demo/box/position.ts';
import { type BoxSimulator, startBoxSimulator } from '../../src/demo/box/simulator.ts';
import type { ConnectionConfig } from '../../src/model/connection.ts';
import { Busyness } from './busyness.ts';
import { HeldClock } from './heldClock.ts';
import { CONNECTION } from './protocol.ts';
import type { VendorServer } from './vendorServer.ts';

const CLIENT = 'crash-ring-client';
const SECRET = 'crash-ring-secret';
const TYPES = ['UPLOAD', 'LOGIN', 'COLLABORATION_INVITE', 'DOWNLOAD', 'BRAND_NEW'];

/** Box, with the events of one of its users: a long poll says when there is something, pages bring it. */
export class BoxServer implements VendorServer {
  readonly credential = SECRET;
  readonly ids: string[] = [];
  /** Where the simulator puts each event, ms since the epoch. */
  readonly #places: number[] = [];
  readonly #simulator: BoxSimulator;
  readonly #clock: HeldClock;
  // Pages come at most ten a second.
  readonly #busyness = new Busyness(20, (count) => this.emit(count));

  private constructor(simulator: BoxSimulator, clock: HeldClock) {
    this.#simulator = simulator;
    this.#clock = clock;
  }

  /** Pages hold at most `pageSize` events. */
  static async start(seed: number, pageSize: number): Promise<BoxServer> {
    const clock = new HeldClock();
    const simulator = await startBoxSimulator({
      ...{ seed, rate: 0, clock, credentials: { clientId: CLIENT, clientSecret: SECRET } },
      tricks: { shortPages: pageSize, numericPositions: 'mixed', overlap: 2 },
    });
    return new BoxServer(simulator, clock);
  }

  get config(): ConnectionConfig {
    const { endpoint, user } = this.#simulator;
    const signIn = { auth: 'ccg', clientId: CLIENT, subject: 'user', subjectId: user.id };
    return { id: CONNECTION, name: CONNECTION, system: 'box', endpoint, options: { stream: 'user', ...signIn } };
  }

  get stream(): string {
    return `user-${this.#simulator.user.id}-all`;
  }

  covered(cursor: string): number | undefined {
    const place = decodePosition('personal', cursor);
    if (place === undefined) return undefined;
    const after = this.#places.findIndex((each) => each > place);
    return after < 0 ? this.#places.length : after;
  }

  emit(count: number): void {
    const now = this.#clock.hold();
    const from = this.ids.length;
    const created_at = new Date(now).toISOString();
    const events = Array.from({ length: count }, (_, index) => {
      const number = from + index;
      const source = { type: 'file', id: String(number % 300), name: `file ${number % 300}` };
      return {
        ...{ type: 'event', event_id: `event-${number}`, event_type: TYPES[number % TYPES.length], created_at, source },
        created_by: {
          type: 'user',
          id: String(number % 40),
          name: `User ${number % 40}`,
          login: `u${number % 40}@x.example`,
        },
      };
    });
    for (const id of this.#simulator.emit(events, { to: 'user' })) {
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
