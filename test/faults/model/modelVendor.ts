import type { Clock } from '../../../src/base/clock.ts';
import type { Damage, FaultyVendor, Mishap } from '../faultyVendor.ts';
import type { Quiet } from '../world/quiet.ts';
import { DEPTH, Journal } from './journal.ts';
import { type Cuts, ModelLine } from './modelLine.ts';

const TOKEN_PATH = '/oauth2/token';
const EVENTS_PATH = '/mra/stream/v2/events';

/** Lookout's protocol without sockets: real `Response`s, whose bodies a test drives. */
export class ModelVendor implements FaultyVendor {
  readonly origin = 'https://model.example';
  readonly secrets = new Set<string>();
  readonly #journal = new Journal();
  readonly #streams = new Set<ModelLine>();
  readonly breaches: string[] = [];
  readonly lag = 0;
  refusals = 0;
  readonly #clock: Clock;
  readonly #quiet: Quiet;
  readonly #cuts: Cuts;
  readonly #frameSize: number;
  readonly #mishaps: { readonly path: string; readonly mishap: Mishap; left: number }[] = [];
  readonly #tokens = new Map<string, number>();
  #key = '';
  #keyRevoked = false;
  #issued = 0;
  #damage: Damage | undefined;
  readonly #tokenLife: number;
  #knowsTypes = true;

  constructor(options: {
    readonly clock: Clock;
    readonly quiet: Quiet;
    readonly cuts: Cuts;
    readonly frameSize: number;
    readonly tokenLife: number;
    readonly past: number;
  }) {
    this.#clock = options.clock;
    this.#quiet = options.quiet;
    this.#cuts = options.cuts;
    this.#frameSize = options.frameSize;
    this.#tokenLife = options.tokenLife;
    this.replaceKey('key-0');
    for (let i = options.past; i > 0; i--) this.#journal.add(this.#clock.now() - i * 600_000, 0);
  }

  get entries() {
    return this.#journal.entries;
  }

  get lines(): readonly ModelLine[] {
    for (const stream of this.#streams) if (!stream.open) this.#streams.delete(stream);
    return [...this.#streams];
  }

  positionOf(cursor: string): number | undefined {
    const position = /^c\d+\.(\d+)$/.exec(cursor)?.[1];
    return position === undefined ? undefined : Number(position);
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
    this.#journal.epoch++;
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
    return this.#key;
  }

  replaceKey(key: string): void {
    this.#key = key;
    this.#keyRevoked = false;
    this.secrets.add(key);
    this.expireTokens();
  }

  revokeKey(): void {
    this.#keyRevoked = true;
    this.expireTokens();
  }

  expireTokens(): void {
    this.#tokens.clear();
  }

  meet(target: 'token' | 'events', mishap: Mishap, times: number): void {
    this.#mishaps.push({ path: target === 'token' ? TOKEN_PATH : EVENTS_PATH, mishap, left: times });
  }

  heal(): void {
    for (const line of this.lines) line.heal();
    this.#mishaps.length = 0;
    this.#keyRevoked = false;
    this.#knowsTypes = true;
    this.#damage = undefined;
  }

  damageNext(damage: Damage): void {
    this.#damage = damage;
  }

  readonly fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    this.#quiet.note();
    const url = new URL(input instanceof Request ? input.url : input);
    const headers = new Headers(init.headers);
    const signal = init.signal ?? new AbortController().signal;
    if (url.origin !== this.origin) {
      this.breaches.push(`A request went to ${url.origin}.`);
      throw new TypeError('fetch failed');
    }
    if (init.redirect !== 'manual') this.breaches.push('Redirects are left to fetch.');
    const mishap = this.#take(url.pathname);
    if (mishap?.kind === 'late') await this.#wait(mishap.ms, signal);
    signal.throwIfAborted();
    this.#quiet.note();
    if (mishap?.kind === 'refused') {
      throw new TypeError('fetch failed', {
        cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }),
      });
    }
    if (mishap?.kind === 'moved') {
      const there = {
        same: `/moved${url.pathname}`,
        circle: url.pathname,
        other: `https://evil.example${url.pathname}`,
      };
      const location = there[mishap.to] + url.search;
      return new Response(null, { status: mishap.status, headers: { location } });
    }
    if (mishap?.kind === 'status') return new Response(bodyFor(mishap, headers), mishap);
    const bearer = headers.get('authorization')?.replace(/^Bearer /, '') ?? '';
    const path = url.pathname.replace(/^\/moved/, '');
    if (path === TOKEN_PATH) return this.#token(bearer);
    if (path === EVENTS_PATH) return this.#events(url, bearer, signal, mishap);
    return Response.json({ error: 'not found' }, { status: 404 });
  };

  #news(): void {
    for (const stream of this.lines) {
      stream.news(this.#damage);
      this.#damage = undefined;
    }
  }

  #take(path: string): Mishap | undefined {
    const found = this.#mishaps.find((each) => each.path === path && each.left > 0);
    if (found) found.left--;
    const mishap = found?.mishap;
    // A late answer may come to a token that has expired by then.
    if (mishap?.kind === 'late' || (mishap?.kind === 'status' && [400, 401].includes(mishap.status))) this.refusals++;
    return mishap;
  }

  #wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#clock.timer(ms, resolve);
      signal.addEventListener('abort', () => {
        cancel();
        resolve();
      });
    });
  }

  #token(key: string): Response {
    if (key !== this.#key || this.#keyRevoked) {
      this.refusals++;
      return Response.json({ error: 'invalid_client' }, { status: 401 });
    }
    const token = `token-${++this.#issued}-${key}`;
    this.secrets.add(token);
    this.#tokens.set(token, this.#clock.now() + this.#tokenLife * 1_000);
    return Response.json({ access_token: token, token_type: 'Bearer', expires_in: this.#tokenLife });
  }

  #events(url: URL, token: string, signal: AbortSignal, mishap: Mishap | undefined): Response {
    if (!(this.#clock.now() < (this.#tokens.get(token) ?? 0))) {
      return Response.json({ error: `unauthorized ${token}` }, { status: 401 });
    }
    const query = url.searchParams;
    if (!this.#knowsTypes && query.has('types')) return Response.json({ error: 'invalid types' }, { status: 400 });
    const place = this.#place(query);
    if (!place) return Response.json({ error: 'invalid id' }, { status: 400 });
    const stream = new ModelLine({
      journal: this.#journal,
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
      this.breaches.push('Not one of id and start_time.');
      return undefined;
    }
    const now = this.#clock.now();
    const oldest = this.#journal.oldest(now);
    if (id !== null) {
      const position = this.#journal.positionOf(id);
      return position === undefined ? undefined : { position: Math.max(position, oldest), since: 0 };
    }
    const since = Date.parse(start ?? '');
    if (Number.isNaN(since)) {
      this.breaches.push(`No time: ${start}.`);
      return undefined;
    }
    return { position: oldest, since: Math.max(since, now - DEPTH) };
  }
}

/** A body that tells the caller its own credential, as a careless server does. */
function bodyFor({ status }: { readonly status: number }, headers: Headers): string | null {
  return [204, 205, 304].includes(status) ? null : JSON.stringify({ error: `No: ${headers.get('authorization')}` });
}
