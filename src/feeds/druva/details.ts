import type { Detail } from '../../model/detail.ts';
import { isObject, type JsonObject } from '../json.ts';
import { factsOf } from './facts.ts';
import { shownText, told } from './fields.ts';
import { pairsOf } from './pairs.ts';
import { productOfPublisher, topicOf } from './topic.ts';

const MOST_ROWS = 200;
const MOST_LEVELS = 4;
/** They are shown as changes. */
const CHANGES: ReadonlySet<string> = new Set(['oldState', 'newState']);

/** What `eventDetails` or `details` tells, as facts; `undefined` where that is prose or nothing. `raw` is the parsed JSON of one event. */
export function detailsOf(raw: unknown): readonly Detail[] | undefined {
  if (!isObject(raw)) return undefined;
  const { details, text } = factsOf(raw, 'insync');
  const rows: Detail[] = [];
  const topic = topicOf(told(raw, 'topicName'));
  if (topic) for (const [name, value] of Object.entries(topic)) rows.push({ name, value });
  const product = productOfPublisher(told(raw, 'publisherID'));
  if (product !== undefined) rows.push({ name: 'product', value: product });
  flatten(details, '', 1, rows);
  // The words of an object are among its members.
  if (told(raw, 'eventDetails') !== undefined || Object.keys(details).length === 0) add(rows, pairsOf(text));
  return rows.length === 0 ? undefined : rows;
}

function flatten(of: JsonObject, prefix: string, level: number, rows: Detail[]): void {
  for (const [member, value] of Object.entries(of)) {
    if (rows.length >= MOST_ROWS) return;
    if (level === 1 && CHANGES.has(member)) continue;
    const name = `${prefix}${member}`;
    const pairs = level === 1 && member === 'eventDetails' && typeof value === 'string' ? pairsOf(value) : [];
    if (pairs.length > 0) add(rows, pairs);
    else if (isObject(value) && level < MOST_LEVELS) flatten(value, `${name}.`, level + 1, rows);
    else rows.push({ name, value: shownText(value) ?? '' });
  }
}

function add(rows: Detail[], pairs: readonly Detail[]): void {
  rows.push(...pairs.slice(0, MOST_ROWS - rows.length));
}
