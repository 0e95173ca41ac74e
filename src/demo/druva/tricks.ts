/** How records are written where Druva's own pages, specification and data differ. */
export interface Shape {
  /** The specification has `timeStamp`, the data has `timestamp`. */
  readonly timeField: 'timestamp' | 'timeStamp' | 'mixed';
  readonly time: 'iso' | 'epoch';
  /** `severity` and `facility`. */
  readonly numbers: 'number' | 'text';
  /** `eventID` as number, as text, as text like `"44426.0"`, or as a number above 2^53. */
  readonly ids: 'number' | 'text' | 'float' | 'big';
  /** Records of the inSync endpoint: flat, the envelope of the vendor page, that of the platform, or by turns. */
  readonly envelope: 'flat' | 'siem' | 'platform' | 'mixed';
  /** How "none" is said: `""`, `null` and `0` as in the data, one way everywhere, or not at all. */
  readonly none: 'vendor' | 'null' | 'empty' | 'zero' | 'missing';
}

/** What tests may turn on while the simulator runs; everything is off at first. */
export interface Tricks {
  shape: Shape;
  /** At most so many events a page, although more remain. */
  shortPages: number | undefined;
  /** A page begins with so many events of the page before it, where it brings something new as well. */
  overlap: number;
  /** Pages of the inSync endpoint do not say `nextPageExists`. */
  omitNextPageExists: boolean;
  /** Pages with events give back the tracker that was sent and say that there is more. */
  stuckTracker: boolean;
  /** Pages come without a tracker, or with an empty one. */
  tracker: 'given' | 'missing' | 'empty' | 'null';
  /** The same of pages without events. */
  emptyPageTracker: 'given' | 'missing' | 'empty' | 'null';
  /** What becomes of `ignoreTrackerExpiry`. */
  ignoreExpiry: 'accepted' | 'refused' | 'unknown';
  /** Every answer by a tracker that is still good makes it good for another 48 h; nothing of the kind is documented. */
  pollsRenew: boolean;
  /** Druva's pages say 401, its FAQ says 403. */
  expiredTokenStatus: 401 | 403;
  /** Answers are compressed where the client takes it. */
  gzip: boolean;
}

export const DEFAULT_SHAPE: Shape = {
  timeField: 'timestamp',
  time: 'iso',
  numbers: 'number',
  ids: 'number',
  envelope: 'flat',
  none: 'vendor',
};

export function defaultTricks(): Tricks {
  return {
    shape: DEFAULT_SHAPE,
    shortPages: undefined,
    overlap: 0,
    omitNextPageExists: false,
    stuckTracker: false,
    tracker: 'given',
    emptyPageTracker: 'given',
    ignoreExpiry: 'accepted',
    pollsRenew: false,
    expiredTokenStatus: 401,
    gzip: false,
  };
}
