import { decodePosition } from '../../src/demo/box/position.ts';
import { type BoxSimulator, startBoxSimulator } from '../../src/demo/box/simulator.ts';
import type { ConnectionConfig } from '../../src/model/connection.ts';
import { HeldClock } from './heldClock.ts';
import { CLIENT, PagedServer, SECRET } from './pagedServer.ts';
import { CONNECTION } from './protocol.ts';

const TYPES = ['UPLOAD', 'LOGIN', 'COLLABORATION_INVITE', 'DOWNLOAD', 'BRAND_NEW'];

/** Box, with the events of one of its users: a long poll says when there is something, pages bring it. */
export class BoxServer extends PagedServer {
  readonly #simulator: BoxSimulator;

  private constructor(simulator: BoxSimulator, clock: HeldClock) {
    super(clock);
    this.#simulator = simulator;
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

  protected placeOf(cursor: string): number | undefined {
    return decodePosition('personal', cursor);
  }

  protected put(count: number, from: number, time: string): readonly string[] {
    const events = Array.from({ length: count }, (_, index) => {
      const number = from + index;
      const source = { type: 'file', id: String(number % 300), name: `file ${number % 300}` };
      return {
        ...{ type: 'event', event_id: `event-${number}`, event_type: TYPES[number % TYPES.length], created_at: time },
        source,
        created_by: {
          type: 'user',
          id: String(number % 40),
          name: `User ${number % 40}`,
          login: `u${number % 40}@x.example`,
        },
      };
    });
    return this.#simulator.emit(events, { to: 'user' });
  }

  protected stop(): Promise<void> {
    return this.#simulator.dispose();
  }
}
