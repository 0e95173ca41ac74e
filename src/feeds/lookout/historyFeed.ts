import type { TokenSource } from '../../net/token.ts';
import {
  type Batch,
  type Feed,
  type FeedContext,
  FeedError,
  type FeedSignal,
  type HistoryRange,
  type ReadOptions,
} from '../feed.ts';
import { type HistoryPoint, historyCursor, historyPoint } from '../historyCursor.ts';
import { headingOf } from './decode.ts';
import { LookoutFeed, WATCHDOG } from './feed.ts';

/** How far back Lookout replays, ms; what is asked for before that silently begins there. */
export const KEPT = 10 * 86_400_000;
/** What is chosen as the last ten days is asked for moments later; less than this is no hole, ms. */
const TOLERANCE = 600_000;
/** Heartbeats alone for so long mean that no more of the past comes: one may slip in between two frames, ms. */
const QUIET = 8_000;
/** Before the first event: the server may be busy looking for it, ms. */
const QUIET_AT_FIRST = 20_000;
/** The order is that of ids, and exact to a second. */
const DISORDER = 1_000;
/** So many events in a row from behind the time are its end. A single one may just tell a wrong time. */
const BEYOND = 100;
/** After so many streams in a row that the server ended before they brought anything there is no other try: it may allow a key only one. */
const FRUITLESS = 3;

/**
 * The events of a time: the stream, replayed from `start_time` on, in a connection of its own that is closed when what comes lies behind the time or the server
 * has nothing more. Its cursor (see `historyCursor`) holds that of the stream; the last one says that all is read. What Lookout sends from outside of the time is left out.
 *
 * Whether a key may have two streams is not documented, so the live one has precedence: where this one is not let live, it gives up.
 */
export class HistoryFeed implements Feed {
  readonly #context: FeedContext;
  readonly #stream: Feed;
  readonly #range: HistoryRange;
  readonly #wanted: ReadonlySet<string> | undefined;
  #fruitless = 0;

  constructor(context: FeedContext, tokens: TokenSource, range: HistoryRange) {
    const { types: _, ...config } = context.config;
    const { types } = range;
    this.#context = context;
    this.#stream = new LookoutFeed({ ...context, config: { ...config, ...(types && { types }) } }, tokens);
    this.#range = range;
    this.#wanted = types && new Set(types.map(headingOf));
  }

  async *read({ cursor, signal }: ReadOptions): AsyncGenerator<FeedSignal, void, void> {
    let point = historyPoint(cursor, this.#range);
    if (!point.done) {
      const hole = this.#hole(point);
      if (hole) {
        point = { ...point, reached: hole.gaps[0].to };
        yield { kind: 'batch', batch: { ...hole, cursor: historyCursor(point) } };
      }
      const now = this.#context.clock.now();
      const reached = this.#range.before <= now - KEPT ? point : yield* this.#replay(point, signal);
      if (!reached) return;
      const done = historyCursor({ ...reached, done: true });
      yield { kind: 'batch', batch: { events: [], quarantined: [], cursor: done } };
    }
    yield { kind: 'end', why: 'end' };
  }

  /** Returns how far it came when all is read; `undefined` when the stream ended before that. */
  async *#replay(from: HistoryPoint, signal: AbortSignal): AsyncGenerator<FeedSignal, HistoryPoint | undefined, void> {
    const { clock } = this.#context;
    const { position } = from;
    let point = from;
    /** Events in a row from behind the time. */
    let beyond = 0;
    let brought = false;
    let busy = clock.now();
    let heard = busy;
    const isQuiet = () => clock.now() - busy >= (brought ? QUIET : QUIET_AT_FIRST);
    const start = position === undefined ? { since: this.#range.after } : { cursor: position };
    for await (const said of this.#stream.read({ ...start, signal })) {
      // Longer than the stream may be silent: the machine slept, and what was in the socket before that says nothing of now.
      if (clock.now() - heard > WATCHDOG) busy = clock.now();
      switch (said.kind) {
        case 'open':
          yield said;
          busy = clock.now();
          break;
        case 'alive':
          yield said;
          if (said.caughtUp && isQuiet()) return point;
          break;
        case 'batch': {
          const { batch } = said;
          const before = beyond;
          for (const { time } of batch.events) {
            beyond = time > this.#range.before + DISORDER ? beyond + 1 : 0;
            if (time <= this.#range.before) point = { ...point, reached: Math.max(time, point.reached ?? time) };
          }
          if (batch.cursor !== undefined) point = { ...point, position: batch.cursor };
          yield { kind: 'batch', batch: this.#within(batch, batch.cursor === undefined ? undefined : point) };
          // A live event now and then is no sign that more of the past comes. The time counts from when this was taken, which may have waited for the store.
          if (beyond < before + batch.events.length || batch.quarantined.length > 0) {
            busy = clock.now();
            brought = true;
          } else if (beyond >= BEYOND || isQuiet()) return point;
          break;
        }
        case 'end':
          this.#ended(said.why, brought);
          // The server's own `end` is about its socket, not about the time.
          yield said.why === 'end' ? { ...said, why: 'reconnect' } : said;
          return undefined;
      }
      heard = clock.now();
    }
    return undefined;
  }

  #within({ events, quarantined }: Batch, point: HistoryPoint | undefined): Batch {
    const { after, before } = this.#range;
    return {
      events: events.filter(({ time, type }) => time >= after && time <= before && (this.#wanted?.has(type) ?? true)),
      quarantined,
      ...(point && { cursor: historyCursor(point) }),
    };
  }

  /** What the vendor has let go of, where it was not read before. */
  #hole({ reached }: HistoryPoint) {
    const from = reached ?? this.#range.after;
    const oldest = this.#context.clock.now() - KEPT;
    if (from + TOLERANCE >= oldest || from >= this.#range.before) return undefined;
    const reason =
      'The vendor keeps events of this time no longer. Those that were neither streamed nor loaded before are missing.';
    const gap = { from, to: Math.min(oldest, this.#range.before), reason };
    return { events: [], quarantined: [], gaps: [gap] as const };
  }

  #ended(why: Extract<FeedSignal, { kind: 'end' }>['why'], brought: boolean): void {
    if (why === 'slept') return;
    this.#fruitless = brought ? 0 : this.#fruitless + 1;
    if (this.#fruitless < FRUITLESS) return;
    this.#fruitless = 0;
    throw new FeedError(
      'forbidden',
      'Lookout ended the stream of the history again and again before it brought anything. It may allow a key only one stream at a time: disconnect, and load again.',
    );
  }
}
