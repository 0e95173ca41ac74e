import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../base/clock.ts';
import { rest } from '../../base/watchdog.ts';
import type { DecodedEvent } from '../../model/event.ts';
import { contentHash } from '../contentHash.ts';
import { FeedError, type FeedSignal } from '../feed.ts';
import { RecentIds } from '../recentIds.ts';
import { type BoxApi, PageTooLarge, type Query } from './api.ts';
import { decodePage, type Page } from './page.ts';

/** Box's largest page. */
const LIMIT = 500;
/** Pages that bring events follow each other at most so often, ms: Box's limit is 1,000 calls a minute. */
export const PACE = 100;
export const OWN_POSITION_REFUSED = 'Box refused a stream position that it had just given.';
/** Between tries of ever smaller pages, ms. */
const SMALLER = 1_000;
/** Behind a page that brought nothing new, ms; and how many of those may follow each other where they are passed over. */
const REPEATED = 1_000;
const REPEATS = 30;

export interface DrainOptions {
  readonly api: BoxApi;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly query: Query;
  /** Where to begin; missing at the beginning of what the query asks for. */
  readonly from?: string | undefined;
  /** Turns a page's position into the cursor that covers it; without it no cursor is given, and the stored one stays where it is. */
  readonly cursorOf?: ((position: string) => string) | undefined;
  /** Events to pass on; all when missing. */
  readonly keep?: ((event: DecodedEvent) => boolean) | undefined;
  /** Cursors are given only from the first event on that is passed on, or from the end: who begins again then begins at the same place. */
  readonly cursorFromFirstKept?: boolean;
  /** A page whose events are all of this sort is the last one. */
  readonly isBeyond?: ((event: DecodedEvent) => boolean) | undefined;
  /** A page without anything new is not the last one if its position advances: for streams that are done with when they end. */
  readonly passRepeats?: boolean;
  /** Whether its end means that there is nothing more for now. */
  readonly caughtUp: boolean;
  /** ms between pages that bring events. */
  readonly pace: number;
}

export interface Drained {
  readonly position: string | undefined;
  /** How many entries came that had not come before. */
  readonly events: number;
}

/**
 * Reads pages until there is nothing more. A short page is not the end: that is an empty page, or one that brings nothing new. A page with events moves the position, an
 * empty one does so unless it says 0; a position is never made up. As soon as a page tells where the next one begins, that is asked for, while this one is decoded and stored.
 */
export async function* drain(options: DrainOptions): AsyncGenerator<FeedSignal, Drained, void> {
  const { clock, pace } = options;
  const recent = new RecentIds();
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  let at = options.from;
  let limit = LIMIT;
  let total = 0;
  let repeated = 0;
  let kept = !options.cursorFromFirstKept;
  let asking = ask(options, at, limit, 0, signal);
  try {
    for (let pages = 0; ; pages++) {
      const { page, asked } = await asking;
      if (page === undefined) {
        limit = Math.max(1, Math.floor(limit / 10));
        asking = ask(options, at, limit, SMALLER, signal);
        continue;
      }
      const next = page.position === undefined || page.isZero ? at : page.position;
      const cursor = next === undefined || next === at ? undefined : options.cursorOf?.(next);
      // Behind a page that was a repeat, it is first seen what this one is.
      const isAhead = !page.isEmpty && page.isWhole && next !== at && repeated === 0;
      if (isAhead) asking = ask(options, next, limit, pace - (clock.now() - asked), signal);
      let fresh = 0;
      let beyond = true;
      let parts = 0;
      for (const part of decodePage(page, cursor, asked)) {
        if (parts++ > 0) await setImmediate(); // A large page: let others have the thread.
        for (const event of part.events) {
          if (recent.add(event.id)) fresh++;
          beyond &&= options.isBeyond?.(event) ?? false;
        }
        // What does not decode may be new as well: such a page is not the end either.
        for (const { raw } of part.quarantined) if (recent.add(contentHash(raw))) fresh++;
        beyond &&= part.quarantined.length === 0;
        const events = options.keep ? part.events.filter(options.keep) : part.events;
        kept ||= events.length > 0 || page.isEmpty;
        const said = signalOf({ ...part, events }, kept);
        if (said.kind === 'batch' || !page.isEmpty) yield said;
      }
      total += fresh;
      if (page.isEmpty) {
        yield { kind: 'alive', heartbeat: true, caughtUp: options.caughtUp };
        return { position: next, events: total };
      }
      if (!page.isWhole)
        throw new FeedError('protocol', 'Box sent a page that breaks off. What could be read of it is stored.');
      const isRepeat = fresh === 0 && pages > 0;
      if (beyond || (isRepeat && (next === at || !options.passRepeats))) return { position: next, events: total };
      if (next === at)
        throw new FeedError('protocol', 'Box sent events with a position that does not advance. What came is stored.');
      repeated = isRepeat ? repeated + 1 : 0;
      if (repeated > REPEATS)
        throw new FeedError('protocol', 'Box sends the same events again and again. What came is stored.');
      at = next;
      if (!isAhead) asking = ask(options, at, limit, (isRepeat ? REPEATED : pace) - (clock.now() - asked), signal);
    }
  } finally {
    stop.abort();
  }
}

interface Answer {
  /** `undefined`: fewer events have to be asked for. */
  readonly page: Page | undefined;
  /** When it was asked for, ms since the epoch. */
  readonly asked: number;
}

/** A page at a position, after `wait` ms. Nobody may be waiting yet when it fails: who asks hears of it later. */
function ask(
  { api, clock, query }: DrainOptions,
  at: string | undefined,
  limit: number,
  wait: number,
  signal: AbortSignal,
): Promise<Answer> {
  const answer = async () => {
    await rest(clock, wait, signal);
    signal.throwIfAborted();
    const asked = clock.now();
    const whole = { ...query, limit: String(limit), ...(at !== undefined && { stream_position: at }) };
    return { page: await smallEnough(api.page(whole, signal), limit), asked };
  };
  const asking = answer();
  asking.catch(() => undefined);
  return asking;
}

type Batch = Extract<FeedSignal, { kind: 'batch' }>['batch'];

function signalOf({ cursor, ...batch }: Batch, withCursor: boolean): FeedSignal {
  const moved = withCursor && cursor !== undefined;
  if (!moved && batch.events.length + batch.quarantined.length === 0)
    return { kind: 'alive', heartbeat: false, caughtUp: false };
  return { kind: 'batch', batch: { ...batch, ...(moved && { cursor }) } };
}

/** `undefined`: fewer events have to be asked for. */
async function smallEnough(page: Promise<Page>, limit: number): Promise<Page | undefined> {
  try {
    return await page;
  } catch (error) {
    if (error instanceof PageTooLarge && limit > 1) return undefined;
    throw error;
  }
}

/** The position after everything that has happened. */
export async function positionOfNow(api: BoxApi, query: Query, signal: AbortSignal): Promise<string> {
  const { position } = await api.page({ ...query, stream_position: 'now', limit: '1' }, signal);
  if (position === undefined) throw new FeedError('protocol', 'Box did not say where its events stand now.');
  return position;
}
