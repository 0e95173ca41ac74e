import { objectIn, text } from '../json.ts';

/** How far the past before a live stream is read. */
export interface FillPoint {
  /** Where the live stream goes on: taken before anything of the past was read, and moved with what was stored since. */
  readonly live: string;
  /** From where the past is wanted, ms since the epoch. */
  readonly since: number;
  /** When the live position was taken, ms since the epoch. */
  readonly began: number;
  /** How many times the history was read to its end. */
  readonly looks: number;
  /** Within the history, for this look; missing at its beginning. Exact, as Box sent it. */
  readonly position?: string;
}

/** JSON text: `{ live, since, began, looks, position? }`, times as Box is sent them. No position of Box is an object. */
export function fillCursor({ live, since, began, looks, position }: FillPoint): string {
  return JSON.stringify({
    live,
    since: new Date(since).toISOString(),
    began: new Date(began).toISOString(),
    looks,
    ...(position !== undefined && { position }),
  });
}

/** `undefined` when the text is a position of the live stream. */
export function readFillCursor(cursor: string): FillPoint | undefined {
  const value = cursor.startsWith('{') ? objectIn(cursor) : undefined;
  if (!value) return undefined;
  const since = Date.parse(text(value, 'since') ?? '');
  const began = Date.parse(text(value, 'began') ?? '');
  const { live, looks, position } = value;
  if (typeof live !== 'string' || typeof looks !== 'number' || Number.isNaN(since) || Number.isNaN(began))
    return undefined;
  return { live, since, began, looks, ...(typeof position === 'string' && { position }) };
}
