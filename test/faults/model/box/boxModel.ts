import type { Mishap } from '../../faultyVendor.ts';
import { RequestRate } from '../../oracle/requestRate.ts';
import type { Quirks } from '../../schedule/steps.ts';
import type { Asked } from '../front.ts';
import { Journal } from '../journal.ts';
import { bearerOf } from '../keys.ts';
import { type HealableLine, PagedModel, type PagedModelOptions, type WrittenPage } from '../pagedModel.ts';
import { BOX_ELEMENTS } from './elements.ts';
import { Pages } from './pages.ts';
import { type Place, Positions } from './positions.ts';
import { REALTIME_ORIGIN, RealtimeModel } from './realtimeModel.ts';

const TOKEN_PATH = '/oauth2/token';
const EVENTS_PATH = '/2.0/events';
/** How long events are kept, ms. */
const DEPTH = 14 * 86_400_000;
const LIVE_TYPES: ReadonlySet<string> = new Set(['all', 'admin_logs_streaming']);

export interface BoxModelOptions extends PagedModelOptions {
  /** Events a page. */
  readonly frameSize: number;
  readonly past: number;
  readonly quirks: Quirks;
  /** A user's events by long poll, not those of the enterprise. */
  readonly isUser: boolean;
}

/** Box's protocol without sockets: tokens, pages of three streams, and the long poll. */
export class BoxModel extends PagedModel {
  protected readonly journal = new Journal(BOX_ELEMENTS, DEPTH);
  readonly #positions = new Positions();
  readonly #options: BoxModelOptions;
  readonly #pages: Pages;
  readonly #realtime: RealtimeModel;

  constructor(options: BoxModelOptions) {
    const { clock, quirks } = options;
    super(options, new RequestRate(clock), [REALTIME_ORIGIN]);
    this.#options = options;
    const journal = this.journal;
    this.#pages = new Pages({ journal, positions: this.#positions, quirks, size: options.frameSize });
    this.#realtime = new RealtimeModel({
      ...{ clock, quirks },
      head: () => journal.entries.length,
      positionOf: (digits) => this.positionOf(digits),
      note: () => this.note(),
      onVain: () => this.rate.broughtNothing(),
    });
    this.addPast(options.past);
  }

  positionOf(cursor: string): number | undefined {
    const place = this.#positions.find(cursor);
    return place?.stream === 'live' ? place.at : undefined;
  }

  emit(skews: readonly number[], together: boolean): void {
    for (const skew of skews) {
      this.journal.add(this.clock.now(), skew);
      if (!together) this.#realtime.news();
    }
    this.#realtime.news();
  }

  override repeat(back: number): void {
    super.repeat(back);
    this.#realtime.news();
  }

  override malformed(): void {
    super.malformed();
    this.#realtime.news();
  }

  goodbye(event: 'reconnect' | 'end'): void {
    for (const poll of this.#realtime.polls) poll.say(event === 'reconnect' ? 'reconnect' : 'max_retries');
  }

  rejectCursors(): void {
    this.#positions.epoch++;
  }

  meet(target: 'token' | 'events', mishap: Mishap, times: number): void {
    this.front.meet(target === 'token' ? [TOKEN_PATH] : [EVENTS_PATH, this.#realtime.path], mishap, times);
  }

  protected override get others(): readonly HealableLine[] {
    return this.#realtime.polls;
  }

  protected overlapNext(events: number): void {
    this.#pages.overlapNext = events;
  }

  protected serve(asked: Asked): Response | Promise<Response> {
    const { url, method, headers } = asked;
    if (url.origin === this.#realtime.origin) {
      if (headers.has('authorization')) this.front.breaches.push('A long poll came with a token.');
      return this.#realtime.poll(url, asked.signal);
    }
    if (url.pathname === TOKEN_PATH) return this.#token(asked.body);
    if (!this.keys.isGood(bearerOf(headers))) {
      this.vain();
      return new Response(null, { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } });
    }
    if (method === 'OPTIONS') {
      this.vain();
      if (!this.#options.isUser) this.front.breaches.push('The enterprise stream has no long poll.');
      return Response.json(this.#realtime.servers());
    }
    const page = this.#page(url.searchParams);
    if (page === undefined) {
      this.vain();
      return Response.json({ type: 'error', status: 400, message: 'Invalid stream position' }, { status: 400 });
    }
    return this.answer(page, asked.signal);
  }

  #token(body: string): Response {
    const form = new URLSearchParams(body);
    const token = this.keys.issue(form.get('client_secret') ?? '');
    if (token) return Response.json({ ...token, restricted_to: [] });
    this.front.refusals++;
    this.vain();
    return Response.json({ error: 'invalid_client' }, { status: 400 });
  }

  /** Undefined: the position is not accepted. */
  #page(query: URLSearchParams): WrittenPage | undefined {
    const type = query.get('stream_type') ?? '';
    const limit = Math.min(500, Number(query.get('limit') ?? 100));
    const position = query.get('stream_position');
    const now = this.clock.now();
    if (this.#options.isUser ? type !== 'all' : !/^admin_logs(?:_streaming)?$/.test(type)) {
      this.front.breaches.push(`Asked for ${type}.`);
      return undefined;
    }
    if (position === 'now') return LIVE_TYPES.has(type) ? this.#pages.now() : undefined;
    const place = this.#place(position, LIVE_TYPES.has(type) ? 'live' : 'history');
    if (place === undefined) return undefined;
    if (place.stream === 'live') return this.#pages.live(Math.max(place.at, this.journal.oldest(now)), limit);
    const time = (name: string, missing: number) => Date.parse(query.get(name) ?? '') || missing;
    const range = { from: time('created_after', 0), to: time('created_before', Number.POSITIVE_INFINITY) };
    return this.#pages.history(now, range, place.at, limit);
  }

  #place(position: string | null, stream: Place['stream']): Place | undefined {
    const { epoch } = this.#positions;
    if (position === '0' && !this.#options.isUser)
      this.front.breaches.push('The live stream was read from its beginning.');
    if (position === null || position === '0') return { stream, epoch, at: 0 };
    const place = this.#positions.find(position);
    if (place?.stream !== stream) {
      this.front.breaches.push(`The position ${position} was never given for this stream.`);
      return undefined;
    }
    return place.epoch === epoch ? place : undefined;
  }
}
