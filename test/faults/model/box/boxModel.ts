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
import { BOX_ELEMENTS } from './elements.ts';
import { Pages, type WrittenPage } from './pages.ts';
import { type Place, Positions } from './positions.ts';
import { RealtimeModel } from './realtimeModel.ts';

const TOKEN_PATH = '/oauth2/token';
const EVENTS_PATH = '/2.0/events';
/** How long events are kept, ms. */
const DEPTH = 14 * 86_400_000;
const LIVE_TYPES: ReadonlySet<string> = new Set(['all', 'admin_logs_streaming']);

export interface BoxModelOptions {
  readonly clock: Clock;
  readonly quiet: Quiet;
  readonly cuts: readonly number[];
  /** Events a page. */
  readonly frameSize: number;
  readonly tokenLife: number;
  readonly past: number;
  readonly quirks: Quirks;
  /** A user's events by long poll, not those of the enterprise. */
  readonly isUser: boolean;
}

/** Box's protocol without sockets: tokens, pages of three streams, and the long poll. */
export class BoxModel implements FaultyVendor {
  readonly origin = 'https://model.example';
  readonly lag = 0;
  readonly #journal = new Journal(BOX_ELEMENTS, DEPTH);
  readonly #positions = new Positions();
  readonly #options: BoxModelOptions;
  readonly #clock: Clock;
  readonly #front: ModelFront;
  readonly #keys: ModelKeys;
  readonly #pages: Pages;
  readonly #realtime: RealtimeModel;
  readonly #rate: RequestRate;
  readonly #answers = new Set<ModelAnswer>();
  readonly #next = new NextAnswer((events) => {
    this.#pages.overlapNext = events;
  });
  #damage: Damage | undefined;
  #looks = 0;
  heard: number;

  constructor(options: BoxModelOptions) {
    const { clock, quiet, quirks } = options;
    this.#options = options;
    this.#clock = clock;
    this.heard = clock.now();
    this.#rate = new RequestRate(clock);
    this.#keys = new ModelKeys(clock, options.tokenLife);
    const journal = this.#journal;
    this.#pages = new Pages({ journal, positions: this.#positions, quirks, size: options.frameSize });
    this.#realtime = new RealtimeModel({
      ...{ clock, quirks },
      head: () => journal.entries.length,
      positionOf: (digits) => this.positionOf(digits),
      note: () => this.#note(),
      onVain: () => this.#rate.broughtNothing(),
    });
    this.#front = new ModelFront({
      ...{ clock, quiet },
      origins: [this.origin, this.#realtime.origin],
      serve: (asked) => this.#serve(asked),
      onAsked: () => this.#note(),
      onVain: () => this.#vain(),
    });
    for (let i = options.past; i > 0; i--) journal.add(clock.now() - i * 600_000, 0);
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
    const open = [...this.#open(), ...this.#realtime.polls];
    return open.length === 0 || this.#looks++ % 3 === 0 ? [...open, this.#next] : open;
  }

  connectionBegins(): void {
    this.#rate.connectionBegins();
  }

  positionOf(cursor: string): number | undefined {
    const place = this.#positions.find(cursor);
    return place?.stream === 'live' ? place.at : undefined;
  }

  emit(skews: readonly number[], together: boolean): void {
    for (const skew of skews) {
      this.#journal.add(this.#clock.now(), skew);
      if (!together) this.#realtime.news();
    }
    this.#realtime.news();
  }

  repeat(back: number): void {
    this.#journal.repeat(this.#clock.now(), back);
    this.#realtime.news();
  }

  malformed(): void {
    this.#journal.addMalformed(this.#clock.now());
    this.#realtime.news();
  }

  goodbye(event: 'reconnect' | 'end'): void {
    for (const poll of this.#realtime.polls) poll.say(event === 'reconnect' ? 'reconnect' : 'max_retries');
  }

  rejectCursors(): void {
    this.#positions.epoch++;
  }

  knowFewerTypes(): void {
    // These connections name no types.
  }

  garble(): void {
    this.meet('events', { kind: 'refused' }, 1);
  }

  async dispose(): Promise<void> {
    for (const line of [...this.#open(), ...this.#realtime.polls]) line.reset();
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
    this.#front.meet(target === 'token' ? [TOKEN_PATH] : [EVENTS_PATH, this.#realtime.path], mishap, times);
  }

  heal(): void {
    for (const line of [...this.#open(), ...this.#realtime.polls]) line.heal();
    this.#next.take();
    this.#front.heal();
    this.#keys.heal();
    this.#damage = undefined;
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

  async #serve(asked: Asked): Promise<Response> {
    const { url, method, headers, mishap } = asked;
    // Who does not stop is kept waiting, so that the test comes to its end.
    if (this.#rate.breaches.length > 0) await new Promise(() => undefined);
    if (mishap?.kind === 'brief' || mishap?.kind === 'wrongType') {
      this.#vain();
      const type = { 'content-type': 'text/html' };
      return mishap.kind === 'brief' ? new Response('') : new Response(`<html>${bearerOf(headers)}`, { headers: type });
    }
    if (url.origin === this.#realtime.origin) {
      if (headers.has('authorization')) this.#front.breaches.push('A long poll came with a token.');
      return this.#realtime.poll(url, asked.signal);
    }
    if (url.pathname === TOKEN_PATH) return this.#token(asked.body);
    if (!this.#keys.isGood(bearerOf(headers))) {
      this.#vain();
      return new Response(null, { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } });
    }
    if (method === 'OPTIONS') {
      this.#vain();
      if (!this.#options.isUser) this.#front.breaches.push('The enterprise stream has no long poll.');
      return Response.json(this.#realtime.servers());
    }
    const page = this.#page(url.searchParams);
    if (page === undefined) {
      this.#vain();
      return Response.json({ type: 'error', status: 400, message: 'Invalid stream position' }, { status: 400 });
    }
    if (page.fresh === 0) this.#rate.broughtNothing();
    return this.#answer(page, asked.signal);
  }

  #token(body: string): Response {
    const form = new URLSearchParams(body);
    const token = this.#keys.issue(form.get('client_secret') ?? '');
    if (token) return Response.json({ ...token, restricted_to: [] });
    this.#front.refusals++;
    this.#vain();
    return Response.json({ error: 'invalid_client' }, { status: 400 });
  }

  #answer({ text }: WrittenPage, signal: AbortSignal): Response {
    const { cuts } = this.#options;
    const answer = new ModelAnswer({
      ...{ clock: this.#clock, signal, cuts },
      note: () => this.#note(),
      replay: (events) => this.#next.replay(events),
    });
    this.#answers.add(answer);
    answer.write(this.#damaged(text), this.#next.take());
    return new Response(answer.body, { headers: { 'content-type': 'application/json' } });
  }

  /** An event without an id is known by its text: nobody could tell a damaged one from another. */
  #damaged(text: string): string {
    const damage = this.#damage;
    this.#damage = undefined;
    return damage === undefined || text.includes('"nameless"') ? text : damage(`data:${text}\n\n`).slice(5, -2);
  }

  /** Undefined: the position is not accepted. */
  #page(query: URLSearchParams): WrittenPage | undefined {
    const type = query.get('stream_type') ?? '';
    const limit = Math.min(500, Number(query.get('limit') ?? 100));
    const position = query.get('stream_position');
    const now = this.#clock.now();
    if (this.#options.isUser ? type !== 'all' : !/^admin_logs(?:_streaming)?$/.test(type)) {
      this.#front.breaches.push(`Asked for ${type}.`);
      return undefined;
    }
    if (position === 'now') return LIVE_TYPES.has(type) ? this.#pages.now() : undefined;
    const place = this.#place(position, LIVE_TYPES.has(type) ? 'live' : 'history');
    if (place === undefined) return undefined;
    if (place.stream === 'live') return this.#pages.live(Math.max(place.at, this.#journal.oldest(now)), limit);
    const time = (name: string, missing: number) => Date.parse(query.get(name) ?? '') || missing;
    const range = { from: time('created_after', 0), to: time('created_before', Number.POSITIVE_INFINITY) };
    return this.#pages.history(now, range, place.at, limit);
  }

  #place(position: string | null, stream: Place['stream']): Place | undefined {
    const { epoch } = this.#positions;
    if (position === '0' && !this.#options.isUser)
      this.#front.breaches.push('The live stream was read from its beginning.');
    if (position === null || position === '0') return { stream, epoch, at: 0 };
    const place = this.#positions.find(position);
    if (place?.stream !== stream) {
      this.#front.breaches.push(`The position ${position} was never given for this stream.`);
      return undefined;
    }
    return place.epoch === epoch ? place : undefined;
  }
}
