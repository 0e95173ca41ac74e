import { constants, createPrivateKey, sign } from 'node:crypto';
import type { BoxSimulatorOptions } from '../../../../src/demo/box/options.ts';
import { type BoxSimulator, startBoxSimulator } from '../../../../src/demo/box/simulator.ts';
import { ManualClock } from '../../../support/manualClock.ts';

export const NOW = Date.UTC(2026, 10, 1, 12, 0, 0, 250);
export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
export const CREDENTIALS = { clientId: 'a-client', clientSecret: 'its-secret', developerToken: 'a-developer-token' };

export interface Told {
  readonly event_id: string;
  readonly event_type: string;
  readonly created_at: string;
  readonly [name: string]: unknown;
}

export interface PageAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly entries: readonly Told[];
  readonly ids: readonly string[];
  /** The digits as they came, with quotes where they were a text. */
  readonly position: string;
}

export interface Grant {
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly expires_in: number;
  readonly error?: string;
  readonly error_description?: string;
}

/** A deliberately plain client with a simulator of its own. Positions are cut from the text. */
export class Client implements AsyncDisposable {
  readonly clock: ManualClock;
  readonly simulator: BoxSimulator;
  token: string = CREDENTIALS.developerToken;

  private constructor(simulator: BoxSimulator, clock: ManualClock) {
    this.simulator = simulator;
    this.clock = clock;
  }

  /** Without a generated history, unless `rate` says otherwise; signed in as an administrator. */
  static async start(options: Partial<BoxSimulatorOptions> = {}): Promise<Client> {
    const clock = new ManualClock(NOW);
    const simulator = await startBoxSimulator({ seed: 9, rate: 0, clock, credentials: CREDENTIALS, ...options });
    return new Client(simulator, clock);
  }

  async grant(form: Record<string, string>): Promise<{ readonly status: number; readonly body: Grant }> {
    const { clientId, clientSecret } = CREDENTIALS;
    const body = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, ...form });
    const response = await fetch(`${this.simulator.endpoint}/oauth2/token`, { method: 'POST', body });
    return { status: response.status, body: (await response.json()) as Grant };
  }

  /** Client credentials of the enterprise, or of one person. */
  async signIn(userId?: string): Promise<void> {
    const type = userId === undefined ? 'enterprise' : 'user';
    const id = userId ?? this.simulator.enterpriseId;
    const { body } = await this.grant({
      grant_type: 'client_credentials',
      box_subject_type: type,
      box_subject_id: id,
    });
    this.token = body.access_token;
  }

  async call(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { authorization: `Bearer ${this.token}`, ...init.headers };
    return await fetch(`${this.simulator.endpoint}${path}`, { ...init, headers });
  }

  async page(query: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<PageAnswer> {
    const response = await this.call(`/2.0/events?${new URLSearchParams(query)}`, { headers });
    const text = await response.text();
    const body = text === '' ? {} : (JSON.parse(text) as { readonly entries?: readonly Told[] });
    const entries = body.entries ?? [];
    const outside = text.replace(/"entries":\[.*\]/s, '');
    const position = /"next_stream_position":("?[^",}]*"?)/.exec(outside)?.[1] ?? '';
    const ids = entries.map((event) => event.event_id);
    return { status: response.status, headers: response.headers, text, entries, ids, position };
  }

  /** All pages from `query` on until one is empty. */
  async drain(query: Record<string, string>): Promise<PageAnswer[]> {
    const pages: PageAnswer[] = [];
    let position = query.stream_position;
    for (let count = 0; count < 200; count++) {
      const page = await this.page({ ...query, ...(position !== undefined && { stream_position: position }) });
      pages.push(page);
      if (page.entries.length === 0) return pages;
      position = digits(page.position);
    }
    throw new Error('There is no end.');
  }

  async servers(): Promise<readonly Record<string, unknown>[]> {
    const response = await this.call('/2.0/events', { method: 'OPTIONS' });
    const body = (await response.json()) as { readonly entries: readonly Record<string, unknown>[] };
    return body.entries;
  }

  assertion(claims: Record<string, unknown> = {}, header: Record<string, unknown> = {}): string {
    const { boxAppSettings, enterpriseID } = this.simulator.appConfig();
    const { publicKeyID, privateKey, passphrase } = boxAppSettings.appAuth;
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const now = Math.floor(this.clock.now() / 1000);
    const whole = {
      iss: boxAppSettings.clientID,
      sub: enterpriseID,
      box_sub_type: 'enterprise',
      aud: `${this.simulator.endpoint}/oauth2/token`,
      jti: 'a-unique-id-of-this-assertion',
      exp: now + 45,
      ...claims,
    };
    const text = `${part({ alg: 'RS256', typ: 'JWT', kid: publicKeyID, ...header })}.${part(whole)}`;
    const key = { key: createPrivateKey({ key: privateKey, passphrase }), padding: constants.RSA_PKCS1_PADDING };
    return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.simulator.dispose();
  }
}

export function digits(position: string): string {
  return position.replaceAll('"', '');
}

/** `count` events that a test can tell apart. */
export function some(count: number, more: Record<string, unknown> = {}): Record<string, unknown>[] {
  return Array.from({ length: count }, (_, number) => ({ event_type: 'UPLOAD', number, ...more }));
}
