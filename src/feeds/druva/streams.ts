/** Which endpoint a record was read from: `insync` is inSync's own, `platform` that of all products, `realize` that of Cyber Resilience. */
export type DruvaStream = 'insync' | 'platform' | 'realize';

/** How one endpoint is asked for events, and what its pages call their members. */
export interface StreamProtocol {
  readonly kind: DruvaStream;
  /** The stream's name in the store. */
  readonly name: string;
  /** What Druva calls it. */
  readonly label: string;
  readonly path: string;
  /** The query parameter that takes a tracker; it is called otherwise in answers. */
  readonly parameter: string;
  readonly tracker: string;
  /** The member that says whether there is another page; where it has none, what its pages look like does. */
  readonly more?: string;
  /** A page of so many events is followed by another. */
  readonly fullPage: number;
  /** Sent as long as there is no tracker. */
  readonly first: Readonly<Record<string, string>>;
}

/** Sources: Druva's event API pages and its specification of inSync's events. */
export const PROTOCOLS: Readonly<Record<DruvaStream, StreamProtocol>> = {
  insync: {
    kind: 'insync',
    name: 'insync',
    label: 'inSync',
    path: '/insync/eventmanagement/v2/events',
    parameter: 'tracker',
    tracker: 'tracker',
    more: 'nextPageExists',
    fullPage: 500,
    first: {},
  },
  // A page token excludes every other parameter. An empty page may carry one, so it is the empty page that is the last.
  platform: {
    kind: 'platform',
    name: 'platform',
    label: 'Druva platform',
    path: '/platform/eventmanagement/v3/events',
    parameter: 'pageToken',
    tracker: 'nextPageToken',
    fullPage: 1,
    first: { pageSize: '500' },
  },
  // The last page has an empty token: the one before stays.
  realize: {
    kind: 'realize',
    name: 'cyber-resilience',
    label: 'Cyber Resilience',
    path: '/realize/eventmanagement/v1/events/tracker',
    parameter: 'trackerToken',
    tracker: 'nextTrackerToken',
    fullPage: 1,
    first: {},
  },
};
