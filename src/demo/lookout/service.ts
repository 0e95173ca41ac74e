import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Clock, systemClock } from '../../base/clock.ts';
import { type Fault, Faults } from '../faults.ts';
import { answerJson, bearer, readBody } from '../http.ts';
import { RequestLog, shownQuery } from '../requestLog.ts';
import { Credentials } from './credentials.ts';
import { DEFAULT_RATE, LookoutHistory } from './history.ts';
import { Journal } from './journal.ts';
import { Load } from './load.ts';
import type { LookoutSimulatorOptions } from './options.ts';
import { BadParameter, readStreamRequest } from './request.ts';
import { EventStream } from './stream.ts';

export const TOKEN_PATH = '/oauth2/token';
export const EVENTS_PATH = '/mra/stream/v2/events';

const SHOWN = new Set(['id', 'start_time', 'types']);

interface Answer {
  readonly status: number;
  readonly body: object;
}

/** The form of RFC 6749 for errors of a token endpoint. */
function refusal(status: number, error: string, description: string): Answer {
  return { status, body: { error, error_description: description } };
}

const UNREADABLE = refusal(400, 'invalid_request', 'POST a short form');

/** Answers the requests of Lookout's protocol. */
export class LookoutService {
  readonly log: RequestLog;
  readonly credentials: Credentials;
  readonly journal: Journal;
  readonly faults = new Faults();
  readonly streams = new Set<EventStream>();
  silent = false;
  contentType = 'text/event-stream';
  readonly #clock: Clock;
  readonly #load: Load | undefined;
  readonly #heartbeatMs: number;
  readonly #frameSize: number;

  constructor(options: LookoutSimulatorOptions) {
    this.#clock = options.clock ?? systemClock;
    this.#heartbeatMs = options.heartbeatMs ?? 5_000;
    this.#frameSize = options.frameSize ?? 100;
    this.log = new RequestLog(options.onRequest);
    this.credentials = new Credentials(options.applicationKey, options.tokenLifetime ?? 7_200, this.#clock);
    const rate = options.load ? 0 : (options.rate ?? DEFAULT_RATE);
    this.journal = new Journal(new LookoutHistory({ seed: options.seed, rate }), this.#clock);
    this.#load = options.load && new Load(options.seed, options.load, this.#clock.now());
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A client that goes away in the middle is no fault of the simulator's.
    response.on('error', () => response.destroy());
    const url = URL.parse(request.url ?? '', 'http://127.0.0.1');
    if (url === null) {
      refuse(response, 400, 'invalid request target');
      return;
    }
    const answered = (status: number) => this.#note(request, url, status);
    const fault = this.faults.take(url.pathname, request.method);
    if (fault) {
      request.resume();
      answered(fault.status);
      answerFault(response, fault);
    } else if (url.pathname === TOKEN_PATH) {
      await this.#token(request, response, answered);
    } else if (url.pathname === EVENTS_PATH && request.method === 'GET') {
      await this.#events(request, url, response, answered);
    } else {
      request.resume();
      answered(404);
      refuse(response, 404, 'not found');
    }
  }

  async #token(request: IncomingMessage, response: ServerResponse, answered: (status: number) => void): Promise<void> {
    const body = await readBody(request);
    const key = bearer(request.headers.authorization);
    const answer =
      request.method === 'POST' && body !== undefined ? this.#grant(new URLSearchParams(body), key) : UNREADABLE;
    answered(answer.status);
    answerJson(response, answer.status, answer.body);
  }

  #grant(form: URLSearchParams, key: string | undefined): Answer {
    const grant = form.get('grant_type');
    if (grant === null) return refusal(400, 'invalid_request', 'grant_type is missing');
    if (grant !== 'client_credentials') return refusal(400, 'unsupported_grant_type', 'use client_credentials');
    const token = this.credentials.issue(key);
    if (token) return { status: 200, body: token };
    return refusal(401, 'invalid_client', 'The application key is wrong, revoked or expired.');
  }

  async #events(
    request: IncomingMessage,
    url: URL,
    response: ServerResponse,
    answered: (status: number) => void,
  ): Promise<void> {
    if (!this.credentials.accepts(bearer(request.headers.authorization))) {
      answered(401);
      refuse(response, 401, 'unauthorized');
      return;
    }
    let wanted: ReturnType<typeof readStreamRequest>;
    try {
      wanted = readStreamRequest(url.searchParams, request.headers, this.journal);
    } catch (error) {
      if (!(error instanceof BadParameter)) throw error;
      answered(400);
      refuse(response, 400, error.message);
      return;
    }
    answered(200);
    const live = url.searchParams.get('id') === '0';
    const stream = new EventStream(response, this.journal, wanted, this.silent, {
      clock: this.#clock,
      heartbeatMs: this.#heartbeatMs,
      frameSize: this.#frameSize,
      contentType: this.contentType,
      load: live ? undefined : this.#load?.after(wanted.resumed ? wanted.after : undefined),
    });
    this.streams.add(stream);
    try {
      await stream.run();
    } finally {
      this.streams.delete(stream);
    }
  }

  #note(request: IncomingMessage, url: URL, status: number): void {
    const lastEventId = request.headers['last-event-id'];
    this.log.add({
      time: this.#clock.now(),
      method: request.method ?? '',
      path: url.pathname,
      query: shownQuery(url.searchParams, SHOWN),
      ...(typeof lastEventId === 'string' && { lastEventId }),
      status,
    });
  }
}

/** The vendor's generic error body. */
function refuse(response: ServerResponse, status: number, error: string): void {
  answerJson(response, status, { error, 'request-id': randomUUID() });
}

function answerFault(response: ServerResponse, fault: Fault): void {
  response.writeHead(fault.status, fault.headers);
  response.end(fault.body);
}
