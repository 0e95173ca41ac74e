/** Times and numbers in the user's language and zone. All times are ms since the epoch. */
export class Times {
  readonly locale: string;
  readonly #cell: Intl.DateTimeFormat;
  readonly #whole: Intl.DateTimeFormat;
  readonly #count: Intl.NumberFormat;

  constructor(locale: string) {
    this.locale = locale;
    this.#cell = new Intl.DateTimeFormat(locale, {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
    this.#whole = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'long' });
    this.#count = new Intl.NumberFormat(locale);
  }

  /** Short and of one width, to the second. */
  cell(time: number): string {
    return isTime(time) ? this.#cell.format(time) : '';
  }

  /** Local time in full, and UTC. */
  tooltip(time: number): string {
    return isTime(time) ? `${this.#whole.format(time)}\n${new Date(time).toISOString()} (UTC)` : '';
  }

  count(value: number): string {
    return this.#count.format(value);
  }
}

function isTime(time: number): boolean {
  return Number.isFinite(time) && Math.abs(time) <= 8.64e15;
}
