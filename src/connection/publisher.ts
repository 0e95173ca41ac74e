import type { Clock } from '../base/clock.ts';
import type { Logger } from '../feeds/feed.ts';
import type { EventStore } from '../store/contract.ts';
import type { ConnectionStatus } from './state.ts';

/** Unchanged states are published again after so long: followers tell a hung window from a quiet one by it, ms. */
const AGAIN = 5_000;

/** Tells the other windows how this window's connections stand. */
export class Publisher {
  readonly #store: EventStore;
  readonly #clock: Clock;
  readonly #log: Logger;
  #told = '[]';
  #time = Number.NEGATIVE_INFINITY;
  #underWay = false;
  #failure = '';

  constructor(store: EventStore, clock: Clock, log: Logger) {
    this.#store = store;
    this.#clock = clock;
    this.#log = log;
  }

  /** Writes what changed since the last time; to be called about once a second. */
  async tell(statuses: ReadonlyMap<string, ConnectionStatus>): Promise<void> {
    const states = new Map([...statuses].map(([id, status]) => [id, JSON.stringify(status)]));
    const now = this.#clock.now();
    const text = JSON.stringify([...states]);
    const due = text !== this.#told || (states.size > 0 && now - this.#time >= AGAIN);
    if (!due || this.#underWay) return;
    this.#underWay = true;
    try {
      await this.#store.publish(states);
      this.#told = text;
      this.#time = now;
      this.#failure = '';
    } catch (error) {
      // Said once, not every second.
      if (String(error) !== this.#failure) this.#log.warn(`State not published: ${String(error)}`);
      this.#failure = String(error);
    } finally {
      this.#underWay = false;
    }
  }
}
