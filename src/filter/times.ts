/** A time as people write it stands for all of a span: a day, a minute, a millisecond. ms since the epoch; `to` is its last. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const RELATIVE = /^-(\d{1,6})([smhdw])$/i;
const DATE =
  /^(\d{4})-(\d{1,2})(?:-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?)?$/i;

/**
 * `2026-11` (a month), `2026-11-01`, `2026-11-01T10:00`, `…:30`, `…:30.250`, each also with `Z` or `+01:00` behind a time of day, otherwise in the time of this
 * machine; `today`, `yesterday`; `now` and `-24h` (s, m, h, d of 24 hours, w) are moments. `undefined`: it is none of these, or no day of the calendar.
 */
export function parseTime(text: string, now: number): Span | undefined {
  const moment = parseMoment(text, now);
  if (moment !== undefined) return { from: moment, to: moment };
  const word = text.toLowerCase();
  if (word === 'today' || word === 'yesterday') {
    const day = new Date(now);
    if (word === 'yesterday') day.setDate(day.getDate() - 1);
    return local([day.getFullYear(), day.getMonth(), day.getDate()]);
  }
  return parseDate(text);
}

function parseMoment(text: string, now: number): number | undefined {
  if (text.toLowerCase() === 'now') return now;
  const [, count, unit = ''] = RELATIVE.exec(text) ?? [];
  const size = UNITS[unit.toLowerCase()];
  return size === undefined ? undefined : now - Number(count) * size;
}

function parseDate(text: string): Span | undefined {
  const found = DATE.exec(text);
  if (!found) return undefined;
  const [, ...groups] = found;
  const zone = groups[7];
  const [year, month, day, hour, minute, second] = groups
    .slice(0, 6)
    .map((part) => (part === undefined ? undefined : Number(part)));
  const fraction = groups[6];
  if (year === undefined || month === undefined || month < 1 || month > 12) return undefined;
  if (day !== undefined && (day < 1 || day > new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate()))
    return undefined;
  if ((hour ?? 0) > 23 || (minute ?? 0) > 59 || (second ?? 0) > 59) return undefined;
  const ms = fraction === undefined ? undefined : Number(fraction.slice(0, 3).padEnd(3, '0'));
  const parts = [year, month - 1, day, hour, minute, second, ms].filter((part) => part !== undefined);
  return zone === undefined ? local(parts) : shifted(parts, zone);
}

/** The span of a time in this machine's zone, given down to its smallest part; it ends where the next one begins, whatever clocks do in between. */
function local(parts: readonly number[]): Span {
  const next = parts.map((part, i) => (i === parts.length - 1 ? part + 1 : part));
  return { from: localTime(parts), to: localTime(next) - 1 };
}

function localTime([
  year = 0,
  month = 0,
  day = 1,
  hour = 0,
  minute = 0,
  second = 0,
  ms = 0,
]: readonly number[]): number {
  const date = new Date(2000, 0, 1);
  // Not `new Date(year, …)`, which takes 26 for 1926.
  date.setFullYear(year, month, day);
  date.setHours(hour, minute, second, ms);
  return date.getTime();
}

function shifted(parts: readonly number[], zone: string): Span | undefined {
  const [, sign, hours = 0, minutes = 0] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone) ?? [];
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1);
  const next = parts.map((part, i) => (i === parts.length - 1 ? part + 1 : part));
  return { from: utcTime(parts) - offset, to: utcTime(next) - 1 - offset };
}

function utcTime([year = 0, month = 0, day = 1, hour = 0, minute = 0, second = 0, ms = 0]: readonly number[]): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  date.setUTCHours(hour, minute, second, ms);
  return date.getTime();
}

const EARLIEST = Date.parse('0001-01-02T00:00:00Z');
const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** As {@link parseTime} reads it back, to the millisecond; years outside of 1 to 9999 become the nearest there. */
export function printTime(time: number): string {
  return new Date(Math.min(LATEST, Math.max(EARLIEST, Math.trunc(time) || 0))).toISOString();
}
