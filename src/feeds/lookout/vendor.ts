import { toFeedError } from '../failure.ts';
import { type Feed, type FeedContext, FeedError, type Vendor } from '../feed.ts';
import { LOOKOUT_TYPES, LookoutFeed } from './feed.ts';
import { HistoryFeed, KEPT } from './historyFeed.ts';
import { stateOf } from './stateOf.ts';
import { lookoutTokens } from './token.ts';

const LABELS: Readonly<Record<(typeof LOOKOUT_TYPES)[number], string>> = {
  DEVICE: 'Devices',
  THREAT: 'Threats',
  AUDIT: 'Audit',
  SMISHING_ALERT: 'Smishing alerts',
};

export const lookout: Vendor = {
  system: 'lookout',
  label: 'Lookout Mobile Endpoint Security',
  defaultEndpoint: 'https://api.lookout.com',
  questions: [],
  credentialParts: () => [{ id: 'key', kind: 'line', label: 'application key' }],
  types: () => LOOKOUT_TYPES.map((value) => ({ value, label: LABELS[value] })),
  replayDepth: KEPT,
  open: (context): ReadonlyMap<string, Feed> => new Map([['events', new LookoutFeed(context, lookoutTokens(context))]]),
  history: {
    depth: () => KEPT,
    open: (context, range): Feed => new HistoryFeed(context, lookoutTokens(context), range),
  },
  stateOf,

  async test(context: FeedContext, signal: AbortSignal): Promise<void> {
    const done = new AbortController();
    const feed = new LookoutFeed(context, lookoutTokens(context));
    try {
      // Without a position the stream starts now: nothing is replayed, and the answer's headers prove endpoint, key and permission.
      for await (const first of feed.read({ signal: AbortSignal.any([signal, done.signal]) })) {
        if (first.kind === 'open') return;
      }
      signal.throwIfAborted();
      throw new FeedError('network', 'The stream ended before it began. Try again.');
    } catch (error) {
      signal.throwIfAborted();
      throw toFeedError(error);
    } finally {
      done.abort();
    }
  },
};
