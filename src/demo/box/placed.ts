import type { Place } from '../timeline.ts';

/** An event of Box at its place in one stream. */
export interface Placed extends Place {
  /** Not told before, ms since the epoch. */
  readonly visible: number;
  /** As the event says, ms since the epoch. */
  readonly created: number;
  readonly id: string;
  readonly type: string;
  /** The event as it is in a page. */
  bytes(): Uint8Array;
  /** Whose streams have it; all when missing. */
  readonly audience?: Audience;
}

export interface Audience {
  readonly department?: number;
  readonly people: readonly string[];
  readonly synced: boolean;
}
