import type { Clock } from '../../../../src/base/clock.ts';
import { lookout } from '../../../../src/feeds/lookout/vendor.ts';
import type { Damage, FaultyVendor, Mishap } from '../../faultyVendor.ts';
import type { Quiet } from '../../world/quiet.ts';
import { type Asked, ModelFront } from '../front.ts';
import { Journal } from '../journal.ts';
import { bearerOf, ModelKeys } from '../keys.ts';
import { LOOKOUT_ELEMENTS, readCursor } from './elements.ts';
import { type Cuts, ModelLine } from './modelLine.ts';

const TOKEN_PATH = '/oauth2/token';
const EVENTS_PATH = '/mra/stream/v2/events';
const DEPTH = lookout.replayDepth;

/** Lookout's protocol without sockets: real `Response`s, whose bodies a test drives. */
export class LookoutModel implements FaultyVendor {
  readonly origin = 'https://model.example';
  readonly lag = 0;
  readonly #journal = new Journal(LOOKOUT_ELEMENTS, DEPTH);
  readonly #streams = new Set<ModelLine>();
  readonly #front: ModelFront;
  readonly #keys: ModelKeys;
  readonly #clock: Clock;
  readonly #quiet: Quiet;
  readonly #cuts: Cuts;
  readonly #frameSize: number;
  #damage: Damage | undefined;
  #epoch = 0;
  #knowsTypes = true;

  constructor(options: {
    readonly clock: Clock;
    readonly quiet: Quiet;
    readonly cuts: Cuts;
    readonly frameSize: number;
    readonly tokenLife: number;
    readonly past: number;
  }) {
    const { clock, quiet } = options;
    this.#clock = clock;
    this.#quiet = quiet;
    this.#cuts = options.cuts;
    this.#frameSize = options.frameSize;
    this.#keys = new ModelKeys(clock, options.tokenLife);
    this.#front = new ModelFront({ clock, quiet, origins: [this.origin], serve: (asked) => this.#serve(asked) });
    for (let i = options.past; i > 0; i--) this.#journal.add(clock.now() - i * 600_000, 0);
  }

  get fetch() {
    return this.#front.fetch;
  }

  get breaches(): readonly string[] {
    return this.#front.breaches;
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

  get lines(): readonly ModelLine[] {
    for (const stream of this.#streams) if (!stream.open) this.#streams.delete(stream);
    return [...this.#streams];
  }

  get heard(): number {
    return Math.max(...this.lines.map(({ lastSent }) => lastSent));
  }

  connectionBegins(): void {
    // How often its one stream is opened is for the oracle of the pace to judge.
  }

  positionOf(cursor: string): number | undefined {
    return readCursor(cursor)?.position;
  }

  emit(skews: readonly number[], together: boolean): void {
    for (const skew of skews) {
      this.#journal.add(this.#clock.now(), skew);
      if (!together) this.#news();
    }
    this.#news();
  }

  repeat(back: number): void {
    this.#journal.repeat(this.#clock.now(), back);
    this.#news();
  }

  malformed(): void {
    this.#journal.addMalformed(this.#clock.now());
    this.#news();
  }

  goodbye(event: 'reconnect' | 'end', data: boolean, retry: number | undefined): void {
    for (const line of this.lines) {
      line.send(`event:${event}\n${retry === undefined ? '' : `retry:${retry}\n`}${data ? 'data:{}\n' : ''}\n`);
      line.fin();
    }
  }

  rejectCursors(): void {
    this.#epoch++;
  }

  knowFewerTypes(): void {
    this.#knowsTypes = false;
  }

  garble(): void {
    this.meet('events', { kind: 'refused' }, 1);
  }

  async dispose(): Promise<void> {
    for (const line of this.lines) line.reset();
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
    this.#front.meet([target === 'token' ? TOKEN_PATH : EVENTS_PATH], mishap, times);
  }

  heal(): void {
    for (const line of this.lines) line.heal();
    this.#front.heal();
    this.#keys.heal();
    this.#knowsTypes = true;
    this.#damage = undefined;
  }

  damageNext(damage: Damage): void {
    this.#damage = damage;
  }

  #news(): void {
    for (const stream of this.lines) {
      stream.news(this.#damage);
      this.#damage = undefined;
    }
  }

  #serve(asked: Asked): Response {
    const bearer = bearerOf(asked.headers);
    if (asked.url.pathname === TOKEN_PATH) return this.#token(bearer);
    if (asked.url.pathname === EVENTS_PATH) return this.#events(asked, bearer);
    return Response.json({ error: 'not found' }, { status: 404 });
  }

  #token(key: string): Response {
    const token = this.#keys.issue(key);
    if (token) return Response.json(token);
    this.#front.refusals++;
    return Response.json({ error: 'invalid_client' }, { status: 401 });
  }

  #events({ url, signal, mishap }: Asked, token: string): Response {
    if (!this.#keys.isGood(token)) return Response.json({ error: `unauthorized ${token}` }, { status: 401 });
    const query = url.searchParams;
    if (!this.#knowsTypes && query.has('types')) return Response.json({ error: 'invalid types' }, { status: 400 });
    const place = this.#place(query);
    if (!place) return Response.json({ error: 'invalid id' }, { status: 400 });
    const stream = new ModelLine({
      journal: this.#journal,
      epoch: () => this.#epoch,
      clock: this.#clock,
      quiet: this.#quiet,
      ...place,
      cuts: this.#cuts,
      frameSize: this.#frameSize,
      signal,
    });
    const type = mishap?.kind === 'wrongType' ? 'text/html' : 'text/event-stream;charset=UTF-8';
    if (mishap?.kind === 'brief') stream.fin();
    else if (mishap?.kind === 'wrongType') {
      stream.send(`<html>${token}`);
      stream.fin();
    } else {
      this.#streams.add(stream);
      stream.news(this.#damage);
      this.#damage = undefined;
    }
    return new Response(stream.body, { headers: { 'content-type': type } });
  }

  #place(query: URLSearchParams): { position: number; since: number } | undefined {
    const [id, start] = [query.get('id'), query.get('start_time')];
    if ((id === null) === (start === null)) {
      this.#front.breaches.push('Not one of id and start_time.');
      return undefined;
    }
    const now = this.#clock.now();
    const oldest = this.#journal.oldest(now);
    if (id !== null) {
      const { epoch, position = 0 } = readCursor(id) ?? {};
      if (epoch !== this.#epoch || position > this.entries.length) return undefined;
      return { position: Math.max(position, oldest), since: 0 };
    }
    const since = Date.parse(start ?? '');
    if (Number.isNaN(since)) {
      this.#front.breaches.push(`No time: ${start}.`);
      return undefined;
    }
    return { position: oldest, since: Math.max(since, now - DEPTH) };
  }
}
