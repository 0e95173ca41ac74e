import type { Random } from './random.ts';
import { remember } from './remember.ts';

/** `after`: seconds since the step before, at the default pace. */
export interface Step<S> {
  readonly after: number;
  readonly scene: S;
}

/** A scene and its second, counted from the start of the period. */
export interface Cue<S> {
  readonly second: number;
  readonly scene: S;
}

export interface PeriodsOptions<E> {
  /** Seconds. */
  readonly period: number;
  readonly lanes: number;
  /** What happens in one period of one lane, which begins `start` seconds after the epoch, all of it within the period. */
  readonly perform: (lane: number, period: number, start: number) => readonly E[];
  readonly compare: (a: E, b: E) => number;
}

/**
 * A past and future that needs no beginning. Time is cut into periods; each lane begins its periods with an offset of its own, and no
 * story leaves its period. So the events of any window follow from the periods that touch it.
 */
export class Periods<E extends { readonly time: number }> {
  readonly #options: PeriodsOptions<E>;
  readonly #started = new Map<number, readonly E[]>();
  readonly #chunks = new Map<number, readonly E[]>();

  constructor(options: PeriodsOptions<E>) {
    this.#options = options;
  }

  /** Events of [from, to), both ms since the epoch, in order. Lazy: holds a few periods at most. */
  *between(from: number, to: number): Generator<E, void, undefined> {
    if (from >= to) return;
    const length = this.#options.period * 1000;
    for (let chunk = Math.floor(from / length); chunk * length < to; chunk++) {
      for (const event of this.#chunk(chunk)) if (event.time >= from && event.time < to) yield event;
    }
  }

  /** Every event of the `chunk`th stretch of one period's length, whichever period it belongs to. */
  #chunk(chunk: number): readonly E[] {
    return remember(this.#chunks, chunk, () => {
      const from = chunk * this.#options.period * 1000;
      const to = from + this.#options.period * 1000;
      return [...this.#startedIn(chunk - 1), ...this.#startedIn(chunk)]
        .filter(({ time }) => time >= from && time < to)
        .sort(this.#options.compare);
    });
  }

  /** The events of every lane's period that begins in this chunk: one a lane. */
  #startedIn(chunk: number): readonly E[] {
    const { lanes, period, perform } = this.#options;
    return remember(this.#started, chunk, () =>
      Array.from({ length: lanes }, (_, lane) =>
        perform(lane, chunk, chunk * period + Math.floor((lane * period) / lanes)),
      ).flat(),
    );
  }
}

const USUAL_GROUPS = 10;
/** Seconds. */
const SHORTEST_PERIOD = 60;

export interface Pace {
  /** Seconds. */
  readonly period: number;
  /** Of people or devices who have a story each in a period. */
  readonly groups: number;
}

/**
 * How a history comes to `rate` events a second, if one group brings `events` in a period. A higher rate first shortens the periods, then takes more groups: stories
 * must stay readable.
 */
export function paceOf(rate: number, events: number): Pace {
  const wanted = (USUAL_GROUPS * events) / Math.max(rate, 0.001);
  return {
    period: Math.round(Math.max(SHORTEST_PERIOD, wanted)),
    groups: wanted >= SHORTEST_PERIOD ? USUAL_GROUPS : Math.ceil((rate * SHORTEST_PERIOD) / events),
  };
}

/** The pace at which the stories are written: one period of this many seconds. Shorter periods compress them. */
export const WRITTEN_FOR = 600;

/** Begins the story at a random second at which all of it still fits. Dense stories share seconds in short periods. */
export function scatter<S>(steps: readonly Step<S>[], random: Random, length: number): Cue<S>[] {
  const pace = Math.min(1, length / WRITTEN_FOR);
  let at = 0;
  const seconds = steps.map(({ after }, index) => {
    if (index > 0) at += after * pace;
    return at;
  });
  const start = random.integer(Math.max(1, length - Math.ceil(at) - 1));
  return steps.map(({ scene }, index) => ({ second: start + (seconds[index] ?? 0), scene }));
}
