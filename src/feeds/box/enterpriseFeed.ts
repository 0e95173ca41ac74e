import { rest } from '../../base/watchdog.ts';
import type { DecodedEvent } from '../../model/event.ts';
import type { Feed, FeedContext, FeedSignal, ReadOptions } from '../feed.ts';
import type { BoxApi, Query } from './api.ts';
import { type Drained, type DrainOptions, drain, PACE, positionOfNow } from './drain.ts';
import { opening } from './opening.ts';
import { pollInterval } from './options.ts';

/** The history lags behind what happens by about a minute: only after so long does it hold all that came before, ms. */
const SETTLED = 120_000;
/** How often it is looked at until then, ms: Box recommends a minute. */
const LOOK = 60_000;
/** Events come into the history late, also behind ones that were read: of the time before the beginning so much is read anew at each look, ms. */
const LATE = 600_000;

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
    return opening(this.#signals(options), options);
  }

  async *#signals({ cursor, since, signal }: ReadOptions): AsyncGenerator<FeedSignal, void, void> {
    let at = cursor ?? (yield* this.#begin(since, signal));
    for (;;) {
      ({ position: at = at } = yield* this.#drain({
        query: LIVE,
        from: at,
        cursorOf: (position) => position,
        ...{ caughtUp: true, signal },
      }));
      await this.#interval(signal);
    }
  }

  /**
   * Takes the live position first, then reads what lies before it while the live stream goes on, and gives the position away only when nothing can be missing: a drop before that
   * begins again.
   */
  async *#begin(since: number | undefined, signal: AbortSignal): AsyncGenerator<FeedSignal, string, void> {
    const { clock } = this.#context;
    const began = clock.now();
    let live = await positionOfNow(this.#api, LIVE, signal);
    if (since !== undefined) {
      for (let look = 0, last = false; !last; look++) {
        last = look * LOOK >= SETTLED;
        yield* this.#history(look === 0 ? since : Math.max(since, began - LATE), since, signal);
        do {
          ({ position: live = live } = yield* this.#drain({ query: LIVE, from: live, ...{ caughtUp: true, signal } }));
          if (!last) await this.#interval(signal);
        } while (!last && clock.now() < began + (look + 1) * LOOK);
      }
    }
    yield { kind: 'batch', batch: { events: [], quarantined: [], cursor: live } };
    return live;
  }

  #history(from: number, since: number, signal: AbortSignal): AsyncGenerator<FeedSignal, Drained, void> {
    return this.#drain({
      query: { stream_type: 'admin_logs', created_after: new Date(from).toISOString() },
      keep: ({ time }) => time >= since,
      ...{ caughtUp: false, signal },
    });
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
