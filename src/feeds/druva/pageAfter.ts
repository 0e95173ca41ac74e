import type { Clock } from '../../base/clock.ts';
import { rest } from '../../base/watchdog.ts';
import { HttpError } from '../../net/httpError.ts';
import { FeedError } from '../feed.ts';
import { type DruvaApi, isRetryable, type Query } from './api.ts';
import type { Page } from './page.ts';
import type { StreamProtocol } from './streams.ts';

/** Before a tracker that was refused is sent once more as it is, ms. */
const ONCE_MORE = 5_000;
/** Between other requests that may bring nothing, ms. */
const NEXT_TRY = 1_000;

export interface AskOptions {
  readonly api: DruvaApi;
  readonly protocol: StreamProtocol;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export interface PageAfter {
  readonly page: Page;
  /** Druva took the tracker only when asked to ignore that it had expired. */
  readonly isPastExpiry: boolean;
}

/**
 * The page behind a tracker, which lives for 48 hours. One that is refused is sent once more, then with the wish to ignore its expiry; the kind `cursor` is thrown when
 * that does not help. How Druva refuses a tracker is not documented: any 400 is taken for it that a request without a tracker does not meet, and a 403 that a new
 * token does not mend may be it.
 */
export async function pageAfter(
  options: AskOptions,
  tracker: string | undefined,
  isExpired: boolean,
): Promise<PageAfter> {
  const { api, protocol, signal } = options;
  const ask = async (query: Query) => await api.page(protocol, query, signal);
  const asIs: Query = tracker === undefined ? protocol.first : { [protocol.parameter]: tracker };
  let refusal: HttpError | undefined;
  try {
    if (!isExpired) return { page: await ask(asIs), isPastExpiry: false };
  } catch (error) {
    refusal = tracker === undefined ? undefined : refusalOf(error);
    if (!refusal) throw api.failure(error, protocol);
  }
  try {
    if (refusal?.status === 400) {
      await pauseFor(ONCE_MORE, options);
      return { page: await ask(asIs), isPastExpiry: false };
    }
  } catch (error) {
    refusal = refusalOf(error);
    if (!refusal) throw api.failure(error, protocol);
  }
  if (refusal) await pauseFor(NEXT_TRY, options);
  try {
    return { page: await ask({ ...asIs, ignoreTrackerExpiry: 'True' }), isPastExpiry: true };
  } catch (error) {
    // A 403 was most likely about permissions, whatever is said now.
    if (refusal?.status === 403) throw api.failure(refusal, protocol);
    const last = refusalOf(error);
    if (last?.status !== 400 || !(await isTrackerRefused(last, refusal, options))) throw api.failure(error, protocol);
    throw new FeedError('cursor', 'Druva does not accept the stored position any more (HTTP 400).', { cause: error });
  }
}

/** A refusal that may be about the tracker. */
function refusalOf(error: unknown): HttpError | undefined {
  if (!(error instanceof HttpError) || isRetryable(error)) return undefined;
  return error.status === 400 || error.status === 403 ? error : undefined;
}

/** Where the words do not say so, the same request without a tracker tells. */
async function isTrackerRefused(last: HttpError, first: HttpError | undefined, options: AskOptions): Promise<boolean> {
  const { api, protocol, signal } = options;
  if ([last, first].some((error) => error !== undefined && /tracker|page[\s_-]?token/i.test(error.excerpt)))
    return true;
  await pauseFor(NEXT_TRY, options);
  try {
    await api.page(protocol, protocol.first, signal);
    return true;
  } catch (error) {
    if (refusalOf(error)?.status === 400) return false;
    throw api.failure(error, protocol); // Nothing is known of the tracker.
  }
}

async function pauseFor(delay: number, { clock, signal }: AskOptions): Promise<void> {
  await rest(clock, delay, signal);
  signal.throwIfAborted();
}
