const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Distances between ticks that people find round, ms. */
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 30, 91, 182, 365, 730, 1_825].map((n) => n * DAY),
];

export interface Tick {
  /** ms since the epoch. */
  readonly time: number;
  readonly label: string;
}

/** At most about so many ticks, at round times of the local zone. */
export function ticks(from: number, to: number, most: number, locale: string): readonly Tick[] {
  if (!(to > from) || most < 1) return [];
  const step = STEPS.find((each) => (to - from) / each <= most) ?? (to - from) / most;
  const format = new Intl.DateTimeFormat(locale, formatOf(step, to - from));
  const found: Tick[] = [];
  for (let time = firstTick(from, step); time <= to && found.length <= most + 1; ) {
    if (time >= from) found.push({ time, label: format.format(time) });
    const next = step >= DAY ? addDays(time, Math.round(step / DAY)) : time + step;
    time = next > time ? next : time + step;
  }
  return found;
}

/** A stack's top of at least the highest count: 1, 2 or 5 times a power of ten. */
export function roundTop(highest: number): number {
  if (highest <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(highest));
  return [1, 2, 5, 10].map((n) => n * power).find((top) => top >= highest) ?? highest;
}

function firstTick(from: number, step: number): number {
  const begin = new Date(from);
  if (step >= DAY) return new Date(begin.getFullYear(), begin.getMonth(), begin.getDate() + 1).getTime();
  const midnight = new Date(begin.getFullYear(), begin.getMonth(), begin.getDate()).getTime();
  return midnight + Math.ceil((from - midnight) / step) * step;
}

/** Local midnights, also over a change to summer time. */
function addDays(time: number, days: number): number {
  const date = new Date(time);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}

function formatOf(step: number, span: number): Intl.DateTimeFormatOptions {
  if (step < MINUTE) return { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' };
  if (step < DAY) {
    return span <= DAY
      ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
      : { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  }
  return step < 182 * DAY ? { month: 'short', day: 'numeric' } : { year: 'numeric', month: 'short' };
}
