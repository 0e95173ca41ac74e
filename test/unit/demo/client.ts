import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import type { LookoutSimulator } from '../../../src/demo/lookout/simulator.ts';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Parsed event, as far as the tests look into it. */
export interface Told {
  readonly id: string;
  readonly created_time: string;
  readonly type: string;
}

/** One frame as it came: its lines without the blank one. */
export class Frame {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  field(name: string): string | undefined {
    return this.text
      .split('\n')
      .find((line) => line.startsWith(`${name}:`))
      ?.slice(name.length + 1);
  }

  get events(): readonly Told[] {
    return JSON.parse(this.field('data') ?? '{}').events ?? [];
  }
}

/** A deliberately plain client: sockets and string cuts, so that it shares no mistake with the product's. */
export class Client implements Disposable {
  readonly #simulator: LookoutSimulator;
  readonly #open: ClientRequest[] = [];
  #token = '';

  constructor(simulator: LookoutSimulator) {
    this.#simulator = simulator;
  }

  async signIn(key: string): Promise<Answer> {
    const answer = await this.post(
      '/oauth2/token',
      { authorization: `Bearer ${key}` },
      'grant_type=client_credentials',
    );
    this.#token = (answer.body as { readonly access_token?: string }).access_token ?? '';
    return answer;
  }

  async post(path: string, headers: Record<string, string>, body: string): Promise<Answer> {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    const response = await fetch(`${this.#simulator.endpoint}${path}`, {
      method: 'POST',
      headers: { ...type, ...headers },
      body,
    });
    return { status: response.status, body: await response.json() };
  }

  async open(query: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<IncomingMessage> {
    const url = `${this.#simulator.endpoint}/mra/stream/v2/events?${new URLSearchParams(query)}`;
    const sent = request(url, { headers: { authorization: `Bearer ${this.#token}`, ...headers } });
    this.#open.push(sent);
    sent.end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    return response;
  }

  async refused(query: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<Answer> {
    const response = await this.open(query, headers);
    let text = '';
    for await (const chunk of response.setEncoding('utf8')) text += chunk;
    return { status: response.statusCode ?? 0, body: JSON.parse(text) };
  }

  /** Frames of a new stream, until it ends. */
  async *frames(query: Record<string, string> = {}, headers: Record<string, string> = {}): AsyncGenerator<Frame> {
    yield* framesFrom(await this.open(query, headers));
  }

  /** Events of a new stream until its first heartbeat, that is, until there are no more for now. */
  async backlog(query: Record<string, string>, headers: Record<string, string> = {}): Promise<Told[]> {
    const events: Told[] = [];
    for await (const frame of this.frames(query, headers)) {
      if (frame.field('event') === 'heartbeat') break;
      events.push(...frame.events);
    }
    return events;
  }

  [Symbol.dispose](): void {
    for (const sent of this.#open) sent.destroy();
  }
}

export async function* framesFrom(response: IncomingMessage): AsyncGenerator<Frame> {
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) {
    text += chunk;
    for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
      yield new Frame(text.slice(0, end));
      text = text.slice(end + 2);
    }
  }
}
