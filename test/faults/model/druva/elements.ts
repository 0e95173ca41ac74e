import { createHash } from 'node:crypto';
import type { Quirks } from '../../schedule/steps.ts';
import type { Writer } from '../journal.ts';

const TYPES = ['Backup', 'Alert', 'Admin Login', 'Data Source', 'Brand New'];
/** Ids are beyond what a number of JavaScript can hold. */
const BASE = 2n ** 60n;
const BOTH = ['insync', 'platform'];

/**
 * inSync's events, as far as a feed looks at them. Every seventh has no id of its own. With all streams every event of inSync is in the platform's too and has an id;
 * of others some are only there, and some only in that of Cyber Resilience.
 */
export function druvaElements({ numbers }: Pick<Quirks, 'numbers'>, hasAll: boolean): Writer {
  return {
    event(n, time, note) {
      const when = new Date(time).toISOString();
      const eventDetails = note;
      const mark = `{"id":${n},`;
      if (hasAll && n % 6 === 0) {
        const other = onPlatform(n, when, 12289, { eventDetails });
        return { id: `platform-${n}`, mark, json: '', other, streams: ['platform'] };
      }
      if (hasAll && n % 6 === 3) {
        const other = { id: n, area: 'Platform', type: 'Admin Login', timeStamp: when, details: { eventDetails } };
        return { id: `realize-${n}`, mark, json: '', other: JSON.stringify(other), streams: ['cyber-resilience'] };
      }
      const digits = String(BASE + BigInt(n));
      const isText = numbers === 'text' || (numbers === 'mixed' && n % 2 === 0);
      const head = isText ? `"eventID":"${digits}",` : `"eventID":${digits},`;
      const facts = { timestamp: when, eventType: TYPES[n % TYPES.length], eventState: 'Success', eventDetails };
      const rest = JSON.stringify({ ...facts, severity: n % 8 }).slice(1);
      if (hasAll || n % 7 !== 0) {
        const other = onPlatform(n, when, 8193, { eventID: digits, eventDetails });
        return { id: digits, mark: digits, json: `{${head}${rest}`, other, ...(hasAll && { streams: BOTH }) };
      }
      const json = `{"nameless":${n},${rest}`;
      const id = `content-${createHash('sha256').update(json).digest('hex')}`;
      return { id, mark: `"nameless":${n},`, json };
    },
    /** An element with neither an id nor a type, or of another kind. */
    malformed(n) {
      const mark = `"broken":${n},`;
      const json = n % 2 === 0 ? `{${mark}"facility":23}` : `[{${mark}"eventID":"inside"}]`;
      return { mark, json, streams: ['insync'] };
    },
  };
}

/** The platform counts its own ids. */
function onPlatform(id: number, timeStamp: string, productID: number, details: object): string {
  return JSON.stringify({ id, timeStamp, productID, category: 'EVENT', type: 'Alert', globalID: 'a', details });
}
