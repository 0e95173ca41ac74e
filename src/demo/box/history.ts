import { Random } from '../random.ts';
import { remember } from '../remember.ts';
import { type Company, createCompany, DEPARTMENT_SIZE } from './company.ts';
import { chooseStory } from './repertoire.ts';
import type { Cast, Scene, Step } from './story.ts';
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
const USUAL_DEPARTMENTS = 10;
const SHORTEST_PERIOD = 60;
/** The pace at which the stories are written: one period of this many seconds. Shorter periods compress them. */
const WRITTEN_FOR = 600;

/**
 * The demo's past and future: a pure function of seed, rate and time. Time is cut into periods; each department begins its periods with an
 * offset of its own, and no story leaves its period. So the events of any window follow from the periods that touch it.
 */
export class BoxHistory {
  readonly company: Company;
  readonly rate: number;
  readonly #seed: number;
  /** Seconds. */
  readonly period: number;
  readonly #started = new Map<number, readonly HistoryEvent[]>();
  readonly #chunks = new Map<number, readonly HistoryEvent[]>();

  constructor({ seed, rate }: HistoryOptions) {
    this.#seed = seed;
    this.rate = rate;
    // A higher rate first shortens the periods, then enlarges the company: stories must stay readable.
    const wanted = (USUAL_DEPARTMENTS * EVENTS_PER_DEPARTMENT) / Math.max(rate, 0.001);
    this.period = Math.round(Math.max(SHORTEST_PERIOD, wanted));
    const short = Math.ceil((rate * SHORTEST_PERIOD) / EVENTS_PER_DEPARTMENT);
    this.company = createCompany(seed, wanted >= SHORTEST_PERIOD ? USUAL_DEPARTMENTS : short);
  }

  /** Events of [from, to), both ms since the epoch, chronological. Lazy: holds a few periods at most. */
  *eventsBetween(from: number, to: number): Generator<HistoryEvent, void, undefined> {
    if (this.rate === 0 || from >= to) return;
    const length = this.period * 1000;
    for (let chunk = Math.floor(from / length); chunk * length < to; chunk++) {
      for (const event of this.#chunk(chunk)) if (event.time >= from && event.time < to) yield event;
    }
  }

  #chunk(chunk: number): readonly HistoryEvent[] {
    return remember(this.#chunks, chunk, () => {
      const from = chunk * this.period * 1000;
      const to = from + this.period * 1000;
      const events = [...this.#startedIn(chunk - 1), ...this.#startedIn(chunk)];
      return events
        .filter(({ time }) => time >= from && time < to)
        .sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
    });
  }

  /** The events of every department's period that begins in this chunk: one each. */
  #startedIn(chunk: number): readonly HistoryEvent[] {
    return remember(this.#started, chunk, () => {
      const { departments } = this.company;
      return departments.flatMap((_, number) => {
        const start = chunk * this.period + Math.floor((number * this.period) / departments.length);
        return this.#cues(number, chunk).map(({ second, scene }, index) => {
          const random = new Random(this.#seed, 'box event', number, chunk, index);
          return event(random, Math.floor((start + second) * 1000) + random.integer(1000), scene);
        });
      });
    });
  }

  #cues(number: number, period: number): readonly Cue[] {
    const { company } = this;
    const department = company.departments[number] ?? company.departments[0];
    const desk = new Random(this.#seed, 'box department period', number, period);
    const admin = desk.pick(company.admins);
    return department.members.flatMap((person, place) => {
      const random = new Random(this.#seed, 'box story', number * DEPARTMENT_SIZE + place, period);
      const colleague =
        department.members[(place + 1 + random.integer(DEPARTMENT_SIZE - 1)) % DEPARTMENT_SIZE] ?? person;
      const cast: Cast = { random, company, department, person, colleague, admin, period };
      return scatter(chooseStory(cast)(cast), random, this.period);
    });
  }
}

/** A scene and its second, counted from the start of the period. */
interface Cue {
  readonly second: number;
  readonly scene: Scene;
}

/** Begins the story at a random second at which all of it still fits. Dense stories share seconds in short periods. */
function scatter(steps: readonly Step[], random: Random, length: number): Cue[] {
  const pace = Math.min(1, length / WRITTEN_FOR);
  let at = 0;
  const seconds = steps.map(({ after }, index) => {
    if (index > 0) at += after * pace;
    return at;
  });
  const start = random.integer(Math.max(1, length - Math.ceil(at) - 1));
  return steps.map(({ scene }, index) => ({ second: start + (seconds[index] ?? 0), scene }));
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
