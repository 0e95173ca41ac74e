/** How `next_stream_position` of an empty page is: as Box does it, or one way everywhere. */
export type EmptyPosition = 'vendor' | 'same' | 'zero' | 'null' | 'missing';

export type RealtimeServer = 'normal' | 'none' | 'not-first' | 'off-domain' | 'http' | 'unparsable';

export type MaxRetriesAnswer = 'message' | 'error' | 'text';

/** What tests may turn on while the simulator runs; everything is off at first. */
export interface Tricks {
  /** At most so many entries a page, although more remain. */
  shortPages: number | undefined;
  /** A page begins with so many entries of the page before it, where it brings something new as well. */
  overlap: number;
  emptyPosition: EmptyPosition;
  /** Empty pages have no `entries`. */
  omitEmptyEntries: boolean;
  /** What every page says instead of its true `chunk_size`. */
  chunkSize: number | undefined;
  /** Positions as JSON numbers, as texts, by turns, or as Box's examples have them: texts in `admin_logs`, numbers elsewhere. */
  numericPositions: boolean | 'mixed' | 'vendor';
  /** Pages with events give back the position that was sent. */
  stuckPosition: boolean;
  /** Positions of the admin streams that this process never gave out are refused. */
  strictPositions: boolean;
  /** Answers are compressed where the client takes it. */
  gzip: boolean;
  realtime: RealtimeServer;
  /** Long polls stay open without an answer, whatever happens. */
  hangPolls: boolean;
  /** The realtime server does not read `stream_position`, which nobody promised. */
  ignorePollPosition: boolean;
  maxRetriesAnswer: MaxRetriesAnswer;
}

export function defaultTricks(): Tricks {
  return {
    shortPages: undefined,
    overlap: 0,
    emptyPosition: 'vendor',
    omitEmptyEntries: false,
    chunkSize: undefined,
    numericPositions: 'vendor',
    stuckPosition: false,
    strictPositions: false,
    gzip: false,
    realtime: 'normal',
    hangPolls: false,
    ignorePollPosition: false,
    maxRetriesAnswer: 'message',
  };
}
