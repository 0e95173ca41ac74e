import { type JsonObject, text } from '../json.ts';
import { parseTime } from '../rfc3339.ts';

/** When it happened, else when Box recorded it, ms since the epoch. */
export function timeOf(event: JsonObject): number | undefined {
  return parseTime(text(event, 'created_at')) ?? parseTime(text(event, 'recorded_at'));
}
