import { setImmediate } from 'node:timers/promises';
import { rest } from '../../base/watchdog.ts';
import type { DecodedEvent } from '../../model/event.ts';
import { contentHash } from '../contentHash.ts';
import { decodeFrame } from '../decodeFrame.ts';
import { type Batch, FeedError, type FeedSignal, type Logger } from '../feed.ts';
import type { RecentIds } from '../recentIds.ts';
import { cursorOf, type Place } from './cursor.ts';
import { decodeEvent } from './decode.ts';
import { EVENTS, type Page } from './page.ts';
import { type AskOptions, pageAfter } from './pageAfter.ts';

/** Pages that bring events follow each other at most so often, ms. */
export const PACE = 500;
/** Pages that bring nothing new, ms. */
const IN_VAIN = 1_000;
/** So many of those in a row, and the rest waits for the next poll. */
const MOST_IN_VAIN = 20;

const EXPIRED =
  'The stored position had expired. Druva was asked for the next events that it has; before them some may be missing.';

export interface DrainOptions extends AskOptions {
  /** ms between pages that bring events. */
  readonly pace: number;
  /** Of all that this reading brought. */
  readonly recent: RecentIds;
  readonly log: Logger;
}

/** How far a drain came. */
export interface Drained extends Place {
  /** The tracker works only if Druva is asked to ignore its expiry. */
  readonly isExpired: boolean;
  readonly caughtUp: boolean;
}

/**
 * Reads pages until Druva has no more for now. A tracker is taken over only with its page, and never replaced by none; a page that promises more but does not lead on ends
 * the drain until the next poll.
 */
export async function* drain(
  options: DrainOptions,
  from: Omit<Drained, 'caughtUp'>,
): AsyncGenerator<FeedSignal, Drained, void> {
  const { clock, signal, pace, protocol } = options;
  let at = from;
  for (let inVain = 0; ; ) {
    const asked = clock.now();
    const { page, isPastExpiry } = await pageAfter(options, at.tracker, at.isExpired);
    const moved = page.tracker !== undefined && page.tracker !== at.tracker;
    const caughtUp = page.isWhole && (!page.hasMore || (page.isEmpty && !moved));
    const tracker = page.tracker ?? at.tracker;
    // Without a tracker of its own the last page comes again, with all that is older.
    const isBehind = caughtUp && tracker !== undefined && (page.isEmpty || page.tracker !== undefined);
    const next = { tracker, floor: isBehind ? undefined : at.floor, isExpired: isPastExpiry && !moved };
    const cursor = moved || next.floor !== at.floor ? cursorOf(next) : undefined;
    // A position that has expired at a silent tenant leads to an empty page: then nothing is known to be missing. A page that breaks off is asked for again.
    const isHole = isPastExpiry && !at.isExpired && page.isWhole && (page.hasMore || !page.isEmpty);
    const gap = isHole ? EXPIRED : undefined;
    const fresh = yield* pass(page, { cursor, floor: at.floor, gap, asked }, options);
    if (!page.isWhole)
      throw new FeedError('protocol', 'Druva sent a page that breaks off. What could be read of it is stored.');
    at = next;
    if (caughtUp) return { ...at, caughtUp };
    inVain = fresh ? 0 : inVain + 1;
    if (!moved || inVain >= MOST_IN_VAIN) {
      options.log.warn(
        `Druva promises more events (${protocol.name}), but its pages do not lead on. The next poll tries again.`,
      );
      return { ...at, caughtUp };
    }
    await rest(clock, (fresh ? pace : Math.max(pace, IN_VAIN)) - (clock.now() - asked), signal);
    signal.throwIfAborted();
  }
}

interface Passing {
  readonly cursor: string | undefined;
  readonly floor: number | undefined;
  readonly gap: string | undefined;
  /** When the page was asked for, ms since the epoch. */
  readonly asked: number;
}

/** Passes a page on in slices, the last one with its cursor. Returns whether it brought anything new. */
async function* pass(
  page: Page,
  { cursor, floor, gap, asked }: Passing,
  { protocol, recent }: DrainOptions,
): AsyncGenerator<FeedSignal, boolean, void> {
  let fresh = false;
  let parts = 0;
  const decode = (raw: string) => decodeEvent(raw, asked, protocol.kind);
  const batches = decodeFrame(page.events, EVENTS, cursor, decode);
  let next = page.isEmpty ? undefined : batches.next();
  if (page.isEmpty && (cursor !== undefined || gap !== undefined))
    yield {
      kind: 'batch',
      batch: {
        events: [],
        quarantined: [],
        ...(cursor !== undefined && { cursor }),
        ...(gap !== undefined && { gap }),
      },
    };
  while (next && !next.done) {
    if (parts++ > 0) await setImmediate(); // A large page: let others have the thread.
    const batch: Batch = next.value;
    next = batches.next();
    const events: DecodedEvent[] = [];
    let count = 0;
    let time = Number.NEGATIVE_INFINITY;
    for (const event of batch.events) {
      const isNew = recent.add(event.id);
      fresh ||= isNew;
      if (floor === undefined || event.time >= floor) events.push(event);
      else if (isNew) {
        count++;
        time = Math.max(time, event.time);
      }
    }
    for (const { raw } of batch.quarantined) if (recent.add(contentHash(raw))) fresh = true;
    const isLast = next.done;
    yield {
      kind: 'batch',
      batch: {
        ...batch,
        events,
        ...(count > 0 && { skipped: { count, time } }),
        ...(isLast && gap !== undefined && { gap }),
      },
    };
  }
  return fresh;
}
