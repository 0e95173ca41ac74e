import type { Encoder } from '../../export/encoder.ts';
import type { EventAccess } from './eventAccess.ts';

export interface Encoded {
  readonly bytes: Uint8Array;
  /** Those that are still there. */
  readonly events: number;
}

const encoder = new TextEncoder();
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Puts events together one by one. */
export function each(events: EventAccess, { between, event: write }: Encoder): (seqs: readonly number[]) => Encoded {
  return (seqs) => {
    const whole = seqs.map((seq) => events.whole(seq)).filter((event) => event !== undefined);
    return { bytes: encoder.encode(whole.map((event) => between + write(event)).join('')), events: whole.length };
  };
}

/**
 * Takes the texts from SQLite as the bytes that they are there, which is ten times as fast as making strings of them, and bytes of those. Where a text has line
 * breaks of its own, the encoder writes it.
 */
export function rawLines(events: EventAccess, encoder: Encoder): (seqs: readonly number[]) => Encoded {
  const oneByOne = each(events, encoder);
  return (seqs) => {
    const { lines, count } = events.lines(seqs);
    return hasLines(lines, count) ? { bytes: lines, events: count } : oneByOne(seqs);
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
