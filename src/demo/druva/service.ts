import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Clock, systemClock } from '../../base/clock.ts';
import { type Answer, faultyAnswer, takesGzip, writeAnswer } from '../answer.ts';
import { CallLimit } from '../callLimit.ts';
import { Faults } from '../faults.ts';
import { bearer, readBody } from '../http.ts';
import { RequestLog, shownQuery } from '../requestLog.ts';
import {
  badRequest,
  deniedByGateway,
  forbiddenAddress,
  invalidGrant,
  missingRole,
  tooMany,
  unauthorized,
  usualError,
} from './answers.ts';
import { Grants } from './grants.ts';
import { DEFAULT_RATE, DruvaHistory } from './history.ts';
import { InSyncPages } from './inSyncPages.ts';
import { Journal } from './journal.ts';
import { fillWithLoad } from './load.ts';
import type { Access, DruvaFault, DruvaRequest, DruvaSimulatorOptions } from './options.ts';
import { PlatformPages } from './platformPages.ts';
import { ResiliencePages } from './resiliencePages.ts';
import { Trackers } from './trackers.ts';
import { defaultTricks, type Tricks } from './tricks.ts';

const TOKEN_PATH = '/token';
const INSYNC_PATH = '/insync/eventmanagement/v2/events';
const PLATFORM_PATH = '/platform/eventmanagement/v3/events';
const RESILIENCE_PATH = '/realize/eventmanagement/v1/events/tracker';

const SHOWN = new Set(
  (
    'tracker ignoreTrackerExpiry pageToken pageSize trackerToken filters productID category type feature ' +
    'syslogSeverity'
  ).split(' '),
);

/** Answers the requests of Druva's protocol. */
export class DruvaService {
  readonly log: RequestLog<DruvaRequest>;
  readonly grants: Grants;
  readonly journal: Journal;
  readonly faults = new Faults<DruvaFault>();
  readonly tricks: Tricks;
  access: Access;
  readonly trackers: readonly Trackers[];
  readonly #pages: ReadonlyMap<string, { answer(query: URLSearchParams): Promise<Answer> }>;
  readonly #clock: Clock;
  readonly #limit: CallLimit | undefined;

  constructor(options: DruvaSimulatorOptions) {
    const clock = options.clock ?? systemClock;
    this.#clock = clock;
    this.tricks = { ...defaultTricks(), ...options.tricks };
    this.access = options.access ?? 'granted';
    this.log = new RequestLog(options.onRequest);
    const rate = options.load ? 0 : (options.rate ?? DEFAULT_RATE);
    this.journal = new Journal(new DruvaHistory({ seed: options.seed, rate }), clock, options.historyDays ?? 7);
    if (options.load) fillWithLoad(this.journal, options.seed, options.load);
    this.grants = new Grants(options.credentials, options.tokenLifetime ?? 1_800, clock);
    const inSync = new Trackers('insync', clock, this.tricks);
    const resilience = new Trackers('realize', clock, this.tricks);
    this.trackers = [inSync, resilience];
    this.#pages = new Map<string, { answer(query: URLSearchParams): Promise<Answer> }>([
      [INSYNC_PATH, new InSyncPages(this.journal, inSync, this.tricks)],
      [PLATFORM_PATH, new PlatformPages(this.journal, this.tricks)],
      [RESILIENCE_PATH, new ResiliencePages(this.journal, resilience)],
    ]);
    this.#limit = options.callsPerMinute === undefined ? undefined : new CallLimit(options.callsPerMinute, clock);
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // A client that goes away in the middle is no fault of the simulator's.
    response.on('error', () => response.destroy());
    const url = URL.parse(request.url ?? '', 'http://127.0.0.1');
    if (url === null) {
      writeAnswer(response, badRequest('Bad request'));
      return;
    }
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const fault = this.faults.take(url.pathname, request.method);
    const remarks: { grant?: string } = {};
    const answer = await faultyAnswer(fault, request, gone.signal, this.#clock, usualError, () =>
      this.#answer(request, url, remarks),
    );
    this.log.add({
      time: this.#clock.now(),
      method: request.method ?? '',
      path: url.pathname,
      query: shownQuery(url.searchParams, SHOWN),
      authorized: request.headers.authorization !== undefined,
      ...remarks,
      status: answer?.status ?? 0,
    });
    if (answer === undefined || gone.signal.aborted) return;
    writeAnswer(response, answer, { packed: this.tricks.gzip && takesGzip(request), cutAfter: fault?.cutAfter });
  }

  async #answer(
    request: IncomingMessage,
    { pathname, searchParams }: URL,
    remarks: { grant?: string },
  ): Promise<Answer> {
    const { method, headers } = request;
    if (method === 'POST' && pathname === TOKEN_PATH) {
      const body = await readBody(request);
      if (body === undefined) return invalidGrant();
      const form = new URLSearchParams(body);
      remarks.grant = form.get('grant_type') ?? '';
      return this.grants.answer(headers.authorization, form);
    }
    request.resume();
    const pages = this.#pages.get(pathname);
    if (pages === undefined) return usualError(404);
    if (method !== 'GET') return usualError(501);
    if (!this.grants.accepts(bearer(headers.authorization))) {
      return this.tricks.expiredTokenStatus === 403 ? deniedByGateway() : unauthorized();
    }
    const denied = DENIALS[this.access];
    if (denied) return denied();
    const wait = this.#limit?.take('the credential');
    return wait === undefined ? await pages.answer(searchParams) : tooMany(wait);
  }
}

const DENIALS: Readonly<Record<Access, (() => Answer) | undefined>> = {
  granted: undefined,
  role: missingRole,
  cloud: deniedByGateway,
  address: forbiddenAddress,
};
