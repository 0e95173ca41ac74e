import { Periods, paceOf } from '../periods.ts';
import { Random } from '../random.ts';
import { createFleet, type Fleet } from './fleet.ts';
import { endOfGenerated, generatedId } from './ids.ts';
import { type Cue, consoleCues, groupCues } from './schedule.ts';
import type { Scene } from './story.ts';

/** One event of the history, ready to send. */
export interface HistoryEvent {
  readonly id: string;
  /** ms since the epoch. */
  readonly time: number;
  readonly type: string;
  readonly json: string;
}

export interface HistoryOptions {
  readonly seed: number;
  /** Mean events per second; 0: none. */
  readonly rate: number;
}

export const DEFAULT_RATE = 0.4;

/** Measured: the mean number of events that one group of devices and its share of the consoles bring in a period. */
const EVENTS_PER_GROUP = 14;

/** The demo's past and future: a pure function of seed, rate and time. Each group of devices is a lane, and so is each console. */
export class LookoutHistory {
  readonly fleet: Fleet;
  readonly #rate: number;
  /** Seconds. */
  readonly #period: number;
  readonly #consoles: number;
  readonly #periods: Periods<HistoryEvent>;

  constructor({ seed, rate }: HistoryOptions) {
    this.#rate = rate;
    const { period, groups } = paceOf(rate, EVENTS_PER_GROUP);
    this.#period = period;
    this.#consoles = Math.ceil(groups / 5);
    this.fleet = createFleet(seed, groups);
    this.#periods = new Periods({
      period,
      lanes: groups + this.#consoles,
      perform: (lane, period, start) => this.#perform(lane, period, start),
      compare: (a, b) => (a.id < b.id ? -1 : 1),
    });
  }

  /** Events of [from, to), both ms since the epoch, in the order of their ids. Lazy: holds a few periods at most. */
  *eventsBetween(from: number, to: number): Generator<HistoryEvent, void, undefined> {
    if (this.#rate > 0) yield* this.#periods.between(from, to);
  }

  #perform(lane: number, period: number, start: number): readonly HistoryEvent[] {
    const { groups } = this.fleet;
    const group = groups[lane];
    const cues = group
      ? groupCues(this.fleet, group, lane, period, this.#period)
      : consoleCues(this.fleet, lane - groups.length, period, this.#period);
    return cues.map((cue, index) => this.#event(cue, start, new Random(this.fleet.seed, 'event', lane, period, index)));
  }

  #event({ second, scene }: Cue, start: number, random: Random): HistoryEvent {
    const id = generatedId(start + second, random);
    return render(this.fleet.enterprise, id, (start + second) * 1000 + random.integer(1000), scene);
  }
}

export function render(enterprise: string, id: string, time: number, scene: Scene): HistoryEvent {
  const created = vendorTime(time);
  const body = typeof scene === 'function' ? scene(created) : scene;
  const { type, change_type, ...rest } = body;
  const json = JSON.stringify({ id, enterprise_guid: enterprise, created_time: created, type, change_type, ...rest });
  return { id, time, type, json };
}

/** `2025-02-20T09:55:18.817+00:00` */
export function vendorTime(time: number): string {
  return new Date(time).toISOString().replace('Z', '+00:00');
}

/** The id after all generated events that have happened by `now`: those of a second are told when it is over. */
export function headOfHistory(now: number): string {
  return endOfGenerated(Math.floor(now / 1000) - 1);
}
