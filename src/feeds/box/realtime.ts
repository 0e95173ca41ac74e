import { boundedText } from '../../net/boundedText.ts';
import { withWatchdog } from '../../net/deadline.ts';
import { isLoopback } from '../../net/endpoint.ts';
import { FetchError, toFetchError } from '../../net/fetchError.ts';
import { guardedFetch } from '../../net/guardedFetch.ts';
import { retryAfter } from '../../net/retryAfter.ts';
import { type FeedContext, FeedError } from '../feed.ts';
import { isObject, type JsonObject, list, objectIn, text } from '../json.ts';

const DOMAIN = '.realtime.services.box.net';
/** VS Code's `fetch` drops an answer that is silent for 300 s: ask again before that, ms. */
const LONGEST_POLL = 240_000;
const MAX_BODY = 65_536;
/** What every sample says; used where a server says nothing usable. */
const DEFAULTS = { minutes: 10, polls: 10, seconds: 610 } as const;

/** A long-poll server: where to ask, how often, and until when. */
export interface RealtimeServer {
  /** A capability: whoever has it learns when something changes. Never logged. */
  readonly url: URL;
  readonly polls: number;
  /** ms since the epoch. */
  readonly until: number;
  /** How long one poll may take, ms. */
  readonly patience: number;
}

/** The server that `OPTIONS /2.0/events` named. Throws a {@link FeedError}. */
export function realtimeServer(body: string, endpoint: string, now: number): RealtimeServer {
  const entry = list(parse(body), 'entries').find(
    (each): each is JsonObject => isObject(each) && each.type === 'realtime_server',
  );
  const named = entry && text(entry, 'url');
  if (entry === undefined || named === undefined)
    throw new FeedError('protocol', 'Box named no server for the long poll. Events are read at each try nevertheless.');
  const url = trusted(named, endpoint);
  if (url === undefined)
    throw new FeedError(
      'protocol',
      'The long-poll address that the server named is not one of Box, so it was not asked. Events are read at each try nevertheless.',
    );
  return {
    url,
    polls: Math.max(1, Math.floor(positive(entry.max_retries, DEFAULTS.polls))),
    until: now + positive(entry.ttl, DEFAULTS.minutes) * 60_000,
    patience: Math.min(LONGEST_POLL, positive(entry.retry_timeout, DEFAULTS.seconds) * 1_000),
  };
}

/** Only Box's own servers, by https; the simulator's on loopback when the endpoint is there too. */
function trusted(named: string, endpoint: string): URL | undefined {
  const url = URL.parse(named);
  if (url === null || url.username !== '' || url.password !== '') return undefined;
  const home = new URL(endpoint);
  if (isLoopback(home.hostname) && url.origin === home.origin) return url;
  if (!url.hostname.endsWith(DOMAIN) || !/^https?:$/.test(url.protocol)) return undefined;
  // The documentation shows http, servers have shown https: a port that was named for http means nothing then.
  if (url.protocol === 'http:') {
    url.protocol = 'https:';
    url.port = '';
  }
  return url;
}

/** Numbers come as numbers and as texts. */
function positive(value: unknown, otherwise: number): number {
  const number =
    typeof value === 'number' || (typeof value === 'string' && value.trim() !== '') ? Number(value) : Number.NaN;
  return Number.isFinite(number) && number > 0 ? number : otherwise;
}

/** `changed`: there is something to read. `quiet`: nothing was said in time. `over`: ask for another server. */
export interface PollResult {
  readonly kind: 'changed' | 'quiet' | 'over';
  /** ms that the server asked to wait. */
  readonly delay?: number | undefined;
}

/**
 * One long poll, without the token: the address alone is enough, and other clients send none. With the position a server answers at once where that is old; nobody
 * promised that. A poll that fails is no failure of the stream: the pages that are read next tell whether Box can be reached.
 */
export async function poll(
  { fetch, clock, log }: FeedContext,
  server: RealtimeServer,
  position: string | undefined,
  signal: AbortSignal,
): Promise<PollResult> {
  const url = new URL(server.url);
  // The address's own query stays as it is, to the letter.
  if (position !== undefined)
    url.search += `${url.search === '' ? '?' : '&'}stream_position=${encodeURIComponent(position)}`;
  try {
    return await withWatchdog(clock, server.patience, signal, async (inner) => {
      const response = await guardedFetch(fetch, url.origin, url, { signal: inner });
      const body = await boundedText(response.body, MAX_BODY);
      if (response.status === 200 && parse(body).message === 'new_change') return { kind: 'changed' };
      log.debug(`The long poll ended (HTTP ${response.status}).`);
      return { kind: 'over', delay: retryAfter(response.headers, clock.now()) };
    });
  } catch (error) {
    signal.throwIfAborted();
    const { kind, message } = toFetchError(error);
    log.debug(`The long poll ended (${kind}): ${message}`);
    return { kind: error instanceof FetchError && kind === 'timeout' ? 'quiet' : 'over' };
  }
}

/** What is not JSON says nothing that is understood. */
function parse(body: string): JsonObject {
  return objectIn(body) ?? {};
}
