import type { IncomingMessage, ServerResponse } from 'node:http';
import { type BoxAnswer, send } from './boxServer.ts';
import { type Asked, readAsked } from './readAsked.ts';
import { streamServer } from './streamServer.ts';

export type DruvaAnswer = BoxAnswer;

/** Druva's addresses on loopback; what they answer is a test's to say. */
export class DruvaServer {
  onToken: (asked: Asked) => DruvaAnswer = () => token('access-token-1');
  onPage: (asked: Asked) => DruvaAnswer = ({ query }) => page([], query.get('tracker') ?? 't0', false);
  readonly asked: Asked[] = [];
  readonly origin: string;
  readonly close: () => Promise<void>;
  readonly #hanging = new Set<ServerResponse>();

  private constructor(origin: string, close: () => Promise<void>) {
    this.origin = origin;
    this.close = close;
  }

  static async start(): Promise<DruvaServer> {
    const server = await streamServer((request, response) => void self.#answer(request, response));
    const self = new DruvaServer(server.origin, server.close);
    return self;
  }

  /** Requests that nobody has answered yet. */
  get hanging(): number {
    return this.#hanging.size;
  }

  get tokens(): readonly Asked[] {
    return this.asked.filter(({ path }) => path === '/token');
  }

  get pages(): readonly Asked[] {
    return this.asked.filter(({ path }) => path !== '/token');
  }

  /** The queries of the pages, without their `?`. */
  get searches(): readonly string[] {
    return this.pages.map(({ search }) => search.slice(1));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = await readAsked(request, response, this.origin, this.#hanging);
    this.asked.push(asked);
    send(response, asked.path === '/token' ? this.onToken(asked) : this.onPage(asked));
  }
}

export function token(value: string, life = 1_800): DruvaAnswer {
  return { body: JSON.stringify({ access_token: value, expires_in: life, token_type: 'bearer' }) };
}

/** A page of inSync events; what is `undefined` is left out. */
export function page(events: readonly object[], tracker: unknown, nextPageExists?: unknown): DruvaAnswer {
  return { body: JSON.stringify({ events, tracker, nextPageExists }) };
}

export function refusal(
  status: number,
  body: object = {},
  headers: Readonly<Record<string, string>> = {},
): DruvaAnswer {
  return { status, headers, body: JSON.stringify(body) };
}

export const INVALID_TRACKER = refusal(400, {
  code: 'InsyncEndpoints-1004',
  message: 'Invalid tracker',
  retryable: false,
});

export function druvaEvent(id: number | string, time = Date.UTC(2026, 10, 1, 2)): Record<string, unknown> {
  return {
    eventID: id,
    eventType: 'Backup',
    eventState: 'Success',
    eventDetails: 'Total Backup Size:0',
    timestamp: `${new Date(time).toISOString().slice(0, 19)}Z`,
    severity: 6,
    facility: 23,
    initiator: 'ann@example.com',
  };
}
