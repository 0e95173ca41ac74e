import type { JsonObject } from '../json.ts';
import { parseTime } from '../rfc3339.ts';
import { told } from './fields.ts';

/** Both spellings of inSync and the platform; that of Cyber Resilience (with its mistake) and without it. */
const NAMES = ['timestamp', 'timeStamp', 'occurenceTime', 'occurrenceTime'] as const;

/** Seconds until the year 5138, milliseconds from 1973. */
const LEAST_MS = 100_000_000_000;
/** Times outside are those of a clock that was never set ("0001-01-01") or of a broken one. */
const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/** When it happened, ms since the epoch: from RFC 3339 (UTC where it names no zone), or seconds or milliseconds since the epoch. */
export function timeOf(event: JsonObject): number | undefined {
  for (const name of NAMES) {
    const text = told(event, name);
    if (text === undefined) continue;
    const time = msOf(text);
    if (time !== undefined && time >= EARLIEST && time < LATEST) return time;
  }
  return undefined;
}

function msOf(text: string): number | undefined {
  const number = text.length <= 20 ? Number(text) : Number.NaN;
  if (!Number.isNaN(number)) return Math.round(number < LEAST_MS ? number * 1_000 : number);
  return parseTime(text);
}
