import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Clock, systemClock } from '../../base/clock.ts';
import { type Answer, faultyAnswer, json, takesGzip, writeAnswer } from '../answer.ts';
import { CallLimit } from '../callLimit.ts';
import { Faults } from '../faults.ts';
import { bearer, readBody } from '../http.ts';
import { RequestLog, shownQuery } from '../requestLog.ts';
import {
  accessDenied,
  apiError,
  insufficientScope,
  oauthError,
  rateLimited,
  unauthorized,
  usualError,
} from './answers.ts';
import { AuthorizePage } from './authorize.ts';
import { mini } from './company.ts';
import { Directory } from './directory.ts';
import type { BoxFault } from './faults.ts';
import { Grants } from './grants.ts';
import { BoxHistory, DEFAULT_RATE } from './history.ts';
import { Journal } from './journal.ts';
import { fillWithLoad } from './load.ts';
import type { BoxRequest, BoxSimulatorOptions } from './options.ts';
import { Pages } from './pages.ts';
import { REALTIME_PATH, Realtime } from './realtime.ts';
import { defaultTricks, type Tricks } from './tricks.ts';

export const TOKEN_PATH = '/oauth2/token';
export const EVENTS_PATH = '/2.0/events';
const REVOKE_PATH = '/oauth2/revoke';
const AUTHORIZE_PATH = '/api/oauth2/authorize';
const ME_PATH = '/2.0/users/me';
const SHOWN = new Set([
  'stream_type',
  'stream_position',
  'limit',
  'event_type',
  'created_after',
  'created_before',
  'response_type',
  'redirect_uri',
]);

/** What is known about a request beyond its line, for the log. */
interface Remarks {
  grant?: string;
}

/** Answers the requests of Box's protocol. */
export class BoxService {
  readonly log: RequestLog<BoxRequest>;
  readonly directory: Directory;
  readonly grants: Grants;
  readonly journal: Journal;
  readonly pages: Pages;
  readonly realtime: Realtime;
  readonly authorizePage: AuthorizePage;
  readonly faults = new Faults<BoxFault>();
  readonly tricks: Tricks;
  readonly #clock: Clock;
  readonly #limit: CallLimit | undefined;

  constructor(options: BoxSimulatorOptions) {
    const clock = options.clock ?? systemClock;
    this.#clock = clock;
    this.tricks = { ...defaultTricks(), ...options.tricks };
    this.log = new RequestLog(options.onRequest);
    const rate = options.load ? 0 : (options.rate ?? DEFAULT_RATE);
    const history = new BoxHistory({ seed: options.seed, rate });
    this.directory = new Directory(history.company);
    this.journal = new Journal(history, clock, { lag: options.lag ?? 60_000, copies: options.copies ?? 0.02 });
    if (options.load) fillWithLoad(this.journal, options.seed, options.load);
    this.grants = new Grants(options.credentials, options.tokenLifetime ?? 3_600, this.directory, clock);
    this.pages = new Pages(this.journal, this.directory, clock, this.tricks);
    this.realtime = new Realtime(this.journal, this.directory, clock, this.tricks, options.realtime);
    const visitor = options.signIn === 'user' ? this.directory.user : this.directory.admin;
    this.authorizePage = new AuthorizePage(this.grants, { userId: visitor.id }, options.askConsent ?? false);
    this.#limit = options.callsPerMinute === undefined ? undefined : new CallLimit(options.callsPerMinute, clock);
  }

  async serve(request: IncomingMessage, response: ServerResponse, endpoint: string): Promise<void> {
    // A client that goes away in the middle is no fault of the simulator's.
    response.on('error', () => response.destroy());
    const url = URL.parse(request.url ?? '', endpoint);
    if (url === null) {
      writeAnswer(response, apiError(400, 'bad_request', 'Bad request'));
      return;
    }
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const streamType = url.searchParams.get('stream_type') ?? 'all';
    const fault = this.faults.take(
      url.pathname,
      request.method,
      ({ stream }) => stream === undefined || stream === streamType,
    );
    const remarks: Remarks = {};
    const answer = await faultyAnswer(fault, request, gone.signal, this.#clock, usualError, () =>
      this.#answer(request, url, endpoint, gone.signal, remarks),
    );
    this.#note(request, url, answer?.status ?? 0, remarks);
    if (answer === undefined || gone.signal.aborted) return;
    writeAnswer(response, answer, { packed: this.tricks.gzip && takesGzip(request), cutAfter: fault?.cutAfter });
  }

  async #answer(
    request: IncomingMessage,
    url: URL,
    endpoint: string,
    gone: AbortSignal,
    remarks: Remarks,
  ): Promise<Answer | undefined> {
    const { method, headers } = request;
    const { pathname, searchParams: query } = url;
    if (method === 'POST' && (pathname === TOKEN_PATH || pathname === REVOKE_PATH)) {
      const body = await readBody(request);
      if (body === undefined) return oauthError('invalid_request', 'POST a short form');
      const form = new URLSearchParams(body);
      remarks.grant = form.get('grant_type') ?? '';
      if (pathname === TOKEN_PATH) return this.grants.answer(form, endpoint + TOKEN_PATH);
      this.grants.tokens.revoke(form.get('token') ?? '');
      return { status: 200, body: '' };
    }
    request.resume();
    if (method === 'GET' && pathname === AUTHORIZE_PATH) return this.authorizePage.answer(query);
    if (method === 'GET' && pathname === REALTIME_PATH) return await this.realtime.poll(query, gone);
    const known = pathname === EVENTS_PATH ? method === 'GET' || method === 'OPTIONS' : pathname === ME_PATH;
    if (!known) return apiError(404, 'not_found', 'Not Found');

    const subject = this.grants.tokens.subjectOf(bearer(headers.authorization));
    if (subject === undefined) return unauthorized();
    const wait = this.#limit?.take(subject.userId);
    if (wait !== undefined) return rateLimited(wait);
    const admin = this.directory.isAdmin(subject);
    const manages = admin && this.directory.managesEnterprise;
    const asUser = headers['as-user'];
    if (asUser !== undefined && (!manages || this.directory.find(String(asUser)) === undefined)) return accessDenied();
    const userId = asUser === undefined ? subject.userId : String(asUser);
    if (pathname === ME_PATH) {
      const member = this.directory.find(userId);
      return json(200, member ? mini(member) : {});
    }
    if (method === 'OPTIONS') return this.realtime.servers(userId, endpoint);
    if (query.get('stream_type')?.startsWith('admin_logs') && !manages) {
      return admin ? insufficientScope() : accessDenied();
    }
    return await this.pages.answer(query, userId);
  }

  #note({ method, headers }: IncomingMessage, url: URL, status: number, { grant }: Remarks): void {
    const asUser = headers['as-user'];
    this.log.add({
      time: this.#clock.now(),
      method: method ?? '',
      path: url.pathname,
      query: shownQuery(url.searchParams, SHOWN),
      authorized: headers.authorization !== undefined,
      ...(typeof asUser === 'string' && { asUser }),
      ...(grant !== undefined && { grant }),
      status,
    });
  }
}
