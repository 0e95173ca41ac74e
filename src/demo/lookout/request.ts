import type { IncomingHttpHeaders } from 'node:http';
import { startOf } from './ids.ts';
import type { Journal } from './journal.ts';
import { EVENT_TYPES } from './wire.ts';

/** What a client asked the event stream for. */
export interface StreamRequest {
  /** Key after which the stream begins. */
  readonly after: string;
  /** Whether the client gave that key, by an id. */
  readonly resumed: boolean;
  /** Leave out what is older, ms since the epoch. */
  readonly since: number;
  /** Undefined: all. */
  readonly types: ReadonlySet<string> | undefined;
}

/** A parameter that the stream refuses, with the vendor's kind of message. */
export class BadParameter extends Error {
  override readonly name = 'BadParameter';
}

/**
 * Unknown parameters are ignored, as the vendor seems to do. Which of several positions counts is not documented: here `id`, then
 * `last-event-id`, then `start_time`.
 */
export function readStreamRequest(
  query: URLSearchParams,
  headers: IncomingHttpHeaders,
  journal: Journal,
): StreamRequest {
  const types = readTypes(query.get('types'));
  const header = headers['last-event-id'];
  const id = query.get('id') ?? (typeof header === 'string' && header !== '' ? header : undefined);
  if (id !== undefined && id !== '0') {
    const after = journal.keyOf(id);
    if (after === undefined) throw new BadParameter('invalid id');
    return { after, resumed: true, since: 0, types };
  }
  const start = id === undefined ? query.get('start_time') : null;
  if (start !== null) {
    const time = Date.parse(start);
    // An unescaped `+` arrives as a space, which the vendor's clients had to learn as well.
    if (!/^\d{4}-\d\d-\d\dT\S+$/.test(start) || Number.isNaN(time)) throw new BadParameter('invalid start_time');
    const since = journal.clamp(time);
    return { after: startOf(Math.floor(since / 1000)), resumed: false, since, types };
  }
  return { after: journal.head(), resumed: false, since: 0, types };
}

function readTypes(list: string | null): ReadonlySet<string> | undefined {
  if (list === null || list === '') return undefined;
  const types = list.split(',');
  if (types.some((type) => !EVENT_TYPES.some((known) => known === type))) throw new BadParameter('invalid types');
  return new Set(types);
}
