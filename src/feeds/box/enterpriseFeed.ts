import { rest } from '../../base/watchdog.ts';
import type { DecodedEvent } from '../../model/event.ts';
import { type Feed, type FeedContext, FeedError, type FeedSignal, type ReadOptions } from '../feed.ts';
import { opening } from '../opening.ts';
import type { BoxApi, Query } from './api.ts';
import { type Drained, type DrainOptions, drain, OWN_POSITION_REFUSED, PACE, positionOfNow } from './drain.ts';
import { type FillPoint, fillCursor, readFillCursor } from './fillCursor.ts';
import { pollInterval } from './options.ts';

/** The history lags behind what happens by about a minute: only after so long does it hold all that came before, ms. */
const SETTLED = 120_000;
/** How often it is looked at until then, ms: Box recommends a minute. */
const LOOK = 60_000;
/** Events come into the history late, also behind ones that were read: of the time before the beginning so much is read anew at each look, ms. */
const LATE = 600_000;

/** How long the live stream keeps events: behind an older position it has a hole, ms. */
const LIVE_KEPT = 14 * 86_400_000 - 3_600_000;

const LIVE = { stream_type: 'admin_logs_streaming' } as const;

/** The filter of a connection for the admin streams, for Box and for what Box lets through nevertheless. */
export function typeFilter(types: readonly string[] | undefined): {
  readonly query: Query;
  readonly isWanted: (event: DecodedEvent) => boolean;
} {
  if (types === undefined) return { query: {}, isWanted: () => true };
  const wanted = new Set(types);
  return {
    query: { event_type: types.join(',') },
    isWanted: ({ activity }) => activity !== undefined && wanted.has(activity),
  };
}

/**
 * Enterprise events as they happen: `admin_logs_streaming`, polled. That stream knows no dates: what lies between a time and now is read from the history
 * (`admin_logs`), which has the same events under the same ids.
 */
export class EnterpriseFeed implements Feed {
  readonly #context: FeedContext;
  readonly #api: BoxApi;
  readonly #pace: number;

  /** `pace`: ms between pages that bring events. */
  constructor(context: FeedContext, api: BoxApi, pace = PACE) {
    this.#context = context;
    this.#api = api;
    this.#pace = pace;
  }

  read(options: ReadOptions): AsyncIterable<FeedSignal> {
    return opening(this.#signals(options), options, OWN_POSITION_REFUSED);
  }

  async *#signals({ cursor, since, signal }: ReadOptions): AsyncGenerator<FeedSignal, void, void> {
    const point = cursor === undefined ? undefined : readFillCursor(cursor);
    let at = point || cursor === undefined ? yield* this.#begin(point, since, signal) : cursor;
    for (;;) {
      ({ position: at = at } = yield* this.#live(at, (position) => position, signal));
      await this.#interval(signal);
    }
  }

  /** Where the live stream goes on, when all that lies before is stored. */
  async *#begin(
    point: FillPoint | undefined,
    since: number | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<FeedSignal, string, void> {
    const from = point?.since ?? since;
    const isKept = point !== undefined && this.#context.clock.now() - point.began < LIVE_KEPT;
    const live =
      from === undefined
        ? await positionOfNow(this.#api, LIVE, signal)
        : yield* this.#past(isKept ? point : undefined, from, signal);
    yield { kind: 'batch', batch: { events: [], quarantined: [], cursor: live } };
    return live;
  }

  /** Where Box has let go of the positions of a fill, the past is still there: all of it is read again, and nothing is lost. */
  async *#past(
    point: FillPoint | undefined,
    since: number,
    signal: AbortSignal,
  ): AsyncGenerator<FeedSignal, string, void> {
    const { clock } = this.#context;
    for (let at = point; ; at = undefined) {
      const began = clock.now();
      try {
        at ??= { live: await positionOfNow(this.#api, LIVE, signal), since, began, looks: 0 };
        return yield* this.#fill(at, signal);
      } catch (error) {
        if (!(error instanceof FeedError && error.kind === 'cursor')) throw error;
        if (at !== point) throw new FeedError('protocol', OWN_POSITION_REFUSED, { cause: error });
      }
    }
  }

  /**
   * Reads what lies before a live position that was taken first, while the live stream goes on. Until nothing can be missing the cursor names both places, so that a
   * drop before that costs neither what comes nor what was read.
   */
  async *#fill(from: FillPoint, signal: AbortSignal): AsyncGenerator<FeedSignal, string, void> {
    const { clock } = this.#context;
    for (let point = from; ; ) {
      while (clock.now() < point.began + point.looks * LOOK) point = yield* this.#meanwhile(point, signal);
      yield* this.#history(point, signal);
      if (point.looks * LOOK >= SETTLED) return point.live;
      const { live, since, began, looks } = point;
      point = yield* this.#meanwhile({ live, since, began, looks: looks + 1 }, signal);
    }
  }

  /** The live stream, once. */
  async *#meanwhile(point: FillPoint, signal: AbortSignal): AsyncGenerator<FeedSignal, FillPoint, void> {
    const { position: live = point.live } = yield* this.#live(
      point.live,
      (position) => fillCursor({ ...point, live: position }),
      signal,
    );
    await this.#interval(signal);
    return { ...point, live };
  }

  #history(point: FillPoint, signal: AbortSignal): AsyncGenerator<FeedSignal, Drained, void> {
    const { since, began, looks } = point;
    const from = looks === 0 ? since : Math.max(since, began - LATE);
    return this.#drain({
      query: { stream_type: 'admin_logs', created_after: new Date(from).toISOString() },
      from: point.position,
      cursorOf: (position) => fillCursor({ ...point, position }),
      keep: ({ time }) => time >= since,
      ...{ passRepeats: true, caughtUp: false, signal },
    });
  }

  #live(
    from: string,
    cursorOf: (position: string) => string,
    signal: AbortSignal,
  ): AsyncGenerator<FeedSignal, Drained, void> {
    return this.#drain({ query: LIVE, from, cursorOf, ...{ caughtUp: true, signal } });
  }

  #drain(options: Omit<DrainOptions, 'api' | 'clock' | 'pace'>): AsyncGenerator<FeedSignal, Drained, void> {
    const { clock, config } = this.#context;
    const { query, isWanted } = typeFilter(config.types);
    const { keep = () => true } = options;
    return drain({
      ...options,
      ...{ api: this.#api, clock, pace: this.#pace },
      query: { ...options.query, ...query },
      keep: (event) => isWanted(event) && keep(event),
    });
  }

  async #interval(signal: AbortSignal): Promise<void> {
    await rest(this.#context.clock, pollInterval(this.#context.config), signal);
    signal.throwIfAborted();
  }
}
