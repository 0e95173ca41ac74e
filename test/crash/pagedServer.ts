import type { ConnectionConfig } from '../../src/model/connection.ts';
import { Busyness } from './busyness.ts';
import type { HeldClock } from './heldClock.ts';
import type { VendorServer } from './vendorServer.ts';

export const CLIENT = 'crash-ring-client';
export const SECRET = 'crash-ring-secret';

/** A vendor's simulator that keeps each event at a place in time, and sends pages of them. */
export abstract class PagedServer implements VendorServer {
  readonly credential = SECRET;
  readonly ids: string[] = [];
  /** Where the simulator puts each event, ms since the epoch. */
  readonly #places: number[] = [];
  readonly #clock: HeldClock;
  // A vendor sends a few pages a second.
  readonly #busyness = new Busyness(20, (count) => this.emit(count));

  constructor(clock: HeldClock) {
    this.#clock = clock;
  }

  abstract get config(): ConnectionConfig;
  abstract get stream(): string;
  /** The place behind which a reader with this cursor goes on, ms since the epoch. */
  protected abstract placeOf(cursor: string): number | undefined;
  /** Makes `count` events of this time (ISO 8601) available, the first of which is the `from`th ever; returns their ids. */
  protected abstract put(count: number, from: number, time: string): readonly string[];
  protected abstract stop(): Promise<void>;

  covered(cursor: string): number | undefined {
    const place = this.placeOf(cursor);
    return place === undefined ? undefined : this.#places.filter((each) => each <= place).length;
  }

  emit(count: number): void {
    const now = this.#clock.hold();
    for (const id of this.put(count, this.ids.length, new Date(now).toISOString())) {
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
    return this.stop();
  }
}
