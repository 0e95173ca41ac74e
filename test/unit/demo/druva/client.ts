import type { DruvaSimulatorOptions } from '../../../../src/demo/druva/options.ts';
import { type DruvaSimulator, startDruvaSimulator } from '../../../../src/demo/druva/simulator.ts';
import { ManualClock } from '../../../support/manualClock.ts';

export const NOW = Date.UTC(2026, 10, 1, 12, 0, 0, 250);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const CREDENTIALS = { clientId: 'a-client', secretKey: 'its+secret:key' };
export const INSYNC = '/insync/eventmanagement/v2/events';
export const PLATFORM = '/platform/eventmanagement/v3/events';
export const RESILIENCE = '/realize/eventmanagement/v1/events/tracker';

export type Told = Readonly<Record<string, unknown>>;

export interface Page {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: {
    readonly events?: readonly Told[];
    readonly nextPageExists?: boolean;
    readonly tracker?: string | null;
    readonly nextPageToken?: string;
    readonly nextTrackerToken?: string;
    readonly code?: string;
    readonly message?: string;
    readonly Message?: string;
    readonly retryable?: boolean;
  };
  readonly events: readonly Told[];
}

/** A deliberately plain client with a simulator of its own. */
export class Client implements AsyncDisposable {
  readonly clock: ManualClock;
  readonly simulator: DruvaSimulator;
  token = '';

  private constructor(simulator: DruvaSimulator, clock: ManualClock) {
    this.simulator = simulator;
    this.clock = clock;
  }

  /** Without a generated history, unless `rate` says otherwise; signed in for a year, unless `tokenLifetime` does. */
  static async start(options: Partial<DruvaSimulatorOptions> = {}): Promise<Client> {
    const clock = new ManualClock(NOW);
    const usual = { seed: 9, rate: 0, clock, credentials: CREDENTIALS, tokenLifetime: (365 * DAY) / 1000 };
    const simulator = await startDruvaSimulator({ ...usual, ...options });
    const client = new Client(simulator, clock);
    await client.signIn();
    return client;
  }

  async grant(
    basic = `${CREDENTIALS.clientId}:${CREDENTIALS.secretKey}`,
    form = 'grant_type=client_credentials&scope=read',
  ): Promise<{ readonly status: number; readonly body: Told }> {
    const authorization = `Basic ${Buffer.from(basic).toString('base64')}`;
    const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
    const response = await fetch(`${this.simulator.endpoint}/token`, { method: 'POST', headers, body: form });
    return { status: response.status, body: (await response.json()) as Told };
  }

  async signIn(): Promise<void> {
    this.token = String((await this.grant()).body.access_token);
  }

  async page(path: string, query: string | Record<string, string> = {}, signal?: AbortSignal): Promise<Page> {
    const text = typeof query === 'string' ? query : new URLSearchParams(query).toString();
    const response = await fetch(`${this.simulator.endpoint}${path}?${text}`, {
      headers: { authorization: `Bearer ${this.token}` },
      ...(signal && { signal }),
    });
    const answer = await response.text();
    const body = answer.startsWith('{') ? (JSON.parse(answer) as Page['body']) : {};
    return { status: response.status, headers: response.headers, text: answer, body, events: body.events ?? [] };
  }

  async inSync(tracker?: string, more: Record<string, string> = {}): Promise<Page> {
    return await this.page(INSYNC, { ...(tracker !== undefined && { tracker }), ...more });
  }

  /** Pages of the inSync endpoint until one says that there is no next. */
  async drain(tracker?: string): Promise<Page[]> {
    const pages: Page[] = [];
    let next = tracker;
    while (pages.length < 500) {
      const page = await this.inSync(next);
      pages.push(page);
      next = page.body.tracker ?? next;
      if (!page.body.nextPageExists) return pages;
    }
    throw new Error('There is no end.');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.simulator.dispose();
  }
}

export function tracker({ body }: Page): string {
  return String(body.tracker);
}

export function ids(pages: readonly Page[]): string[] {
  return pages.flatMap(({ events }) => events.map(({ eventID }) => String(eventID)));
}

/** `count` events that a test can tell apart. */
export function some(count: number, more: Told = {}): Told[] {
  return Array.from({ length: count }, (_, number) => ({ eventType: 'Backup', eventDetails: `n:${number}`, ...more }));
}
