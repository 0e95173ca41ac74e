import type { DatabaseSync } from 'node:sqlite';
import { bytes, integer } from '../columns.ts';
import type { Lists } from './rows.ts';
import { rangeOf, SEGMENT } from './searchDatabase.ts';

/** What a row takes in a segment: three numbers of 8 bytes, six of 4, one of 1. */
const BYTES = 49;

export interface Segment {
  /** The range of `seq` that it is of. */
  readonly first: number;
  readonly last: number;
  readonly lists: Lists;
  readonly count: number;
}

/** The columns of complete ranges of `seq`, as written down: reading all events for them takes twenty times as long. */
export function* segmentsAfter(db: DatabaseSync, seq: number): Generator<Segment, void, undefined> {
  const read = db.prepare('SELECT number, data FROM segment WHERE number > ? ORDER BY number LIMIT 1');
  // One at a time: a statement that stays open would hold back the write-ahead log.
  for (let row = read.get(Math.ceil(seq / SEGMENT) - 1); row; row = read.get(integer(row.number))) {
    yield { ...rangeOf(integer(row.number), SEGMENT), ...decode(bytes(row.data)) };
  }
}

export function encode(lists: Lists, count: number): Uint8Array {
  const data = new Uint8Array(count * BYTES);
  const { f64, u32, u8 } = parts(data, count);
  for (const [index, name] of (['seq', 'time', 'received'] as const).entries())
    f64.set(lists[name].subarray(0, count), index * count);
  for (const [index, name] of (['stream', 'leaf', 'aspect', 'actor', 'target', 'subject'] as const).entries())
    u32.set(lists[name].subarray(0, count), index * count);
  u8.set(lists.flags.subarray(0, count));
  return data;
}

function decode(data: Uint8Array): { readonly lists: Lists; readonly count: number } {
  const count = data.length / BYTES;
  if (!Number.isInteger(count)) throw new Error('a segment is cut off');
  const { f64, u32, u8 } = parts(data.byteOffset % 8 === 0 ? data : data.slice(), count);
  const column = (index: number) => f64.subarray(index * count, (index + 1) * count);
  const small = (index: number) => u32.subarray(index * count, (index + 1) * count);
  return {
    count,
    lists: {
      seq: column(0),
      time: column(1),
      received: column(2),
      stream: small(0),
      leaf: small(1),
      aspect: small(2),
      actor: small(3),
      target: small(4),
      subject: small(5),
      flags: u8,
    },
  };
}

function parts({ buffer, byteOffset }: Uint8Array, count: number) {
  return {
    f64: new Float64Array(buffer, byteOffset, 3 * count),
    u32: new Uint32Array(buffer, byteOffset + 24 * count, 6 * count),
    u8: new Uint8Array(buffer, byteOffset + 48 * count, count),
  };
}
