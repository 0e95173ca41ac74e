import { FeedError, type HistoryRange } from './feed.ts';
import { list, objectIn, text } from './json.ts';

/** How far a range of the history is read. */
export interface HistoryPoint {
  readonly range: HistoryRange;
  /** Exact, as the vendor sent it; missing at the beginning. */
  readonly position?: string;
  /** Up to when all is read, ms since the epoch, where the position does not tell. */
  readonly reached?: number;
  readonly done: boolean;
}

/** JSON text: `{ after, before, types?, position?, reached?, done? }`, times in ISO 8601, UTC. */
export function historyCursor({ range, position, reached, done }: HistoryPoint): string {
  return JSON.stringify({
    after: new Date(range.after).toISOString(),
    before: new Date(range.before).toISOString(),
    ...(range.types && { types: range.types }),
    ...(position !== undefined && { position }),
    ...(reached !== undefined && { reached: new Date(reached).toISOString() }),
    ...(done && { done }),
  });
}

/** Where to go on: at the beginning without a cursor. Throws a {@link FeedError} when the cursor is of another range, or none of these. */
export function historyPoint(cursor: string | undefined, range: HistoryRange): HistoryPoint {
  const begin: HistoryPoint = { range, done: false };
  if (cursor === undefined) return begin;
  const point = readHistoryCursor(cursor);
  if (!point || historyCursor({ range: point.range, done: false }) !== historyCursor(begin))
    throw new FeedError('cursor', 'The stored position is one of another time range.');
  return point;
}

/** `undefined` when the text is no such cursor. */
export function readHistoryCursor(cursor: string): HistoryPoint | undefined {
  const value = objectIn(cursor);
  if (!value) return undefined;
  const after = Date.parse(text(value, 'after') ?? '');
  const before = Date.parse(text(value, 'before') ?? '');
  if (Number.isNaN(after) || Number.isNaN(before)) return undefined;
  const types = list(value, 'types').filter((type) => typeof type === 'string');
  const reached = Date.parse(text(value, 'reached') ?? '');
  const { position } = value;
  return {
    range: { after, before, ...(types.length > 0 && { types }) },
    ...(typeof position === 'string' && { position }),
    ...(!Number.isNaN(reached) && { reached }),
    done: value.done === true,
  };
}
