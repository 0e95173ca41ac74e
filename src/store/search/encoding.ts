import type { Encoder } from '../../export/encoder.ts';
import type { EventAccess } from './eventAccess.ts';

export interface Encoded {
  readonly bytes: Uint8Array;
  /** Those that are still there. */
  readonly events: number;
  /** How many of the list were looked at. */
  readonly length: number;
}

/** Encodes the first of a list of `seq`, at least one, as many as take a few ms. */
export type Encode = (seqs: readonly (number | undefined)[]) => Encoded;

/** Read at once, a few ms each; what many lines take together does not fit into the nearer caches. */
const LINES = 1_000;
const EVENTS = 250;
/** Bytes of raw texts that are read at once at most, where it is more than one. */
const MOST = 4_000_000;

const encoder = new TextEncoder();
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Puts events together, and writes them one by one. */
export function each(events: EventAccess, { between, event: write }: Encoder): Encode {
  return (seqs) => {
    let some = seqs.slice(0, EVENTS);
    while (some.length > 1 && events.size(some) > MOST) some = some.slice(0, Math.ceil(some.length / 2));
    const whole = events.many(some);
    let text = '';
    for (const event of whole) text += between + write(event);
    return { bytes: encoder.encode(text), events: whole.length, length: some.length };
  };
}

/**
 * Takes the texts from SQLite as the bytes that they are there, which is ten times as fast as making strings of them, and bytes of those. Where a text has line
 * breaks of its own, the encoder writes it.
 */
export function rawLines(events: EventAccess, encoder: Encoder): Encode {
  const oneByOne = each(events, encoder);
  return (seqs) => {
    const { lines, count, length } = events.lines(seqs.slice(0, LINES), MOST);
    return hasLines(lines, count) ? { bytes: lines, events: count, length } : oneByOne(seqs);
  };
}

function hasLines(bytes: Uint8Array, count: number): boolean {
  // Buffer's own search is native, and many times as fast.
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.includes(CARRIAGE_RETURN)) return false;
  let found = 0;
  for (let at = buffer.indexOf(LINE_FEED); at !== -1; at = buffer.indexOf(LINE_FEED, at + 1)) found++;
  return found === count;
}
