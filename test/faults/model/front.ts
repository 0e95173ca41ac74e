import type { Clock } from '../../../src/base/clock.ts';
import type { Mishap } from '../faultyVendor.ts';
import type { Quiet } from '../world/quiet.ts';

/** One request that nothing kept from the vendor. */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string;
  readonly signal: AbortSignal;
  /** What is left of it to be done: `brief` or `wrongType`. */
  readonly mishap: Mishap | undefined;
}

/** A `fetch` without sockets, with what networks and servers do to requests before a vendor looks at them. */
export class ModelFront {
  /** What the client did that it never may. */
  readonly breaches: string[] = [];
  /** Answers that let a client think its credential refused. */
  refusals = 0;
  readonly #clock: Clock;
  readonly #quiet: Quiet;
  readonly #origins: ReadonlySet<string>;
  readonly #serve: (asked: Asked) => Response | Promise<Response>;
  readonly #onAsked: () => void;
  readonly #onVain: () => void;
  readonly #mishaps: { readonly paths: readonly string[]; readonly mishap: Mishap; left: number }[] = [];

  constructor(options: {
    readonly clock: Clock;
    readonly quiet: Quiet;
    /** Whatever goes elsewhere is a breach. */
    readonly origins: readonly string[];
    readonly serve: (asked: Asked) => Response | Promise<Response>;
    readonly onAsked?: () => void;
    /** A request ended before a vendor saw it. */
    readonly onVain?: () => void;
  }) {
    this.#clock = options.clock;
    this.#quiet = options.quiet;
    this.#origins = new Set(options.origins);
    this.#serve = options.serve;
    this.#onAsked = options.onAsked ?? (() => undefined);
    this.#onVain = options.onVain ?? (() => undefined);
  }

  meet(paths: readonly string[], mishap: Mishap, times: number): void {
    this.#mishaps.push({ paths, mishap, left: times });
  }

  heal(): void {
    this.#mishaps.length = 0;
  }

  readonly fetch = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    this.#quiet.note();
    this.#onAsked();
    const url = new URL(input instanceof Request ? input.url : input);
    const headers = new Headers(init.headers);
    const signal = init.signal ?? new AbortController().signal;
    if (!this.#origins.has(url.origin)) {
      this.breaches.push(`A request went to ${url.origin}.`);
      throw new TypeError('fetch failed');
    }
    if (init.redirect !== 'manual') this.breaches.push('Redirects are left to fetch.');
    const mishap = this.#take(url.pathname);
    if (mishap?.kind === 'late') await this.#wait(mishap.ms, signal);
    signal.throwIfAborted();
    this.#quiet.note();
    const early = earlyAnswer(mishap, url, headers);
    if (early !== undefined) {
      this.#onVain();
      return early;
    }
    if (mishap?.kind === 'refused') {
      this.#onVain();
      throw new TypeError('fetch failed', {
        cause: Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }),
      });
    }
    url.pathname = url.pathname.replace(/^\/moved/, '');
    const body = init.body === undefined || init.body === null ? '' : String(init.body);
    return await this.#serve({ method: init.method ?? 'GET', url, headers, body, signal, mishap });
  };

  #take(path: string): Mishap | undefined {
    const found = this.#mishaps.find((each) => each.paths.includes(path) && each.left > 0);
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
}

function earlyAnswer(mishap: Mishap | undefined, url: URL, headers: Headers): Response | undefined {
  if (mishap?.kind === 'status') return new Response(bodyFor(mishap, headers), mishap);
  if (mishap?.kind !== 'moved') return undefined;
  const there = { same: `/moved${url.pathname}`, circle: url.pathname, other: `https://evil.example${url.pathname}` };
  return new Response(null, { status: mishap.status, headers: { location: there[mishap.to] + url.search } });
}

/** A body that tells the caller its own credential, as a careless server does. */
function bodyFor({ status }: { readonly status: number }, headers: Headers): string | null {
  return [204, 205, 304].includes(status) ? null : JSON.stringify({ error: `No: ${headers.get('authorization')}` });
}
