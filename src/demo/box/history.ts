import { Periods, paceOf, scatter } from '../periods.ts';
import { Random } from '../random.ts';
import { type Company, createCompany, DEPARTMENT_SIZE } from './company.ts';
import { chooseStory } from './repertoire.ts';
import type { Cast, Scene } from './story.ts';
import { type EventBody, type PersonalBody, vendorTime } from './wire.ts';

/** One event of the history. Its texts are made when they are asked for. */
export interface HistoryEvent {
  /** A UUID, the same in both enterprise streams. */
  readonly id: string;
  /** ms since the epoch. */
  readonly time: number;
  readonly type: string;
  text(): string;
  /** The same action as the streams of those people have it whom it concerns. */
  readonly personal: PersonalEvent | undefined;
}

export interface PersonalEvent {
  /** 40 hexadecimal digits. */
  readonly id: string;
  readonly type: string;
  readonly department: number;
  readonly concerns: readonly string[];
  readonly synced: boolean;
  /** `recorded`: ms since the epoch. */
  text(recorded: number): string;
}

export interface HistoryOptions {
  readonly seed: number;
  /** Mean events per second; 0: none. */
  readonly rate: number;
}

export const DEFAULT_RATE = 0.4;

/** Measured: the mean number of events that one department brings in a period. */
const EVENTS_PER_DEPARTMENT = 27;

/** The demo's past and future: a pure function of seed, rate and time. A department is a lane. */
export class BoxHistory {
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
      compare: (a, b) => a.time - b.time || (a.id < b.id ? -1 : 1),
    });
  }

  /** Events of [from, to), both ms since the epoch, chronological. Lazy: holds a few periods at most. */
  *eventsBetween(from: number, to: number): Generator<HistoryEvent, void, undefined> {
    if (this.rate > 0) yield* this.#periods.between(from, to);
  }

  #perform(number: number, period: number, start: number): readonly HistoryEvent[] {
    const { company } = this;
    const department = company.departments[number] ?? company.departments[0];
    const desk = new Random(this.#seed, 'box department period', number, period);
    const admin = desk.pick(company.admins);
    const cues = department.members.flatMap((person, place) => {
      const random = new Random(this.#seed, 'box story', number * DEPARTMENT_SIZE + place, period);
      const colleague =
        department.members[(place + 1 + random.integer(DEPARTMENT_SIZE - 1)) % DEPARTMENT_SIZE] ?? person;
      const cast: Cast = { random, company, department, person, colleague, admin, period };
      return scatter(chooseStory(cast)(cast), random, this.period);
    });
    return cues.map(({ second, scene }, index) => {
      const random = new Random(this.#seed, 'box event', number, period, index);
      return event(random, Math.floor((start + second) * 1000) + random.integer(1000), scene);
    });
  }
}

function event(random: Random, time: number, scene: Scene): HistoryEvent {
  const id = random.guid();
  const body = typeof scene === 'function' ? scene(time) : scene;
  const { personal } = body;
  const personalId = `${id.replaceAll('-', '')}${random.hex(8)}`;
  return {
    id,
    time,
    type: body.event_type,
    text: () => enterpriseText(id, time, body),
    personal: personal && {
      id: personalId,
      type: personal.event_type,
      department: personal.department,
      concerns: personal.concerns,
      synced: personal.synced,
      text: (recorded) => personalText(personalId, time, recorded, personal),
    },
  };
}

function enterpriseText(id: string, time: number, body: EventBody): string {
  const { source, accessible_by, created_by, action_by, event_type, ip_address, additional_details: details } = body;
  // Some ways of delivery wrap the details once more; the id decides, so that it is always the same.
  const wrapped = details !== null && id.startsWith('0') && event_type !== 'SHIELD_ALERT';
  return JSON.stringify({
    source,
    ...(accessible_by !== undefined && { accessible_by }),
    created_by,
    ...(action_by !== undefined && { action_by }),
    created_at: vendorTime(time),
    event_id: id,
    event_type,
    ip_address,
    type: 'event',
    session_id: null,
    additional_details: wrapped ? JSON.stringify(details) : details,
  });
}

function personalText(
  id: string,
  time: number,
  recorded: number,
  { created_by, event_type, source }: PersonalBody,
): string {
  return JSON.stringify({
    type: 'event',
    event_id: id,
    created_by,
    created_at: vendorTime(time),
    recorded_at: vendorTime(recorded),
    event_type,
    session_id: id.slice(0, 22),
    source,
  });
}
