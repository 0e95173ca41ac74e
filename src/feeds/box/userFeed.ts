import { rest } from '../../base/watchdog.ts';
import { clampServerDelay } from '../../net/backoff.ts';
import type { Feed, FeedContext, FeedSignal, ReadOptions } from '../feed.ts';
import { opening } from '../opening.ts';
import type { BoxApi } from './api.ts';
import { drain, OWN_POSITION_REFUSED, PACE, positionOfNow } from './drain.ts';
import { userStreamType } from './options.ts';
import { isZero } from './position.ts';
import { type PollResult, poll, type RealtimeServer, realtimeServer } from './realtime.ts';

/** A request that brought nothing costs so much time: at most one a second, ms. */
const PRICE = 1_000;
/** A long poll that ends at once and for nothing, again and again, is given ever more time, up to this, ms. */
const LONGEST_REST = 60_000;

/** One user's events: a long poll says when there is something, pages bring it. */
export class UserFeed implements Feed {
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
    const { clock, endpoint, config } = this.#context;
    const query = { stream_type: userStreamType(config.options) };
    const shared = { api: this.#api, clock, signal, query, pace: this.#pace, caughtUp: true };
    let at = cursor;
    if (at === undefined && since === undefined) {
      at = await positionOfNow(this.#api, query, signal);
      yield { kind: 'batch', batch: { events: [], quarantined: [], cursor: at } };
    }
    let server: RealtimeServer | undefined;
    let polls = 0;
    let inVain = 0;
    for (;;) {
      const began = clock.now();
      // Without a position: from the oldest event that there is, less what was before the time that is asked for.
      const first = at === undefined && since !== undefined;
      const drained = yield* drain({
        ...shared,
        from: at ?? '0',
        cursorOf: (position) => position,
        ...(first && { keep: ({ time }) => time >= since, cursorFromFirstKept: true }),
      });
      at = drained.position ?? '0';
      let price = drained.events > 0 ? PRICE : 2 * PRICE;
      if (server === undefined || polls >= server.polls || clock.now() >= server.until) {
        server = realtimeServer(await this.#api.servers(signal), endpoint, clock.now());
        polls = 0;
        price += PRICE;
      }
      polls++;
      const result = await poll(this.#context, server, isZero(at) ? undefined : at, signal);
      if (result.kind === 'over') server = undefined;
      const due = price - (clock.now() - began);
      inVain = due > 0 && drained.events === 0 ? inVain + 1 : 0;
      await rest(clock, restAfter(result, due, inVain), signal);
      signal.throwIfAborted();
    }
  }
}

/** ms. */
function restAfter({ delay }: PollResult, due: number, inVain: number): number {
  const own = inVain > 1 ? Math.min(LONGEST_REST, due * 2 ** Math.min(inVain - 1, 10)) : due;
  return Math.max(own, delay === undefined ? 0 : clampServerDelay(delay));
}
