import { toFeedError } from '../failure.ts';
import type { Feed, Vendor } from '../feed.ts';
import { DruvaApi } from './api.ts';
import { detailsOf } from './details.ts';
import { DruvaFeed } from './feed.ts';
import { initialHistory, QUESTIONS, streamsOf } from './options.ts';
import { stateOf } from './stateOf.ts';
import { PROTOCOLS } from './streams.ts';

const DAY = 86_400_000;

export const druva: Vendor = {
  system: 'druva',
  label: 'Druva',
  defaultEndpoint: 'https://apis.druva.com',
  endpoints: [
    { url: 'https://apis.druva.com', label: 'Public cloud' },
    { url: 'https://govcloudapis.druva.com', label: 'GovCloud' },
  ],
  questions: QUESTIONS,
  credentialParts: () => [{ id: 'secret', kind: 'line', label: 'secret key' }],
  types: () => [],
  initialHistory,
  // How long Druva keeps events is not documented. A tracker that has expired is told when Druva refuses it.
  replayDepth: Number.POSITIVE_INFINITY,
  // Druva states no order: a device that was offline tells late.
  disorder: DAY,
  emptyHint:
    'No event has come so far. In the inSync Management Console under Settings > inSync APIs, "Export Events" must be on, with the categories to export.',
  streamLabel: (stream) => Object.values(PROTOCOLS).find(({ name }) => name === stream)?.label ?? stream,

  open(context): ReadonlyMap<string, Feed> {
    const api = new DruvaApi(context);
    const protocols = streamsOf(context.config.options);
    return new Map(protocols.map((protocol) => [protocol.name, new DruvaFeed(context, api, protocol)]));
  },
  noHistory: () =>
    'Druva cannot be asked for a past time. When a connection is added, it can begin with everything that Druva keeps.',
  stateOf,
  detailsOf,

  async test(context, signal): Promise<void> {
    const api = new DruvaApi(context);
    for (const protocol of streamsOf(context.config.options)) {
      try {
        await api.page(protocol, protocol.first, signal);
      } catch (error) {
        signal.throwIfAborted();
        throw toFeedError(api.failure(error, protocol));
      }
    }
  },
};
