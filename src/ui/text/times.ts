const STEPS: readonly (readonly [limit: number, unit: Intl.RelativeTimeFormatUnit, size: number])[] = [
  [60, 'second', 1],
  [3_600, 'minute', 60],
  [86_400, 'hour', 3_600],
  [7 * 86_400, 'day', 86_400],
  [30 * 86_400, 'week', 7 * 86_400],
  [365 * 86_400, 'month', 30 * 86_400],
  [Number.POSITIVE_INFINITY, 'year', 365 * 86_400],
];

/** Times as people read them, in one language. The formatters are made when first used: each takes milliseconds, which activation does not have. */
export class Times {
  readonly #locale: string;
  readonly #zone: { readonly timeZone?: string };
  #relative: Intl.RelativeTimeFormat | undefined;
  #absolute: Intl.DateTimeFormat | undefined;
  #clock: Intl.DateTimeFormat | undefined;
  #number: Intl.NumberFormat | undefined;

  /** `locale`: BCP 47; `timeZone` only for tests. */
  constructor(locale: string, timeZone?: string) {
    this.#locale = locale;
    this.#zone = timeZone === undefined ? {} : { timeZone };
  }

  /** `3s ago`, `in 2 min.`, `now`: `time` seen from `now`, both ms since the epoch. */
  relative(time: number, now: number): string {
    const seconds = Math.trunc((time - now) / 1000);
    for (const [limit, unit, size] of STEPS) {
      // `|| 0`: no "-0".
      if (Math.abs(seconds) >= limit) continue;
      this.#relative ??= new Intl.RelativeTimeFormat(this.#locale, { style: 'narrow', numeric: 'auto' });
      return this.#relative.format(Math.trunc(seconds / size) || 0, unit);
    }
    return this.absolute(time);
  }

  /** Date and time in the local zone. */
  absolute(time: number): string {
    this.#absolute ??= new Intl.DateTimeFormat(this.#locale, {
      dateStyle: 'medium',
      timeStyle: 'medium',
      ...this.#zone,
    });
    return this.#absolute.format(time);
  }

  /** Time of day in the local zone. */
  timeOfDay(time: number): string {
    this.#clock ??= new Intl.DateTimeFormat(this.#locale, { timeStyle: 'medium', ...this.#zone });
    return this.#clock.format(time);
  }

  /** A number or a rate. */
  count(value: number): string {
    this.#number ??= new Intl.NumberFormat(this.#locale, { maximumFractionDigits: 1 });
    return this.#number.format(value);
  }
}
