import type { Clock } from '../../base/clock.ts';
import { parseObject } from '../parseObject.ts';
import { Random } from '../random.ts';
import { type HistoryEvent, headOfHistory, type LookoutHistory, vendorTime } from './history.ts';
import { ID_PATTERN, injectedId, secondOf, startOf } from './ids.ts';

/** An event for {@link Journal.emit}: an object of the vendor's shape, whose missing `id`, `created_time` and `enterprise_guid` are filled in, or exact JSON text. */
export type InjectedEvent = Readonly<Record<string, unknown>> | string;

/** An event at its place in the stream. `key` orders; `id` is what the event calls itself (the same, unless a test injected it with its own). */
export interface JournalEvent extends HistoryEvent {
  readonly key: string;
}

export const RETENTION_MS = 10 * 24 * 3600 * 1000;

/** The generated history and what tests put into it, as one order of keys. */
export class Journal {
  readonly #history: LookoutHistory;
  readonly #clock: Clock;
  readonly #injected: JournalEvent[] = [];
  readonly #keyById = new Map<string, string>();
  #second = 0;
  #count = 0;

  constructor(history: LookoutHistory, clock: Clock) {
    this.#history = history;
    this.#clock = clock;
  }

  /** The key after everything that has happened by now. */
  head(): string {
    const generated = headOfHistory(this.#clock.now());
    const injected = this.#injected.at(-1)?.key;
    if (injected === undefined || injected < generated) return generated;
    return injected;
  }

  /** The key to go on from after the event that calls itself `id`; undefined when that is no id. Older than the retention: its beginning. */
  keyOf(id: string): string | undefined {
    const key = this.#keyById.get(id) ?? (ID_PATTERN.test(id) ? id : undefined);
    if (key === undefined) return undefined;
    // Ten days at least: what was put in stands in the second before.
    const oldest = startOf(Math.floor((this.#clock.now() - RETENTION_MS) / 1000) - 2);
    if (key < oldest) return oldest;
    return key;
  }

  /** Clamped to the retention, ms since the epoch. */
  clamp(time: number): number {
    return Math.max(time, this.#clock.now() - RETENTION_MS);
  }

  /** Events after `after` up to and including `upTo`, both keys, that are not older than `since` (ms since the epoch). */
  *events(after: string, upTo: string, since = 0): Generator<JournalEvent, void, undefined> {
    const to = (secondOf(upTo) + 1) * 1000;
    const from = Math.max(secondOf(after) * 1000, since);
    let place = this.#injected.findIndex(({ key }) => key > after);
    if (place === -1) place = this.#injected.length;
    const until = this.#injected.length;
    const ready = (limit: string) => {
      const event = place < until ? this.#injected[place] : undefined;
      if (event === undefined || event.key > limit || event.key > upTo) return undefined;
      place++;
      return event;
    };
    for (const event of this.#history.eventsBetween(from, to)) {
      if (event.id <= after || event.id > upTo) continue;
      for (let own = ready(event.id); own; own = ready(event.id)) if (own.time >= since) yield own;
      yield { ...event, key: event.id };
    }
    for (let own = ready(upTo); own; own = ready(upTo)) if (own.time >= since) yield own;
  }

  /** Puts events into the history as of the second that has just passed. Returns their ids. */
  emit(events: readonly InjectedEvent[]): readonly string[] {
    return events.map((event) => {
      const placed = this.#place(event);
      this.#injected.push(placed);
      this.#keyById.set(placed.id, placed.key);
      return placed.id;
    });
  }

  #place(event: InjectedEvent): JournalEvent {
    // A clock that was set back must not break the order.
    const second = Math.max(Math.floor(this.#clock.now() / 1000) - 1, this.#second);
    this.#count = second === this.#second ? this.#count + 1 : 0;
    this.#second = second;
    const key = injectedId(second, this.#count, new Random(this.#history.fleet.seed, 'injected', second, this.#count));
    const time = second * 1000 + (this.#clock.now() % 1000);
    const parsed = typeof event === 'string' ? parseObject(event) : event;
    const id = typeof parsed.id === 'string' && parsed.id !== '' ? parsed.id : key;
    const type = typeof parsed.type === 'string' ? parsed.type : '';
    if (typeof event === 'string') return { key, id, time, type, json: event };
    const filled = { id, enterprise_guid: this.#history.fleet.enterprise, created_time: vendorTime(time), ...event };
    return { key, id, time, type, json: JSON.stringify(filled) };
  }
}
