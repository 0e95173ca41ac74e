/** Where a reader is, and since when it may say so. */
export interface Tracker {
  /** ms since the epoch. */
  readonly place: number;
  /** When it was given out, ms since the epoch. */
  readonly issued: number;
  /** Those of an earlier generation were all refused. */
  readonly generation: number;
}

export const TRACKER_LIFE = 48 * 3_600_000;

/** Whose trackers: those of one endpoint mean nothing to the other. */
export type TrackerKind = 'insync' | 'realize';

/** In base64 these are `++//`: a tracker that is not encoded for its URL arrives with spaces. */
const HEAD = Buffer.from([0xfb, 0xef, 0xff]);

/** Base64 with `+`, `/` and `=` in it. Means the same to every process. */
export function encodeTracker(kind: TrackerKind, { place, issued, generation }: Tracker): string {
  const text = `${kind} ${place} ${issued} ${generation} ${check(place, issued)}`;
  return Buffer.concat([HEAD, Buffer.from(text.padEnd(text.length + 2 - ((text.length + 1) % 3)))]).toString('base64');
}

/** Undefined: no tracker of this kind. */
export function decodeTracker(kind: TrackerKind, text: string): Tracker | undefined {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) return undefined;
  const [, own, place, issued, generation, sum] =
    /^(\w+) (\d+) (\d+) (\d+) (\d+) *$/.exec(bytes.subarray(HEAD.length).toString()) ?? [];
  const tracker = { place: Number(place), issued: Number(issued), generation: Number(generation) };
  return own === kind && Number(sum) === check(tracker.place, tracker.issued) ? tracker : undefined;
}

function check(place: number, issued: number): number {
  return ((place % 9_973) * 31 + (issued % 9_967)) % 9_949;
}
