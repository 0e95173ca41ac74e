import type { HistoryRange } from '../feed.ts';
import { isObject, list, text } from '../json.ts';

/** How far a range of the history is read. */
export interface HistoryPoint {
  readonly range: HistoryRange;
  /** Exact, as Box sent it; missing at the beginning. */
  readonly position?: string;
  readonly done: boolean;
}

/** JSON text: `{ after, before, types?, position?, done? }`, times as Box was sent them. */
export function historyCursor({ range, position, done }: HistoryPoint): string {
  return JSON.stringify({
    after: new Date(range.after).toISOString(),
    before: new Date(range.before).toISOString(),
    ...(range.types && { types: range.types }),
    ...(position !== undefined && { position }),
    ...(done && { done }),
  });
}

/** `undefined` when the text is no such cursor. */
export function readHistoryCursor(cursor: string): HistoryPoint | undefined {
  let value: unknown;
  try {
    value = JSON.parse(cursor);
  } catch {
    return undefined; // Not JSON: none of ours.
  }
  if (!isObject(value)) return undefined;
  const after = Date.parse(text(value, 'after') ?? '');
  const before = Date.parse(text(value, 'before') ?? '');
  if (Number.isNaN(after) || Number.isNaN(before)) return undefined;
  const types = list(value, 'types').filter((type) => typeof type === 'string');
  const { position } = value;
  return {
    range: { after, before, ...(types.length > 0 && { types }) },
    ...(typeof position === 'string' && { position }),
    done: value.done === true,
  };
}
