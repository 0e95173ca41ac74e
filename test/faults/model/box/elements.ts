import { createHash } from 'node:crypto';
import type { Writer } from '../journal.ts';

const TYPES = ['UPLOAD', 'LOGIN', 'COLLABORATION_INVITE', 'SHIELD_ALERT', 'BRAND_NEW'];

/** Box's events, as far as a feed looks at them. Every seventh has no id of its own. */
export const BOX_ELEMENTS: Writer = {
  event(n, time, note) {
    const named = { event_id: `e${n}`, created_at: new Date(time).toISOString() };
    const rest = { type: 'event', event_type: TYPES[n % TYPES.length], source: null, session_id: note };
    if (n % 7 !== 0)
      return { id: named.event_id, mark: `"event_id":"e${n}"`, json: JSON.stringify({ ...named, ...rest }) };
    const json = JSON.stringify({ ...named, event_id: undefined, nameless: n, ...rest });
    const id = `content-${createHash('sha256').update(json).digest('hex')}`;
    return { id, mark: `"nameless":${n},`, json };
  },
  /** An element with neither an id nor a type, or of another kind. */
  malformed(n) {
    const mark = `"broken":${n},`;
    return { mark, json: n % 2 === 0 ? `{${mark}"type":"event"}` : `[{${mark}"event_id":"inside"}]` };
  },
};
