import type { Answer } from '../answer.ts';
import { apiError, invalidPosition } from './answers.ts';
import type { Journal, Stream } from './journal.ts';
import { decodePosition, type PositionKind } from './position.ts';

const DAY = 24 * 3_600_000;
/** How far back each stream goes. */
const RETENTION: Readonly<Record<string, number>> = {
  all: 21 * DAY,
  changes: 21 * DAY,
  sync: 31 * DAY,
  admin_logs_streaming: 14 * DAY,
  admin_logs: 365 * DAY,
};

/** What a client asked `GET /2.0/events` for. */
export interface PageRequest {
  readonly streamType: string;
  readonly stream: Stream;
  readonly kind: PositionKind;
  /** As it came; undefined: none. */
  readonly position: string | undefined;
  /** Place after which the page begins, ms since the epoch. */
  readonly after: number;
  readonly limit: number;
  /** Undefined: all. */
  readonly types: ReadonlySet<string> | undefined;
  /** ms since the epoch. */
  readonly createdAfter: number;
  readonly createdBefore: number;
}

/** Parameters that belong to other streams are ignored, as Box does. */
export function readPageRequest(query: URLSearchParams, journal: Journal, now: number): PageRequest | Answer {
  const streamType = query.get('stream_type') ?? 'all';
  const retention = RETENTION[streamType];
  if (retention === undefined) return bad('Invalid stream type');
  const admin = streamType === 'admin_logs' || streamType === 'admin_logs_streaming';
  const stream: Stream = admin ? streamType : 'user';
  const kind = admin ? 'enterprise' : 'personal';
  const limit = Number(query.get('limit') ?? 100);
  if (!Number.isInteger(limit) || limit < 1) return bad('Invalid limit');

  const dated = streamType === 'admin_logs';
  const createdAfter = readTime(dated ? query.get('created_after') : null, Number.NEGATIVE_INFINITY);
  const createdBefore = readTime(dated ? query.get('created_before') : null, Number.POSITIVE_INFINITY);
  if (createdAfter === undefined || createdBefore === undefined) return bad('Invalid date');

  const position = query.get('stream_position') ?? undefined;
  // Box's Python SDK says so; the reference for developers is silent.
  if (position === 'now' && dated) return invalidPosition();
  const place = readPlace(position, kind, journal.head(stream));
  if (place === undefined || place > journal.head(stream) + DAY) return invalidPosition();
  const list = admin ? query.get('event_type') : null;
  return {
    streamType,
    stream,
    kind,
    position,
    after: Math.max(place, now - retention, createdAfter - 1),
    limit: Math.min(limit, 500),
    types: list ? new Set(list.split(',')) : undefined,
    createdAfter,
    createdBefore,
  };
}

function readPlace(position: string | undefined, kind: PositionKind, head: number): number | undefined {
  if (position === undefined || position === '0') return 0;
  return position === 'now' ? head : decodePosition(kind, position);
}

function readTime(text: string | null, missing: number): number | undefined {
  if (text === null) return missing;
  const time = Date.parse(text);
  // An unescaped `+` arrives as a space.
  return /^\d{4}-\d\d-\d\dT\S+$/.test(text) && !Number.isNaN(time) ? time : undefined;
}

function bad(message: string): Answer {
  return apiError(400, 'bad_request', message);
}
