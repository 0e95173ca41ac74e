import { type Clock, systemClock } from '../../src/base/clock.ts';
import { LookoutHistory } from '../../src/demo/lookout/history.ts';
import { type LookoutSimulator, startLookoutSimulator } from '../../src/demo/lookout/simulator.ts';
import type { ConnectionConfig } from '../../src/model/connection.ts';
import { Busyness } from './busyness.ts';
import { CONNECTION } from './protocol.ts';
import type { VendorServer } from './vendorServer.ts';

const KEY = 'crash-ring-key';
const POOL = 1_000;

/** Lookout. */
export class Server implements VendorServer {
  readonly stream = 'events';
  readonly #simulator: LookoutSimulator;
  readonly #bodies: readonly Readonly<Record<string, unknown>>[];
  readonly #ids: string[] = [];
  readonly #busyness = new Busyness(60, (count) => this.emit(count));

  private constructor(simulator: LookoutSimulator, bodies: readonly Readonly<Record<string, unknown>>[]) {
    this.#simulator = simulator;
    this.#bodies = bodies;
  }

  static async start(seed: number, frameSize: number, clock: Clock = systemClock): Promise<Server> {
    const simulator = await startLookoutSimulator({ seed, applicationKey: KEY, rate: 0, frameSize, clock });
    return new Server(simulator, bodies(new LookoutHistory({ seed, rate: 5 })));
  }

  /** Ids in the order of the stream. */
  get ids(): readonly string[] {
    return this.#ids;
  }

  get config(): ConnectionConfig {
    return { id: CONNECTION, name: CONNECTION, system: 'lookout', endpoint: this.endpoint };
  }

  covered(cursor: string): number | undefined {
    const index = this.#ids.indexOf(cursor);
    return index < 0 ? undefined : index + 1;
  }

  /** For what goes wrong. */
  get simulator(): LookoutSimulator {
    return this.#simulator;
  }

  get endpoint(): string {
    return this.#simulator.endpoint;
  }

  get credential(): string {
    return KEY;
  }

  emit(count: number): void {
    const events = Array.from({ length: count }, (_, index) => {
      return this.#bodies[(this.#ids.length + index) % this.#bodies.length] ?? {};
    });
    this.#ids.push(...this.#simulator.emit(events));
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

/** Events of ordinary content, without what each time is new. */
function bodies(history: LookoutHistory): Readonly<Record<string, unknown>>[] {
  const list: Readonly<Record<string, unknown>>[] = [];
  for (const { json } of history.eventsBetween(Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 2))) {
    const { id: _, created_time: __, ...body } = JSON.parse(json) as Record<string, unknown>;
    list.push(body);
    if (list.length === POOL) break;
  }
  return list;
}
