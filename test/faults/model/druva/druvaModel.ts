import type { Clock } from '../../../../src/base/clock.ts';
import type { Damage, FaultyVendor, Line, Mishap } from '../../faultyVendor.ts';
import { RequestRate } from '../../oracle/requestRate.ts';
import type { Quirks } from '../../schedule/steps.ts';
import type { Quiet } from '../../world/quiet.ts';
import { type Asked, ModelFront } from '../front.ts';
import { Journal } from '../journal.ts';
import { bearerOf, ModelKeys } from '../keys.ts';
import { ModelAnswer } from '../modelAnswer.ts';
import { NextAnswer } from '../nextAnswer.ts';
import { druvaElements } from './elements.ts';
import { Pages, type WrittenPage } from './pages.ts';
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

export interface DruvaModelOptions {
  readonly clock: Clock;
  readonly quiet: Quiet;
  readonly cuts: readonly number[];
  readonly frameSize: number;
  readonly tokenLife: number;
  readonly past: number;
  readonly quirks: Quirks;
  readonly clientId: string;
  /** The events of the platform and of Cyber Resilience too, in streams of their own. */
  readonly hasAll: boolean;
}

/** Druva's protocol without sockets: tokens, and pages of three streams by tracker. */
export class DruvaModel implements FaultyVendor {
  readonly origin = 'https://model.example';
  readonly lag = 0;
  readonly #journal: Journal;
  readonly #trackers: Trackers;
  readonly #options: DruvaModelOptions;
  readonly #clock: Clock;
  readonly #front: ModelFront;
  readonly #keys: ModelKeys;
  readonly #pages: Pages;
  readonly #rate: RequestRate;
  readonly #answers = new Set<ModelAnswer>();
  readonly #next = new NextAnswer((events) => {
    this.#pages.overlapNext = events;
  });
  #damage: Damage | undefined;
  #looks = 0;
  heard: number;

  constructor(options: DruvaModelOptions) {
    const { clock, quiet, quirks, frameSize } = options;
    this.#options = options;
    this.#clock = clock;
    this.heard = clock.now();
    this.#rate = new RequestRate(clock, options.hasAll ? 3 : 1, MOST_A_SECOND);
    this.#keys = new ModelKeys(clock, options.tokenLife);
    this.#trackers = new Trackers(clock);
    this.#journal = new Journal(druvaElements(quirks, options.hasAll), DEPTH);
    const { past } = options;
    this.#pages = new Pages({
      ...{ journal: this.#journal, trackers: this.#trackers, quirks },
      size: SIZES.get(frameSize) ?? frameSize,
    });
    this.#front = new ModelFront({
      ...{ clock, quiet },
      origins: [this.origin],
      serve: (asked) => this.#serve(asked),
      onAsked: () => this.#note(),
      onVain: () => this.#vain(),
    });
    for (let i = past; i > 0; i--) this.#journal.add(clock.now() - i * 600_000, 0);
  }

  get fetch() {
    return this.#front.fetch;
  }

  get breaches(): readonly string[] {
    return [...this.#front.breaches, ...this.#rate.breaches];
  }

  get refusals(): number {
    return this.#front.refusals;
  }

  get secrets(): ReadonlySet<string> {
    return this.#keys.secrets;
  }

  get entries() {
    return this.#journal.entries;
  }

  /** What is open; where that is nothing, and now and then beside it, the next answer. */
  get lines(): readonly Line[] {
    const open = this.#open();
    return open.length === 0 || this.#looks++ % 3 === 0 ? [...open, this.#next] : open;
  }

  connectionBegins(): void {
    this.#rate.connectionBegins();
  }

  /** While old events are passed over, the feed says since when beside the tracker. */
  positionOf(cursor: string, stream: string): number | undefined {
    const place = this.#trackers.find(cursor.replace(/^since:\d*:/, ''));
    return place?.stream === stream ? place.at : undefined;
  }

  emit(skews: readonly number[]): void {
    for (const skew of skews) this.#journal.add(this.#clock.now(), skew);
  }

  repeat(back: number): void {
    this.#journal.repeat(this.#clock.now(), back);
  }

  malformed(): void {
    this.#journal.addMalformed(this.#clock.now());
  }

  goodbye(event: 'reconnect' | 'end', data: boolean): void {
    if (event === 'reconnect') this.meet('events', { kind: 'status', status: data ? 503 : 500 }, 1);
    else this.#pages.stopNext = data ? 'same' : 'none';
  }

  rejectCursors(): void {
    this.#trackers.epoch++;
  }

  knowFewerTypes(): void {
    // Druva's connections name no types.
  }

  garble(): void {
    this.meet('events', { kind: 'refused' }, 1);
  }

  async dispose(): Promise<void> {
    for (const line of this.#open()) line.reset();
  }

  get key(): string {
    return this.#keys.key;
  }

  replaceKey(key: string): void {
    this.#keys.replace(key);
  }

  revokeKey(): void {
    this.#keys.revoke();
  }

  expireTokens(): void {
    this.#keys.expireTokens();
  }

  meet(target: 'token' | 'events', mishap: Mishap, times: number): void {
    this.#front.meet(target === 'token' ? [TOKEN_PATH] : [...PATHS.keys()], mishap, times);
  }

  heal(): void {
    for (const line of this.#open()) line.heal();
    this.#next.take();
    this.#front.heal();
    this.#keys.heal();
    this.#damage = undefined;
    this.#pages.stopNext = undefined;
  }

  damageNext(damage: Damage): void {
    this.#damage = damage;
  }

  #open(): readonly ModelAnswer[] {
    for (const answer of this.#answers) if (!answer.open) this.#answers.delete(answer);
    return [...this.#answers];
  }

  /** A sign of life either way. */
  #note(): void {
    this.heard = this.#clock.now();
    this.#options.quiet.note();
  }

  #vain(): void {
    this.#note();
    this.#rate.broughtNothing();
  }

  async #serve({ url, headers, body, mishap, signal }: Asked): Promise<Response> {
    // Who does not stop is kept waiting, so that the test comes to its end.
    if (this.#rate.breaches.length > 0) await new Promise(() => undefined);
    if (mishap?.kind === 'brief' || mishap?.kind === 'wrongType') {
      this.#vain();
      const type = { 'content-type': 'text/html' };
      return mishap.kind === 'brief' ? new Response('') : new Response(`<html>${bearerOf(headers)}`, { headers: type });
    }
    if (url.pathname === TOKEN_PATH) return this.#token(headers, body);
    const stream = PATHS.get(url.pathname);
    if (!this.#keys.isGood(bearerOf(headers))) {
      this.#vain();
      // Druva's pages say the one, its FAQ says the other.
      const status = this.#options.quirks.deaf ? 403 : 401;
      return Response.json({ message: 'The access token has expired' }, { status });
    }
    this.#rate.asked();
    const page = stream === undefined ? undefined : this.#page(stream, url);
    if (page === undefined) {
      this.#vain();
      return Response.json({ code: 'I-1', message: 'Invalid tracker', retryable: false }, { status: 400 });
    }
    if (page.fresh === 0) this.#rate.broughtNothing();
    const answer = new ModelAnswer({
      ...{ clock: this.#clock, signal, cuts: this.#options.cuts },
      note: () => this.#note(),
      replay: (events) => this.#next.replay(events),
    });
    this.#answers.add(answer);
    answer.write(this.#damaged(page.text), this.#next.take());
    return new Response(answer.body, { headers: { 'content-type': 'application/json' } });
  }

  #token(headers: Headers, body: string): Response {
    const basic = headers.get('authorization')?.replace(/^Basic /, '') ?? '';
    const [id, key = ''] = Buffer.from(basic, 'base64').toString().split(':');
    if (id !== this.#options.clientId) this.#front.breaches.push(`Signed in as ${id}.`);
    if (body !== 'grant_type=client_credentials&scope=read' && body !== 'scope=read&grant_type=client_credentials')
      this.#front.breaches.push(`Asked for a token by ${body}.`);
    const token = this.#keys.issue(key);
    if (token) return Response.json(token);
    this.#front.refusals++;
    this.#vain();
    return Response.json({ error: 'invalid_grant. (#10010003b)' }, { status: 400 });
  }

  /** An event without an id is known by its text: nobody could tell a damaged one from another. */
  #damaged(text: string): string {
    const damage = this.#damage;
    this.#damage = undefined;
    return damage === undefined || text.includes('"nameless"') ? text : damage(`data:${text}\n\n`).slice(5, -2);
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
      this.#front.breaches.push(`The tracker ${sent} was never given for this stream.`);
      return undefined;
    }
    const ignores = query.has('ignoreTrackerExpiry') && !this.#options.quirks.deaf;
    return this.#trackers.isGood(place, ignores) ? this.#pages.write(stream, place, sent) : undefined;
  }
}
