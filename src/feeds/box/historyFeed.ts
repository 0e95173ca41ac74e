import type { Feed, FeedContext, FeedSignal, HistoryRange, ReadOptions } from '../feed.ts';
import { historyCursor, historyPoint } from '../historyCursor.ts';
import { opening } from '../opening.ts';
import type { BoxApi } from './api.ts';
import { drain, OWN_POSITION_REFUSED, PACE } from './drain.ts';
import { typeFilter } from './enterpriseFeed.ts';

/**
 * The enterprise events of a time: `admin_logs`, page after page, then an `end`. Its cursor (see `historyCursor`) names the time too, so that a job that was cut off
 * is known by it; the last one says that all is read. What Box sends from outside of the time is left out.
 */
export class HistoryFeed implements Feed {
  readonly #context: FeedContext;
  readonly #api: BoxApi;
  readonly #range: HistoryRange;
  readonly #pace: number;

  /** `pace`: ms between pages that bring events. */
  constructor(context: FeedContext, api: BoxApi, range: HistoryRange, pace = PACE) {
    this.#context = context;
    this.#api = api;
    this.#range = range;
    this.#pace = pace;
  }

  read(options: ReadOptions): AsyncIterable<FeedSignal> {
    return opening(this.#signals(options), options, OWN_POSITION_REFUSED);
  }

  async *#signals({ cursor, signal }: ReadOptions): AsyncGenerator<FeedSignal, void, void> {
    const { clock } = this.#context;
    const range = this.#range;
    const point = historyPoint(cursor, range);
    if (!point.done) {
      const { after, before } = range;
      const filter = typeFilter(range.types);
      const { position } = yield* drain({
        ...{ api: this.#api, clock, signal, pace: this.#pace },
        query: {
          stream_type: 'admin_logs',
          created_after: new Date(after).toISOString(),
          created_before: new Date(before).toISOString(),
          ...filter.query,
        },
        from: point.position,
        cursorOf: (at) => historyCursor({ range, position: at, done: false }),
        keep: (event) => event.time >= after && event.time <= before && filter.isWanted(event),
        isBeyond: ({ time }) => time > before,
        ...{ passRepeats: true, caughtUp: false },
      });
      const done = historyCursor({ range, ...(position !== undefined && { position }), done: true });
      yield { kind: 'batch', batch: { events: [], quarantined: [], cursor: done } };
    }
    yield { kind: 'end', why: 'end' };
  }
}
