import type { Clock } from '../../base/clock.ts';
import { parseObject } from '../parseObject.ts';
import { Timeline } from '../timeline.ts';
import type { DruvaHistory } from './history.ts';
import { type InjectedEvent, injected } from './injected.ts';
import type { Stream } from './options.ts';
import { inSyncKey } from './shapes.ts';
import type { Shape } from './tricks.ts';
import { CLOUD_PLATFORM, type Entry, inSyncId, isInSync, platformId } from './wire.ts';

const DAY = 24 * 3_600_000;

export interface EmitOptions {
  /** `platform`: events of another product, Cyber Resilience's (4097) where they do not say. `insync` when missing; the platform has these too. */
  readonly to?: 'insync' | 'platform';
  /** Copies of each that come later; 0 when missing. */
  readonly copies?: number;
  /** Times that do not follow the order in which they come. */
  readonly reorder?: boolean;
}

/** The generated history and what tests put into it, as the one order that all streams read. */
export class Journal {
  readonly history: DruvaHistory;
  readonly started: number;
  readonly #clock: Clock;
  readonly #timeline: Timeline<Entry>;
  readonly #begin: number;
  #last = 0;

  /** The first list begins with the day that lies so many before today. */
  constructor(history: DruvaHistory, clock: Clock, historyDays: number) {
    this.history = history;
    this.#clock = clock;
    this.started = clock.now();
    this.#begin = (Math.floor(this.started / DAY) - historyDays) * DAY;
    const generate = (from: number, to: number): Entry[] =>
      Array.from(history.eventsBetween(from, to), ({ time, body }) => ({ place: time, time, body }));
    this.#timeline = new Timeline(history.rate > 0 ? generate : undefined, history.period * 1000);
  }

  /** The place before everything that is told. */
  get beginning(): number {
    return Math.min(this.#begin, this.#timeline.firstAdded ?? this.#begin) - 1;
  }

  /** The last place that may be told by now. */
  get head(): number {
    return Math.max(this.#clock.now(), this.#last);
  }

  /** Events with a place in (after, upTo], those of other streams among them. */
  events(after: number, upTo: number): Iterable<Entry> {
    return this.#timeline.between(after, upTo);
  }

  /** Every id that the stream tells by now, once each, in order: an inSync event has its own id in every stream. */
  available(stream: Stream, shape: Shape): readonly string[] {
    const ids = new Set<string>();
    for (const entry of this.events(this.beginning, this.head)) {
      if (!isTold(entry, stream)) continue;
      const inSync = stream === 'insync' ? inSyncKey(entry, shape) : inSyncId(entry, shape.ids === 'big');
      ids.add(isInSync(entry.body) ? inSync : platformId(entry));
    }
    return [...ids];
  }

  /** Puts events at the live end. Returns their ids. */
  emit(
    events: readonly InjectedEvent[],
    shape: Shape,
    { to = 'insync', copies = 0, reorder = false }: EmitOptions = {},
  ): readonly string[] {
    const now = this.#clock.now();
    const entries = events.map((event, index) => {
      const place = this.#nextPlace();
      const parsed = typeof event === 'string' ? parseObject(event) : event;
      const time = reorder ? now - ((index * 7) % 5) * 60_000 : now;
      const entry = injected(to, event, parsed, {
        place,
        time,
        big: shape.ids === 'big',
        tenant: this.history.company.tenant,
      });
      this.#timeline.add(entry);
      return entry;
    });
    for (let copy = 0; copy < copies; copy++) {
      for (const entry of entries) this.#timeline.add({ ...entry, place: this.#nextPlace() });
    }
    return entries.map(({ id }) => id);
  }

  /** As already told. */
  addPast(entry: Entry): void {
    this.#timeline.add(entry);
  }

  /** Later than every place that was given out, or a client that follows would miss it. */
  #nextPlace(): number {
    this.#last = this.#timeline.free(Math.max(this.#clock.now(), this.#last) + 1);
    return this.#last;
  }
}

export function isTold({ body }: Entry, stream: Stream): boolean {
  if (stream === 'platform') return true;
  return stream === 'insync' ? isInSync(body) : body.product === CLOUD_PLATFORM;
}
