import type { Gap } from '../model/event.ts';
import type { EventStore, StoredCursor } from '../store/contract.ts';

/** Where a stream goes on: behind its cursor, or from a point in time. */
export type ResumePoint =
  | { readonly kind: 'cursor'; readonly cursor: string; readonly stored: number }
  | { readonly kind: 'time'; readonly since: number };

/** A replay from a time begins this much before the last stored event where the vendor says nothing else; what comes twice is dropped by its id, ms. */
const MARGIN = 60_000;
/** How often the store is told that a quiet stream is being read, ms. */
const NOTE = 600_000;

/**
 * A stream's resume point, kept in the store. Next to the vendor's cursor stand (under `:since`) the time from which a run without a cursor began: a connection
 * that drops before its first event then begins at the same time again instead of losing what came meanwhile. And (under `:read`) when the stream was last
 * known to be read to its end. A cursor that the server rejected is replaced by an empty one.
 */
export class ResumePoints {
  readonly #store: EventStore;
  readonly #connection: string;
  readonly #stream: string;
  /** How far back the vendor can replay, ms. */
  readonly #depth: number;
  readonly #margin: number;
  #noted = Number.NEGATIVE_INFINITY;
  /** Up to when everything is known to be read; missing on a first run. */
  #readUpTo: number | undefined;
  #hasEvents = false;

  /** `margin`: how much older than one before it an event may be, ms. */
  constructor(store: EventStore, connection: string, stream: string, depth: number, margin = MARGIN) {
    this.#store = store;
    this.#connection = connection;
    this.#stream = stream;
    this.#depth = depth;
    this.#margin = margin;
  }

  async current(firstSince: number, now: number): Promise<ResumePoint> {
    const [cursor, since, read] = await Promise.all(
      ['', ':since', ':read'].map((suffix) => this.#store.cursor(this.#connection, this.#stream + suffix)),
    );
    const newest = await this.#store.newestTime(this.#connection, this.#stream);
    this.#hasEvents = newest !== undefined;
    const noted = read ? Number(read.cursor) : Number.NEGATIVE_INFINITY;
    if (cursor && cursor.cursor !== '') {
      // A first run that has stored nothing so far has all before it still to come.
      const reached = newest ?? (since ? Number(since.cursor) : cursor.updated);
      this.#readUpTo = Math.max(noted, bounded(reached, cursor, now));
      return { kind: 'cursor', cursor: cursor.cursor, stored: cursor.updated };
    }
    if (since) {
      this.#readUpTo = Math.max(noted, Number(since.cursor));
      return { kind: 'time', since: Number(since.cursor) };
    }
    await this.#begin(firstSince, now);
    return { kind: 'time', since: firstSince };
  }

  /**
   * The server has begun to send. After an outage longer than the vendor's replay it begins at its oldest event without an error: that hole is recorded,
   * as it stands now.
   */
  async opened(now: number): Promise<void> {
    const from = this.#readUpTo;
    const to = now - this.#depth;
    if (from === undefined || to <= from) return;
    this.#readUpTo = undefined;
    const reason = 'Nothing was read for longer than the vendor keeps events. Those of this time are lost.';
    await this.#commit(':read', String(to), now, [{ from, to, reason }]);
  }

  isNoteDue(now: number): boolean {
    return now - this.#noted >= NOTE;
  }

  /** The server has nothing more to send and all of it is stored. Kept once in a while, so that a quiet stream is told from an outage. */
  async caughtUp(now: number): Promise<void> {
    await this.#commit(':read', String(now), now);
    this.#noted = now;
  }

  /** The server has nothing more to send. */
  readToEnd(now: number): void {
    this.#readUpTo = now;
  }

  /** What may be missing when the server goes on behind a position that it had let go of. */
  gap(reason: string, now: number): Gap {
    const from = this.#readUpTo;
    return { ...(from !== undefined && from < now && { from }), to: now, reason };
  }

  /** Whether any event of the stream was ever stored. As {@link current} found it. */
  get hasEvents(): boolean {
    return this.#hasEvents;
  }

  /** The server does not know the cursor any more: records the hole and goes on from the newest time that loses least. */
  async cursorRejected(firstSince: number, now: number): Promise<void> {
    const [newest, cursor, since] = await Promise.all([
      this.#store.newestTime(this.#connection, this.#stream),
      this.#store.cursor(this.#connection, this.#stream),
      this.#store.cursor(this.#connection, `${this.#stream}:since`),
    ]);
    // Without any event stored everything comes again from where the first run began.
    const from = newest !== undefined && cursor ? bounded(newest, cursor, now) : since && Number(since.cursor);
    // Not before the first run began: what is older was not asked for.
    const earliest = since ? Number(since.cursor) : Number.NEGATIVE_INFINITY;
    const again = (time: number) => (time > earliest ? Math.max(earliest, time - this.#margin) : time - MARGIN);
    await this.#begin(from === undefined ? firstSince : newest === undefined ? from : again(from), now);
    const reason = 'The server rejected the stored position. Events of this time may be missing.';
    await this.#commit('', '', now, from === undefined ? [] : [{ from, to: now, reason }]);
  }

  #begin(since: number, now: number): Promise<unknown> {
    return this.#commit(':since', String(Math.round(since)), now);
  }

  #commit(suffix: string, cursor: string, now: number, gaps: readonly Gap[] = []): Promise<unknown> {
    const stream = this.#stream + suffix;
    return this.#store.commit({ connection: this.#connection, stream, events: [], cursor, gaps, receivedTime: now });
  }
}

/** A vendor's clock may run ahead, and a single event may tell any time: what is read was there when its cursor was stored. */
function bounded(time: number, { updated }: StoredCursor, now: number): number {
  return Math.min(time, updated, now);
}
