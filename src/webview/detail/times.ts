const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

/** Times in the user's language. All are ms since the epoch. */
export class Times {
  readonly #local: Intl.DateTimeFormat;
  readonly #relative: Intl.RelativeTimeFormat;

  constructor(locale: string) {
    this.#local = new Intl.DateTimeFormat(locale, {
      dateStyle: 'medium',
      timeStyle: 'long',
    });
    this.#relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  }

  /** In the local time zone, to the second. */
  local(time: number): string {
    return this.#local.format(time);
  }

  relative(time: number, now: number): string {
    const delta = time - now;
    const [unit, size] = UNITS.find(([, ms]) => Math.abs(delta) >= ms) ?? ['second', 1_000];
    return this.#relative.format(Math.trunc(delta / size) || 0, unit);
  }

  /** ISO 8601 with milliseconds; empty for what is no time. */
  utc(time: number): string {
    return Number.isFinite(time) && Math.abs(time) <= 8.64e15 ? new Date(time).toISOString() : '';
  }
}
