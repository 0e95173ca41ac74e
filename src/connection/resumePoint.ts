import type { Gap } from '../model/event.ts';
import type { EventStore } from '../store/contract.ts';

/** Where a stream goes on: behind its cursor, or from a point in time. */
export type ResumePoint =
  | { readonly kind: 'cursor'; readonly cursor: string; readonly stored: number }
  | { readonly kind: 'time'; readonly since: number };

/** A replay from a time begins this much before the last stored event; what comes twice is dropped by its id, ms. */
const MARGIN = 60_000;
/** How often the store is told that a quiet stream is being read, ms. */
const NOTE = 600_000;

/**
 * A stream's resume point, kept in the store. Next to the vendor's cursor stand (under `:since`) the time from which a run without a cursor began: a connection
 * that drops before its first event then begins at the same time again instead of losing what came meanwhile; the younger of the two counts. And (under `:read`)
 * when the stream was last known to be read to its end.
 */
export class ResumePoints {
  readonly #store: EventStore;
  readonly #connection: string;
  readonly #stream: string;
  /** How far back the vendor can replay, ms. */
  readonly #depth: number;
  #noted = Number.NEGATIVE_INFINITY;

  constructor(store: EventStore, connection: string, stream: string, depth: number) {
    this.#store = store;
    this.#connection = connection;
    this.#stream = stream;
    this.#depth = depth;
  }

  async current(firstSince: number, now: number): Promise<ResumePoint> {
    const [cursor, since, read] = await Promise.all(
      ['', ':since', ':read'].map((suffix) => this.#store.cursor(this.#connection, this.#stream + suffix)),
    );
    const begun = cursor ?? since;
    if (begun) await this.#outage(Math.max(begun.updated, read?.updated ?? 0), now);
    if (cursor && (!since || since.updated <= cursor.updated))
      return { kind: 'cursor', cursor: cursor.cursor, stored: cursor.updated };
    if (since) return { kind: 'time', since: Number(since.cursor) };
    await this.#remember(firstSince, now, undefined);
    return { kind: 'time', since: firstSince };
  }

  /** The server has nothing more to send: up to now nothing is missing. Kept once in a while, so that a quiet stream is told from an outage. */
  async caughtUp(now: number): Promise<void> {
    if (now - this.#noted < NOTE) return;
    this.#noted = now;
    await this.#note(now, []);
  }

  /** An outage longer than the vendor's replay is a hole that the vendor does not tell: it begins at its oldest event, without an error. */
  async #outage(lastRead: number, now: number): Promise<void> {
    const oldest = now - this.#depth;
    if (lastRead >= oldest) return;
    const reason = 'Nothing was read for longer than the vendor keeps events. Those of this time are lost.';
    await this.#note(now, [{ from: lastRead, to: oldest, reason }]);
  }

  async #note(now: number, gaps: readonly Gap[]): Promise<void> {
    await this.#store.commit({
      connection: this.#connection,
      stream: `${this.#stream}:read`,
      events: [],
      cursor: String(now),
      gaps,
      receivedTime: now,
    });
  }

  /** The server does not know the cursor any more: records the hole and goes on from the newest time that loses least. */
  async cursorRejected(firstSince: number, now: number): Promise<void> {
    const newest = await this.#store.newestTime(this.#connection, this.#stream);
    const since = newest === undefined ? firstSince : newest - MARGIN;
    await this.#remember(since, now, newest);
  }

  async #remember(since: number, now: number, gapFrom: number | undefined): Promise<void> {
    await this.#store.commit({
      connection: this.#connection,
      stream: `${this.#stream}:since`,
      events: [],
      cursor: String(Math.round(since)),
      receivedTime: now,
      ...(gapFrom !== undefined && {
        gaps: [
          {
            from: gapFrom,
            to: now,
            reason: 'The server rejected the stored position. Events of this time may be missing.',
          },
        ],
      }),
    });
  }
}
