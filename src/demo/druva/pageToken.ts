import { parseObject } from '../parseObject.ts';
import { type Json, placeOfPlatformId } from './wire.ts';

/** What a page token of the platform holds, readable for everybody: it lasts. */
export interface Position {
  /** The place of the last event. */
  readonly after: number;
  readonly size: number;
  readonly filters: Json;
}

const ZERO = placeOfPlatformId(0);

export function encodePageToken({ after, size, filters }: Position): string {
  const token = { last_event_id: after - ZERO, page_size: size, filters };
  return Buffer.from(JSON.stringify(token)).toString('base64');
}

/** Undefined: no page token. */
export function decodePageToken(text: string): Position | undefined {
  const { last_event_id: last, page_size: size, filters } = parseObject(Buffer.from(text, 'base64').toString());
  if (typeof last !== 'number' || typeof size !== 'number') return undefined;
  return { after: last + ZERO, size, filters: typeof filters === 'object' ? { ...filters } : {} };
}
