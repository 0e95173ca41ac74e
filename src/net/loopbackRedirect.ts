import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Clock } from '../base/clock.ts';
import { FetchError } from './fetchError.ts';

/** `localhost` is one or the other, as a browser likes. */
const HOSTS = ['127.0.0.1', '::1'] as const;
const PATH = '/callback';

export interface LoopbackRedirectOptions {
  /** Of this machine; the redirect address is registered with it. */
  readonly port: number;
  /** What only the page that a person was sent to knows. */
  readonly state: string;
  /** What the page says in the end, as plain text. */
  readonly closing: string;
}

/** How a sign-in ended: with a code, or with an error of RFC 6749, 4.1.2.1. */
export type RedirectAnswer =
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'error'; readonly error: string };

export function redirectUri(port: number): string {
  return `http://localhost:${port}${PATH}`;
}

/** Waits on loopback for the one request with which a browser comes back from a sign-in. Whatever else asks gets nothing, and the wait goes on. */
export class LoopbackRedirect {
  readonly #options: LoopbackRedirectOptions;
  readonly #servers: Server[] = [];
  readonly #answer = Promise.withResolvers<RedirectAnswer>();
  #over = false;

  private constructor(options: LoopbackRedirectOptions) {
    this.#options = options;
  }

  /** Throws a {@link FetchError} when the port cannot be had. */
  static async listen(options: LoopbackRedirectOptions): Promise<LoopbackRedirect> {
    const self = new LoopbackRedirect(options);
    try {
      for (const host of HOSTS) await self.#listen(host);
      return self;
    } catch (error) {
      self.close();
      throw error;
    }
  }

  /** Rejects with a {@link FetchError} of kind `timeout` after `ms`, and with the signal's reason when it aborts. */
  async answer(clock: Clock, ms: number, signal: AbortSignal): Promise<RedirectAnswer> {
    const end = Promise.withResolvers<never>();
    const abort = () => end.reject(signal.reason);
    const minutes = Math.round(ms / 60_000);
    const cancel = clock.timer(ms, () =>
      end.reject(
        new FetchError(
          'timeout',
          `Nobody came back from the sign-in within ${minutes} minutes. Where its page showed an error, compare the client id and the redirect address with those of the application.`,
        ),
      ),
    );
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    try {
      return await Promise.race([this.#answer.promise, end.promise]);
    } finally {
      cancel();
      signal.removeEventListener('abort', abort);
    }
  }

  /** The port is free again; an answer that is under way is still sent. */
  close(): void {
    this.#over = true;
    for (const server of this.#servers) {
      server.close();
      server.closeIdleConnections();
    }
  }

  #listen(host: (typeof HOSTS)[number]): Promise<void> {
    const { port } = this.#options;
    const server = createServer((request, response) => this.#serve(request, response));
    return new Promise((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) => {
        // A machine may have no IPv6; but who else listens there would be sent the code.
        if (host === '::1' && error.code !== 'EADDRINUSE' && error.code !== 'EACCES') resolve();
        else reject(new FetchError('other', unavailable(port, error.code)));
      });
      server.listen({ port, host, ipv6Only: true }, () => {
        this.#servers.push(server);
        resolve();
      });
    });
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    request.resume();
    const url = URL.parse(request.url ?? '', redirectUri(this.#options.port));
    const answer = url === null ? undefined : answerOf(url.searchParams);
    const expected = !this.#over && this.#knows(url?.searchParams.get('state') ?? '');
    if (url?.pathname !== PATH) reply(response, 404, '');
    else if (request.method !== 'GET') reply(response, 405, '');
    else if (answer === undefined || !expected) reply(response, 400, '');
    else {
      this.#over = true;
      reply(response, 200, this.#options.closing);
      this.#answer.resolve(answer);
    }
  }

  #knows(state: string): boolean {
    const [given, right] = [Buffer.from(state), Buffer.from(this.#options.state)];
    return given.length === right.length && timingSafeEqual(given, right);
  }
}

function answerOf(query: URLSearchParams): RedirectAnswer | undefined {
  const error = query.get('error');
  if (error !== null) return { kind: 'error', error };
  const code = query.get('code');
  return code ? { kind: 'code', code } : undefined;
}

function unavailable(port: number, code: string | undefined): string {
  return code === 'EADDRINUSE'
    ? `Another program of this machine listens on port ${port}. End it, or register another redirect address and enter its port.`
    : `This machine does not let the sign-in listen on port ${port}. Register another redirect address and enter its port.`;
}

/** The address holds the code: the page loads nothing, runs nothing and is not kept. */
function reply(response: ServerResponse, status: number, said: string): void {
  const text = said.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    connection: 'close',
  });
  response.end(`<!doctype html><meta charset="utf-8"><title>Security Event Streams</title><p>${text}</p>`);
}
