import { FetchError } from '../../net/fetchError.ts';
import { toFeedError } from '../failure.ts';
import type { Feed, FeedContext, HistoryRange, Vendor } from '../feed.ts';
import { BoxApi } from './api.ts';
import { positionOfNow } from './drain.ts';
import { EnterpriseFeed } from './enterpriseFeed.ts';
import { filterTypes } from './filterTypes.ts';
import { HistoryFeed } from './historyFeed.ts';
import { isUserStream, QUESTIONS, signInOf, streamName, userStreamType } from './options.ts';
import { SIGN_IN_PARTS } from './refreshToken.ts';
import { stateOf } from './stateOf.ts';
import { UserFeed } from './userFeed.ts';

const DAY = 86_400_000;
/** The live streams keep events for two weeks. Page by page takes time, in which the oldest go: an outage of nearly as long is told as a hole already, ms. */
const LIVE = 14 * DAY - 3_600_000;
/** How long `admin_logs` keeps events, ms. */
const HISTORY = 365 * DAY;

export const box: Vendor = {
  system: 'box',
  label: 'Box',
  defaultEndpoint: 'https://api.box.com',
  questions: QUESTIONS,
  credentialParts: (options) => {
    switch (signInOf(options)) {
      case 'developer':
        return [{ id: 'token', kind: 'line', label: 'developer token' }];
      case 'jwt':
        return [{ id: 'file', kind: 'file', label: 'configuration file' }];
      case 'oauth':
        return SIGN_IN_PARTS;
      case 'ccg':
        return [{ id: 'secret', kind: 'line', label: 'client secret' }];
    }
  },
  // Loaded when somebody signs in: activation has no time for a web server.
  signIn: async (request, signal) =>
    (await import(/* webpackChunkName: "sign-in" */ './signIn.ts')).signIn(request, signal),
  types: (options) => (isUserStream(options) ? [] : filterTypes()),
  replayDepth: LIVE,

  open(context): ReadonlyMap<string, Feed> {
    const { options } = context.config;
    const api = new BoxApi(context);
    const feed = isUserStream(options) ? new UserFeed(context, api) : new EnterpriseFeed(context, api);
    return new Map([[streamName(options), feed]]);
  },

  history: {
    depth: (options) => (isUserStream(options) ? undefined : HISTORY),
    open: (context: FeedContext, range: HistoryRange): Feed => new HistoryFeed(context, new BoxApi(context), range),
  },
  noHistory: () =>
    'Box cannot be asked for a past time of one user. A connection to the enterprise events can load up to a year.',
  stateOf,

  async test(context, signal): Promise<void> {
    const { options } = context.config;
    const stream_type = isUserStream(options) ? userStreamType(options) : 'admin_logs_streaming';
    try {
      // Brings no event; the answer proves token and permission, and the token proves the credential.
      await positionOfNow(new BoxApi(context), { stream_type }, signal);
    } catch (error) {
      signal.throwIfAborted();
      throw error instanceof FetchError ? toFeedError(error) : error;
    }
  },
};
