import type { EventStore } from '../store/contract.ts';

/** Where a stream goes on: behind its cursor, or from a point in time. */
export type ResumePoint =
  | { readonly kind: 'cursor'; readonly cursor: string; readonly stored: number }
  | { readonly kind: 'time'; readonly since: number };

/** A replay from a time begins this much before the last stored event; what comes twice is dropped by its id, ms. */
const MARGIN = 60_000;

/**
 * A stream's resume point, kept in the store. Next to the vendor's cursor stands the time from which a run without a cursor began: a connection that drops
 * before its first event then begins at the same time again instead of losing what came meanwhile. The younger of the two counts.
 */
export class ResumePoints {
  readonly #store: EventStore;
  readonly #connection: string;
  readonly #stream: string;

  constructor(store: EventStore, connection: string, stream: string) {
    this.#store = store;
    this.#connection = connection;
    this.#stream = stream;
  }

  async current(firstSince: number, now: number): Promise<ResumePoint> {
    const [cursor, since] = await Promise.all([
      this.#store.cursor(this.#connection, this.#stream),
      this.#store.cursor(this.#connection, this.#sinceKey),
    ]);
    if (cursor && (!since || since.updated <= cursor.updated))
      return { kind: 'cursor', cursor: cursor.cursor, stored: cursor.updated };
    if (since) return { kind: 'time', since: Number(since.cursor) };
    await this.#remember(firstSince, now, undefined);
    return { kind: 'time', since: firstSince };
  }

  /** The server does not know the cursor any more: records the hole and goes on from the newest time that loses least. */
  async cursorRejected(firstSince: number, now: number): Promise<void> {
    const newest = await this.#store.newestTime(this.#connection, this.#stream);
    const since = newest === undefined ? firstSince : newest - MARGIN;
    await this.#remember(since, now, newest);
  }

  get #sinceKey(): string {
    return `${this.#stream}:since`;
  }

  async #remember(since: number, now: number, gapFrom: number | undefined): Promise<void> {
    await this.#store.commit({
      connection: this.#connection,
      stream: this.#sinceKey,
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
