import type { Clock } from '../../base/clock.ts';
import { parseObject } from '../parseObject.ts';
import { Random } from '../random.ts';
import { Timeline } from '../timeline.ts';
import { asDelivered, asHistory, COPY_WITHIN, wholeSecond } from './delivery.ts';
import type { BoxHistory } from './history.ts';
import type { Placed } from './placed.ts';
import { vendorTime } from './wire.ts';

/** An object of the vendor's shape, whose missing `type`, `event_id` and `created_at` are filled in, or exact JSON text. */
export type InjectedEvent = Readonly<Record<string, unknown>> | string;

export interface EmitOptions {
  /** `enterprise` when missing: both admin streams get the same events. */
  readonly to?: 'enterprise' | 'user';
  /** Whose streams; everybody's when missing. For `user` only. */
  readonly userId?: string;
  /** Copies of each in the streams that deliver at least once, up to 10 s later; 0 when missing. */
  readonly copies?: number;
  /** In an order that is not theirs, in the streams that do not keep it. */
  readonly reorder?: boolean;
}

export type Stream = 'admin_logs' | 'admin_logs_streaming' | 'user';

export interface JournalOptions {
  /** ms that `admin_logs` is behind. */
  readonly lag: number;
  /** Share of the generated events that come twice. */
  readonly copies: number;
}

/** The generated history and what tests put into it, as the three timelines that the streams read. */
export class Journal {
  readonly history: BoxHistory;
  readonly lag: number;
  readonly started: number;
  readonly #clock: Clock;
  readonly #timelines: Readonly<Record<Stream, Timeline<Placed>>>;
  /** The next place that may be free, by the time that events say. */
  readonly #next = new Map<number, number>();
  #last = 0;
  #lastPast = 0;
  #count = 0;

  constructor(history: BoxHistory, clock: Clock, { lag, copies }: JournalOptions) {
    this.history = history;
    this.lag = lag;
    this.#clock = clock;
    this.started = clock.now();
    const length = history.period * 1000;
    const timeline = (generate: ReturnType<typeof asHistory>) =>
      new Timeline(history.rate > 0 ? generate : undefined, length);
    this.#timelines = {
      admin_logs: timeline(asHistory(history, lag)),
      admin_logs_streaming: timeline(asDelivered(history, copies, false)),
      user: timeline(asDelivered(history, copies, true)),
    };
  }

  /** The last place that may be told by now. */
  head(stream: Stream): number {
    const now = this.#clock.now();
    return stream === 'admin_logs' ? Math.max(now, this.#lastPast) - this.lag : Math.max(now, this.#last);
  }

  events(stream: Stream, after: number, upTo: number): Iterable<Placed> {
    return this.#timelines[stream].between(after, upTo);
  }

  /** Every id that the stream has made available since the simulator started, once each, in order. */
  available(stream: Stream, concerns: (event: Placed) => boolean = () => true): readonly string[] {
    const first = this.#timelines[stream].firstAdded ?? this.started;
    const ids = new Set<string>();
    for (const event of this.events(stream, Math.min(this.started, first - 1), this.head(stream))) {
      const told = stream !== 'admin_logs' || event.visible <= this.#clock.now();
      if (told && concerns(event)) ids.add(event.id);
    }
    return [...ids];
  }

  /** Puts events at the live end; `admin_logs` has them where their own time belongs. Returns their ids. */
  emit(events: readonly InjectedEvent[], options: EmitOptions = {}): readonly string[] {
    const filled = events.map((event) => this.#fill(event, options));
    const random = new Random(this.#last, 'emit', this.#count);
    const told = options.reorder ? filled.toSorted(() => random.integer(3) - 1) : filled;
    for (const event of told) {
      const timeline = this.#timelines[options.to === 'user' ? 'user' : 'admin_logs_streaming'];
      // Later than every position that was given out, or a client that follows would miss it.
      this.#last = timeline.free(Math.max(this.#clock.now(), this.#last) + 1);
      timeline.add({ ...event, place: this.#last, visible: this.#last });
      for (let copy = 0; copy < (options.copies ?? 0); copy++) {
        const place = timeline.free(this.#last + random.between(1, COPY_WITHIN));
        timeline.add({ ...event, place, visible: place });
      }
    }
    if (options.to !== 'user') for (const event of filled) this.#addToHistory(event);
    return filled.map(({ id }) => id);
  }

  /** As already delivered: at its place in both admin streams, in the live one again so many ms later. */
  addPast(event: Placed, copyAfter?: number): void {
    const { admin_logs_streaming: live, admin_logs: past } = this.#timelines;
    live.add(event);
    past.add(event);
    if (copyAfter === undefined) return;
    const place = live.free(event.place + copyAfter);
    live.add({ ...event, place, visible: place });
  }

  #addToHistory(event: Omit<Placed, 'place' | 'visible'>): void {
    const place = this.#timelines.admin_logs.free(this.#next.get(event.created) ?? event.created);
    this.#next.set(event.created, place + 1);
    this.#lastPast = Math.max(this.#lastPast, place);
    this.#timelines.admin_logs.add({ ...event, place, visible: event.created });
  }

  #fill(event: InjectedEvent, { to, userId }: EmitOptions): Omit<Placed, 'place' | 'visible'> {
    const now = this.#clock.now();
    const parsed = typeof event === 'string' ? parseObject(event) : event;
    const random = new Random(now, 'injected', this.#count++);
    const own = typeof parsed.event_id === 'string' && parsed.event_id !== '' ? parsed.event_id : undefined;
    const id = own ?? (to === 'user' ? random.hex(40) : random.guid());
    const time = typeof parsed.created_at === 'string' ? Date.parse(parsed.created_at) : Number.NaN;
    const defaults = { type: 'event', event_id: id, created_at: vendorTime(now) };
    const bytes = Buffer.from(typeof event === 'string' ? event : JSON.stringify({ ...defaults, ...event }));
    return {
      id,
      type: typeof parsed.event_type === 'string' ? parsed.event_type : '',
      created: wholeSecond(Number.isNaN(time) ? now : time),
      bytes: () => bytes,
      ...(userId !== undefined && { audience: { people: [userId], synced: true } }),
    };
  }
}
