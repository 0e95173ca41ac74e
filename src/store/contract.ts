import type { Event } from '../base/emitter.ts';
import type { DecodedEvent, DirectoryEntry, EventRow, Gap, Quarantined, SecurityEvent } from '../model/event.ts';
import type { Filter } from '../model/filter.ts';
import type { Severity } from '../model/severity.ts';
import type { EventSearch } from './search/contract.ts';

/** Events, their quarantined neighbours and the cursor that covers them: one transaction. */
export interface CommitRequest {
  readonly connection: string;
  readonly stream: string;
  readonly events: readonly DecodedEvent[];
  readonly quarantined?: readonly Quarantined[];
  readonly gaps?: readonly Gap[];
  /** Missing: the stored cursor stays as it was. */
  readonly cursor?: string;
  /**
   * Requests of one reading of a stream, sent without waiting for each other, carry the same number, unlike that of any other reading. After one of them
   * failed the later ones are rejected too, so that no cursor passes what was not stored; and they are rejected when the connection was removed meanwhile.
   */
  readonly run?: number;
  /** ms since the epoch. */
  readonly receivedTime: number;
}

export interface CommitResult {
  /** Highest `seq` in the store after this commit. */
  readonly seq: number;
  readonly stored: number;
  /** Events whose id was known already, from whatever time, reconnect, window or before a Clear. */
  readonly duplicates: number;
}

/**
 * Behind the name of a stream: the cursor kept under that name is the time from which the stream is read while it has no cursor of its own, ms since the epoch. A
 * store that replaces a damaged one sets it.
 */
export const SINCE = ':since';

/** The stream of what a person loaded of the past: such events do not go by their age, which a load would have to race. */
export const LOADED = 'history';

export interface StoredCursor {
  readonly cursor: string;
  /** When it was stored, ms since the epoch. */
  readonly updated: number;
}

/** Counts of one leaf of the tree. Views read these; nobody counts rows. */
export interface Tally {
  readonly connection: string;
  readonly type: string;
  readonly severity: Severity;
  /** Events in the store now. */
  readonly count: number;
  /** Events ever stored; never decreases while the connection exists. For "unseen" counts. */
  readonly total: number;
}

export interface RowQuery {
  readonly filter?: Filter;
  readonly limit: number;
  /** Only events that had arrived by then: a paused view. */
  readonly upTo?: number;
}

/** The JSON of one event, for people. */
export interface EventDocument {
  /** Indented from the exact text (whitespace only, by `jsonc-parser`), or the exact text itself when it is too large to format. */
  readonly text: string;
  readonly formatted: boolean;
  /** Length of the exact text in UTF-8 bytes. */
  readonly bytes: number;
}

export interface StoredQuarantine extends Quarantined {
  readonly id: number;
  readonly connection: string;
  readonly stream: string;
  /** When it came first, ms since the epoch. */
  readonly time: number;
  /** How often a replay brought the same again; missing for never. */
  readonly repeats?: number;
}

export interface StoredGap extends Gap {
  readonly id: number;
  readonly connection: string;
  /** Of a gap that was recorded under a note about a stream (`name:word`) the stream. */
  readonly stream: string;
  /** When it was noticed, ms since the epoch. */
  readonly noticed: number;
}

export interface Retention {
  readonly maxEvents: number;
  readonly maxBytes: number;
  /** Age since received, ms; not of what was loaded (see {@link LOADED}). */
  readonly maxAge: number;
}

/** What changed, whichever window did it. */
export interface StoreChange {
  /** Events were added up to this `seq`. */
  readonly seq: number;
  /** Events were removed (retention, Clear, Remove): what a view shows may be gone. */
  readonly removed: boolean;
  /** Wants or published states changed: see `wanted` and `published`. */
  readonly shared: boolean;
}

/** The store cannot go on: `message` is a sentence for people with the path in it. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}

/**
 * All that is kept. Every method rejects with a {@link StoreError} when the store cannot do it; nothing is pretended.
 * Writes go through one worker and reads through another, so that no query holds up a commit or the extension host.
 */
export interface EventStore {
  readonly onDidChange: Event<StoreChange>;
  /** Set when the file was damaged and moved aside on opening: a sentence for people, with the new path of the damaged file. */
  readonly recovered?: string;
  /** Fires with a sentence like {@link recovered} when that had to be done later, in the middle of a session. */
  readonly onDidRecover: Event<string>;
  readonly search: EventSearch;

  /** After {@link onDidRecover} rejects until the stream's cursor was asked for again: what was read from an older position must not move the new one. */
  commit(request: CommitRequest): Promise<CommitResult>;
  cursor(connection: string, stream: string): Promise<StoredCursor | undefined>;
  /** Time of the newest event ever stored of a stream, ms since the epoch; Clear and retention do not move it. */
  newestTime(connection: string, stream: string): Promise<number | undefined>;

  tallies(): Promise<readonly Tally[]>;
  /** Time of the oldest event in the store, ms since the epoch; missing without any. As cheap as the tallies. */
  oldest(): Promise<number | undefined>;
  /** Newest first: by `time`, then `seq`, both descending. */
  rows(query: RowQuery): Promise<readonly EventRow[]>;
  event(connection: string, id: string): Promise<SecurityEvent | undefined>;
  document(connection: string, id: string): Promise<EventDocument | undefined>;
  /** Newest first; the event itself is not among them. */
  related(connection: string, id: string, by: 'subject' | 'target', limit: number): Promise<readonly EventRow[]>;
  /** The latest event about the same subject before this one, by time, then seq. */
  previous(connection: string, id: string): Promise<SecurityEvent | undefined>;
  /** What is known of an object; `kind` as in `Party`. */
  directory(connection: string, kind: string, id: string): Promise<DirectoryEntry | undefined>;
  quarantine(connection: string, limit: number): Promise<readonly StoredQuarantine[]>;
  gaps(connection: string): Promise<readonly StoredGap[]>;

  /** Deletes the events that match, keeps their ids. Gaps and quarantine of the connections go too when only connections restrict. */
  clear(filter: Filter): Promise<number>;
  /** Deletes everything about a connection, ids and cursors too. */
  forget(connection: string): Promise<void>;
  setRetention(retention: Retention): Promise<void>;

  /** Ids of the connections that the user wants connected, in whatever window, and how often each was asked for: asking again means "try now". */
  wanted(): Promise<ReadonlyMap<string, number>>;
  setWanted(connection: string, wanted: boolean): Promise<void>;
  /** The streaming window's connection states, for the windows that follow: opaque JSON per connection, and when it was published. */
  published(): Promise<ReadonlyMap<string, { readonly state: string; readonly time: number }>>;
  publish(states: ReadonlyMap<string, string>): Promise<void>;

  /** Tries to become the one window that streams; true when this process holds the lease. The kernel frees it if the process dies. */
  tryLease(): Promise<boolean>;
  releaseLease(): Promise<void>;

  close(): Promise<void>;
}
