import { rest } from '../../base/watchdog.ts';
import type { Feed, FeedContext, FeedSignal, ReadOptions } from '../feed.ts';
import { opening } from '../opening.ts';
import { RecentIds } from '../recentIds.ts';
import type { DruvaApi } from './api.ts';
import { placeOf } from './cursor.ts';
import { drain, PACE } from './drain.ts';
import { pollInterval } from './options.ts';
import type { StreamProtocol } from './streams.ts';

/**
 * One of Druva's event streams, polled. Druva knows no times: without a tracker it replays all that it has, of which only what is not older than `since` is passed
 * on; the tracker is followed either way.
 */
export class DruvaFeed implements Feed {
  readonly #context: FeedContext;
  readonly #api: DruvaApi;
  readonly #protocol: StreamProtocol;
  readonly #pace: number;

  /** `pace`: ms between pages that bring events. */
  constructor(context: FeedContext, api: DruvaApi, protocol: StreamProtocol, pace = PACE) {
    this.#context = context;
    this.#api = api;
    this.#protocol = protocol;
    this.#pace = pace;
  }

  read(options: ReadOptions): AsyncIterable<FeedSignal> {
    return opening(this.#signals(options), options, 'Druva refused a position that it had just given.');
  }

  async *#signals({ cursor, since, signal }: ReadOptions): AsyncGenerator<FeedSignal, void, void> {
    const { clock, config, log } = this.#context;
    const shared = { api: this.#api, protocol: this.#protocol, clock, log, signal };
    const recent = new RecentIds();
    const begin =
      cursor === undefined ? { tracker: undefined, floor: Math.round(since ?? clock.now()) } : placeOf(cursor);
    for (let at = { ...begin, isExpired: false }; ; ) {
      const drained = yield* drain({ ...shared, recent, pace: this.#pace }, at);
      at = drained;
      const interval = pollInterval(config);
      yield { kind: 'alive', heartbeat: true, caughtUp: drained.caughtUp, next: clock.now() + interval };
      await rest(clock, interval, signal);
      signal.throwIfAborted();
    }
  }
}
