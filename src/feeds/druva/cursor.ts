/** How far a stream is read. */
export interface Place {
  /** Opaque; missing before the first page that brought one. */
  readonly tracker: string | undefined;
  /** Until all that Druva replays at first is read: events before this time are passed over, ms since the epoch. */
  readonly floor: number | undefined;
}

const FORM = /^since:(\d*):(.*)$/s;

/** The tracker, or `since:<ms>:<tracker>` while there is a floor; `undefined` where there is no tracker to go on from. */
export function cursorOf({ tracker, floor }: Place): string | undefined {
  if (tracker === undefined) return undefined;
  // What Druva itself might begin like that must not be taken for ours.
  return floor === undefined && !FORM.test(tracker) ? tracker : `since:${floor ?? ''}:${tracker}`;
}

export function placeOf(cursor: string): Place {
  const [, floor = '', tracker] = FORM.exec(cursor) ?? [];
  if (tracker === undefined) return { tracker: cursor, floor: undefined };
  return { tracker, floor: floor === '' ? undefined : Number(floor) };
}
