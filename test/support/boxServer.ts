import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Asked, readAsked } from './readAsked.ts';
import { streamServer } from './streamServer.ts';

type Headers = Readonly<Record<string, string>>;

/** One whole answer; `hang`: none for as long as the client waits; `cut`: the connection breaks. */
export type BoxAnswer =
  | { readonly status?: number; readonly headers?: Headers; readonly body?: string }
  | ((response: ServerResponse) => void)
  | 'hang'
  | 'cut';

export interface BoxAsked extends Asked {
  readonly method: string;
  readonly asUser: string | undefined;
}

const REALTIME = '/realtime';

/** Box's addresses on loopback; what they answer is a test's to say, down to the bytes. */
export class BoxServer {
  onToken: (asked: BoxAsked) => BoxAnswer = () => token('access-token-1');
  onPage: (asked: BoxAsked) => BoxAnswer = ({ query }) => page([], `"${query.get('stream_position') ?? '0'}"`);
  onServers: (asked: BoxAsked) => BoxAnswer = () => servers({ url: this.realtime });
  onPoll: (asked: BoxAsked) => BoxAnswer = () => 'hang';
  readonly asked: BoxAsked[] = [];
  readonly origin: string;
  readonly close: () => Promise<void>;
  readonly #hanging = new Set<ServerResponse>();

  private constructor(origin: string, close: () => Promise<void>) {
    this.origin = origin;
    this.close = close;
  }

  static async start(): Promise<BoxServer> {
    const server = await streamServer((request, response) => void self.#answer(request, response));
    const self = new BoxServer(server.origin, server.close);
    return self;
  }

  /** A long-poll address with a query of its own. */
  get realtime(): string {
    return `${this.origin}${REALTIME}?channel=c0ffee%20x~1&stream_type=all`;
  }

  /** Requests that nobody has answered yet. */
  get hanging(): number {
    return this.#hanging.size;
  }

  /** Answers the long polls that wait. */
  tell(message: string): void {
    for (const response of [...this.#hanging]) send(response, { body: JSON.stringify({ message }) });
  }

  get tokens(): readonly BoxAsked[] {
    return this.asked.filter(({ path }) => path === '/oauth2/token');
  }

  get pages(): readonly BoxAsked[] {
    return this.asked.filter(({ method, path }) => method === 'GET' && path === '/2.0/events');
  }

  get options(): readonly BoxAsked[] {
    return this.asked.filter(({ method }) => method === 'OPTIONS');
  }

  get polls(): readonly BoxAsked[] {
    return this.asked.filter(({ path }) => path === REALTIME);
  }

  /** The requests so far, each in a word: `token`, `now`, `page <position>`, `options`, `poll`. */
  get story(): readonly string[] {
    return this.asked.map(({ method, path, query }) => {
      if (path === REALTIME) return 'poll';
      if (method === 'POST') return 'token';
      if (method === 'OPTIONS') return 'options';
      const history = query.get('stream_type') === 'admin_logs' ? 'history' : 'page';
      return `${history} ${query.get('stream_position') ?? '-'}`;
    });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asUser = request.headers['as-user'];
    const asked = {
      ...(await readAsked(request, response, this.origin, this.#hanging)),
      method: request.method ?? '',
      asUser: typeof asUser === 'string' ? asUser : undefined,
    };
    this.asked.push(asked);
    send(response, this.#answerTo(asked));
  }

  #answerTo(asked: BoxAsked): BoxAnswer {
    if (asked.path === REALTIME) return this.onPoll(asked);
    if (asked.method === 'POST') return this.onToken(asked);
    return asked.method === 'OPTIONS' ? this.onServers(asked) : this.onPage(asked);
  }
}

export function send(response: ServerResponse, answer: BoxAnswer): void {
  if (answer === 'hang') return;
  if (answer === 'cut') response.destroy();
  else if (typeof answer === 'function') answer(response);
  else
    response
      .writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers })
      .end(answer.body);
}

export function token(value: string, life = 3_600): BoxAnswer {
  return { body: JSON.stringify({ access_token: value, expires_in: life, token_type: 'bearer', restricted_to: [] }) };
}

/** `position`: its exact JSON text. */
export function page(events: readonly object[], position: string | undefined): BoxAnswer {
  const told = position === undefined ? '' : `,"next_stream_position":${position}`;
  return { body: `{"chunk_size":${events.length},"entries":${JSON.stringify(events)}${told}}` };
}

export function servers(entry: object): BoxAnswer {
  const server = { type: 'realtime_server', ttl: '10', max_retries: '10', retry_timeout: 610, ...entry };
  return { body: JSON.stringify({ chunk_size: 1, entries: [server] }) };
}

export function refusal(status: number, headers: Headers = {}, body: object = {}): BoxAnswer {
  return { status, headers, body: JSON.stringify({ type: 'error', status, request_id: 'req1', ...body }) };
}

export const INVALID_POSITION = refusal(400, {}, { code: 'bad_request', message: 'Invalid stream position' });

export function boxEvent(id: string, time = Date.UTC(2026, 10, 1, 2), type = 'UPLOAD'): Record<string, unknown> {
  const created_at = new Date(time).toISOString();
  return {
    type: 'event',
    event_id: id,
    event_type: type,
    created_at,
    created_by: { type: 'user', id: '7', name: 'Ann' },
  };
}
