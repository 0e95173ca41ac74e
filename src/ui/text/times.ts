const STEPS: readonly (readonly [limit: number, unit: Intl.RelativeTimeFormatUnit, size: number])[] = [
  [60, 'second', 1],
  [3_600, 'minute', 60],
  [86_400, 'hour', 3_600],
  [7 * 86_400, 'day', 86_400],
  [30 * 86_400, 'week', 7 * 86_400],
  [365 * 86_400, 'month', 30 * 86_400],
  [Number.POSITIVE_INFINITY, 'year', 365 * 86_400],
];

/** Times as people read them, in one language. */
export class Times {
  readonly #relative: Intl.RelativeTimeFormat;
  readonly #absolute: Intl.DateTimeFormat;
  readonly #clock: Intl.DateTimeFormat;
  readonly #number: Intl.NumberFormat;

  /** `locale`: BCP 47; `timeZone` only for tests. */
  constructor(locale: string, timeZone?: string) {
    const zone = timeZone === undefined ? {} : { timeZone };
    this.#relative = new Intl.RelativeTimeFormat(locale, { style: 'narrow', numeric: 'auto' });
    this.#absolute = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium', ...zone });
    this.#clock = new Intl.DateTimeFormat(locale, { timeStyle: 'medium', ...zone });
    this.#number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  }

  /** `3s ago`, `in 2 min.`, `now`: `time` seen from `now`, both ms since the epoch. */
  relative(time: number, now: number): string {
    const seconds = Math.trunc((time - now) / 1000);
    for (const [limit, unit, size] of STEPS) {
      // `|| 0`: no "-0".
      if (Math.abs(seconds) < limit) return this.#relative.format(Math.trunc(seconds / size) || 0, unit);
    }
    return this.absolute(time);
  }

  /** Date and time in the local zone. */
  absolute(time: number): string {
    return this.#absolute.format(time);
  }

  /** Time of day in the local zone. */
  timeOfDay(time: number): string {
    return this.#clock.format(time);
  }

  /** A number or a rate. */
  count(value: number): string {
    return this.#number.format(value);
  }
}
