import { type JsonObject, text } from '../json.ts';

const DATE = /^\s*(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)\s*([Zz]|[+-]\d\d:?\d\d)?\s*$/;

/** When it happened, else when Box recorded it, ms since the epoch. */
export function timeOf(event: JsonObject): number | undefined {
  return parseTime(text(event, 'created_at')) ?? parseTime(text(event, 'recorded_at'));
}

/** RFC 3339, with any offset; without one it is UTC. */
function parseTime(told: string | undefined): number | undefined {
  const found = told === undefined || told.length > 64 ? undefined : DATE.exec(told);
  if (!found) return undefined;
  const [, date, time, zone = 'Z'] = found;
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
  const ms = Date.parse(`${date}T${time}${offset}`);
  return Number.isNaN(ms) ? undefined : ms;
}
