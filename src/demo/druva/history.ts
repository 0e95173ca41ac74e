import { Periods, paceOf, scatter } from '../periods.ts';
import { Random } from '../random.ts';
import { type Company, createCompany, DEPARTMENT_SIZE } from './company.ts';
import { chooseStory } from './repertoire.ts';
import type { Cast } from './story.ts';
import type { Body } from './wire.ts';

/** One event of the history. */
export interface HistoryEvent {
  /** ms since the epoch. */
  readonly time: number;
  readonly body: Body;
}

export interface HistoryOptions {
  readonly seed: number;
  /** Mean events per second; 0: none. */
  readonly rate: number;
}

/** Every poll of a minute finds something, and a week is drained within a minute. */
export const DEFAULT_RATE = 0.06;

/** Measured: the mean number of events that one department brings in a period. */
const EVENTS_PER_DEPARTMENT = 10.2;

/** The demo's past and future: a pure function of seed, rate and time. A department is a lane. */
export class DruvaHistory {
  readonly company: Company;
  readonly rate: number;
  readonly #seed: number;
  /** Seconds. */
  readonly period: number;
  readonly #periods: Periods<HistoryEvent>;

  constructor({ seed, rate }: HistoryOptions) {
    this.#seed = seed;
    this.rate = rate;
    const { period, groups } = paceOf(rate, EVENTS_PER_DEPARTMENT);
    this.period = period;
    this.company = createCompany(seed, groups);
    this.#periods = new Periods({
      period,
      lanes: this.company.departments.length,
      perform: (lane, period, start) => this.#perform(lane, period, start),
      compare: (a, b) => a.time - b.time,
    });
  }

  /** Events of [from, to), both ms since the epoch, chronological. Lazy: holds a few periods at most. */
  *eventsBetween(from: number, to: number): Generator<HistoryEvent, void, undefined> {
    if (this.rate > 0) yield* this.#periods.between(from, to);
  }

  #perform(number: number, period: number, start: number): readonly HistoryEvent[] {
    const { company } = this;
    const department = company.departments[number] ?? company.departments[0];
    const admin = new Random(this.#seed, 'druva department period', number, period).pick(company.admins);
    const hour = Math.floor(start / 3_600) % 24;
    return department.members.flatMap((person, place) => {
      const random = new Random(this.#seed, 'druva story', number * DEPARTMENT_SIZE + place, period);
      const other = (place + 1 + random.integer(DEPARTMENT_SIZE - 1)) % DEPARTMENT_SIZE;
      const colleague = department.members[other] ?? person;
      const cast: Cast = { random, company, department, person, colleague, admin, period };
      return scatter(chooseStory(cast, hour)(cast), random, this.period).map(({ second, scene }) => {
        const time = Math.floor((start + second) * 1000) + random.integer(1000);
        return { time, body: typeof scene === 'function' ? scene(time) : scene };
      });
    });
  }
}
