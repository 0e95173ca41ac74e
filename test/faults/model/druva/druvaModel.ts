import type { Mishap } from '../../faultyVendor.ts';
import { RequestRate } from '../../oracle/requestRate.ts';
import type { Quirks } from '../../schedule/steps.ts';
import type { Asked } from '../front.ts';
import { Journal } from '../journal.ts';
import { bearerOf } from '../keys.ts';
import { PagedModel, type PagedModelOptions, type WrittenPage } from '../pagedModel.ts';
import { druvaElements } from './elements.ts';
import { Pages } from './pages.ts';
import { type StreamName, Trackers } from './trackers.ts';

const TOKEN_PATH = '/token';
const PATHS: ReadonlyMap<string, StreamName> = new Map([
  ['/insync/eventmanagement/v2/events', 'insync'],
  ['/platform/eventmanagement/v3/events', 'platform'],
  ['/realize/eventmanagement/v1/events/tracker', 'cyber-resilience'],
]);
const PARAMETERS: Readonly<Record<StreamName, string>> = {
  insync: 'tracker',
  platform: 'pageToken',
  'cyber-resilience': 'trackerToken',
};
/** Druva keeps what it has. */
const DEPTH = Number.POSITIVE_INFINITY;
/** Promised for a drain. */
const MOST_A_SECOND = 2;
/** A drain of two pages a second has to come to its end in the patience of a schedule. */
const SIZES: ReadonlyMap<number, number> = new Map([
  [1, 7],
  [3, 50],
]);

export interface DruvaModelOptions extends PagedModelOptions {
  readonly frameSize: number;
  readonly past: number;
  readonly quirks: Quirks;
  readonly clientId: string;
  /** The events of the platform and of Cyber Resilience too, in streams of their own. */
  readonly hasAll: boolean;
}

/** Druva's protocol without sockets: tokens, and pages of three streams by tracker. */
export class DruvaModel extends PagedModel {
  protected readonly journal: Journal;
  readonly #trackers: Trackers;
  readonly #options: DruvaModelOptions;
  readonly #pages: Pages;

  constructor(options: DruvaModelOptions) {
    const { clock, quirks, frameSize } = options;
    super(options, new RequestRate(clock, options.hasAll ? 3 : 1, MOST_A_SECOND));
    this.#options = options;
    this.#trackers = new Trackers(clock);
    this.journal = new Journal(druvaElements(quirks, options.hasAll), DEPTH);
    this.#pages = new Pages({
      ...{ journal: this.journal, trackers: this.#trackers, quirks },
      size: SIZES.get(frameSize) ?? frameSize,
    });
    this.addPast(options.past);
  }

  /** While old events are passed over, the feed says since when beside the tracker. */
  positionOf(cursor: string, stream: string): number | undefined {
    const place = this.#trackers.find(cursor.replace(/^since:\d*:/, ''));
    return place?.stream === stream ? place.at : undefined;
  }

  emit(skews: readonly number[]): void {
    for (const skew of skews) this.journal.add(this.clock.now(), skew);
  }

  goodbye(event: 'reconnect' | 'end', data: boolean): void {
    if (event === 'reconnect') this.meet('events', { kind: 'status', status: data ? 503 : 500 }, 1);
    else this.#pages.stopNext = data ? 'same' : 'none';
  }

  rejectCursors(): void {
    this.#trackers.epoch++;
  }

  meet(target: 'token' | 'events', mishap: Mishap, times: number): void {
    this.front.meet(target === 'token' ? [TOKEN_PATH] : [...PATHS.keys()], mishap, times);
  }

  override heal(): void {
    super.heal();
    this.#pages.stopNext = undefined;
  }

  protected overlapNext(events: number): void {
    this.#pages.overlapNext = events;
  }

  protected serve({ url, headers, body, signal }: Asked): Response {
    if (url.pathname === TOKEN_PATH) return this.#token(headers, body);
    const stream = PATHS.get(url.pathname);
    if (!this.keys.isGood(bearerOf(headers))) {
      this.vain();
      // Druva's pages say the one, its FAQ says the other.
      const status = this.#options.quirks.deaf ? 403 : 401;
      return Response.json({ message: 'The access token has expired' }, { status });
    }
    this.rate.asked();
    const page = stream === undefined ? undefined : this.#page(stream, url);
    if (page === undefined) {
      this.vain();
      return Response.json({ code: 'I-1', message: 'Invalid tracker', retryable: false }, { status: 400 });
    }
    return this.answer(page, signal);
  }

  #token(headers: Headers, body: string): Response {
    const basic = headers.get('authorization')?.replace(/^Basic /, '') ?? '';
    const [id, key = ''] = Buffer.from(basic, 'base64').toString().split(':');
    if (id !== this.#options.clientId) this.front.breaches.push(`Signed in as ${id}.`);
    if (body !== 'grant_type=client_credentials&scope=read' && body !== 'scope=read&grant_type=client_credentials')
      this.front.breaches.push(`Asked for a token by ${body}.`);
    const token = this.keys.issue(key);
    if (token) return Response.json(token);
    this.front.refusals++;
    this.vain();
    return Response.json({ error: 'invalid_grant. (#10010003b)' }, { status: 400 });
  }

  /** Undefined: the tracker is not accepted. */
  #page(stream: StreamName, { searchParams: query }: URL): WrittenPage | undefined {
    const parameter = PARAMETERS[stream];
    const sent = query.get(parameter);
    const allowed =
      stream === 'platform' ? [sent === null ? 'pageSize' : parameter] : [parameter, 'ignoreTrackerExpiry'];
    // The feed tries what Druva does not promise for its other streams.
    if ([...query.keys()].some((name) => !allowed.includes(name))) return undefined;
    if (sent === null) return this.#pages.write(stream, undefined, null);
    const place = this.#trackers.find(sent);
    if (place?.stream !== stream) {
      this.front.breaches.push(`The tracker ${sent} was never given for this stream.`);
      return undefined;
    }
    const ignores = query.has('ignoreTrackerExpiry') && !this.#options.quirks.deaf;
    return this.#trackers.isGood(place, ignores) ? this.#pages.write(stream, place, sent) : undefined;
  }
}
