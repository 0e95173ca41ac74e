import type { Writer } from '../journal.ts';

const TYPES = ['THREAT', 'DEVICE', 'AUDIT', 'SMISHING_ALERT', 'BRAND_NEW'];

/** Lookout's events, as far as a feed looks at them. */
export const LOOKOUT_ELEMENTS: Writer = {
  event(n, time, note) {
    const id = `e${n}`;
    const created_time = new Date(time).toISOString();
    const json = JSON.stringify({ id, created_time, type: TYPES[n % TYPES.length], change_type: 'CREATED', note });
    return { id, mark: `"id":"${id}"`, json };
  },
  /** An element without an id, or of another kind. */
  malformed(n) {
    const mark = `"broken":${n},`;
    return { mark, json: n % 2 === 0 ? `{${mark}"type":"THREAT"}` : `[{${mark}"id":"inside"}]` };
  },
};

/** Opaque to the client. `position`: how many entries came before it; cursors of an earlier epoch are rejected. */
export function writeCursor(epoch: number, position: number): string {
  return `c${epoch}.${position}`;
}

/** Undefined: it never was a cursor. */
export function readCursor(cursor: string): { readonly epoch: number; readonly position: number } | undefined {
  const [, epoch, position] = /^c(\d+)\.(\d+)$/.exec(cursor) ?? [];
  return position === undefined ? undefined : { epoch: Number(epoch), position: Number(position) };
}
