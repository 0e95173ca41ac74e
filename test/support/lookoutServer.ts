import type { IncomingMessage, ServerResponse } from 'node:http';
import { streamServer } from './streamServer.ts';

export type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** One request as it came. */
export interface Asked {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
}

/** Lookout's two addresses on loopback; what they answer is a test's to say, down to the bytes. */
export class LookoutServer {
  /** What the token endpoint answers. */
  onToken: Answer = giveToken('access-token');
  /** What the stream answers. */
  onStream: Answer = (response) => startStream(response);
  readonly asked: Asked[] = [];
  readonly origin: string;
  readonly close: () => Promise<void>;

  private constructor(origin: string, close: () => Promise<void>) {
    this.origin = origin;
    this.close = close;
  }

  static async start(): Promise<LookoutServer> {
    const server = await streamServer((request, response) => self.#answer(request, response));
    const self = new LookoutServer(server.origin, server.close);
    return self;
  }

  /** The requests for the stream. */
  get streams(): readonly Asked[] {
    return this.asked.filter(({ path }) => path.endsWith('/events'));
  }

  get tokens(): readonly Asked[] {
    return this.asked.filter(({ path }) => path.endsWith('/token'));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url ?? '', this.origin);
    this.asked.push({ path: pathname, query: searchParams, authorization: request.headers.authorization });
    // A client that gives up is nothing to the server.
    response.on('error', () => undefined);
    (pathname.endsWith('/token') ? this.onToken : this.onStream)(response, request);
  }
}

/** A token for two hours. */
export function giveToken(token: string): Answer {
  return (response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in: 7_200, scope: '' }));
  };
}

/** Opens the stream and writes this. */
export function startStream(response: ServerResponse, text = ''): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
  if (text !== '') response.write(text);
}

/** A refusal or whatever else is one whole answer. */
export function answer(status: number, headers: Readonly<Record<string, string>> = {}, body = ''): Answer {
  return (response) => void response.writeHead(status, headers).end(body);
}
