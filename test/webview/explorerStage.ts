import type { Page } from 'playwright-core';
import { systemClock } from '../../src/base/clock.ts';
import { parseFilter } from '../../src/filter/parseFilter.ts';
import type { EventRow } from '../../src/model/event.ts';
import { SEVERITY_NAMES, type Severity } from '../../src/model/severity.ts';
import { ExplorerSession } from '../../src/ui/explorer/explorerSession.ts';
import { decodeViewMessage } from '../../src/ui/explorer/viewMessage.ts';
import { decodeConfig } from '../../src/webview/explorer/config.ts';
import type { HostMessage, Surroundings, ViewMessage } from '../../src/webview/explorerProtocol.ts';
import { MemorySearch } from '../support/memorySearch.ts';
import { Harness, type OpenOptions, send } from './harness.ts';

export const NOW = Date.UTC(2026, 10, 22, 12);

/** Event number `n`, each a minute older than the one before. */
export function row(n: number, more: Partial<EventRow> = {}): EventRow {
  const severity = ([1, 3, 4, 1, 2, 5, 1, 0, 6, 1] as const)[n % 10] ?? 1;
  const type = ['Threat', 'Device', 'Audit', 'Sign-in', 'Files'][n % 5] ?? 'Threat';
  return {
    seq: 10_000_000 - n,
    connection: n % 3 === 0 ? 'box' : 'lookout',
    stream: 'events',
    id: `e${n}`,
    time: NOW - n * 60_000,
    receivedTime: NOW - n * 60_000 + 900,
    type,
    activity: ['DETECTED', 'UPDATED', 'CREATED', 'LOGIN', 'DOWNLOAD'][n % 5] ?? 'UPDATED',
    severity: severity as Severity,
    status: ['open', 'resolved', 'success'][n % 3] ?? 'open',
    actor: { kind: 'admin', id: `a${n % 7}`, name: `Admin ${n % 7}` },
    target: { kind: 'device', id: `d${n % 11}`, name: `Pixel ${n % 11}` },
    subject: { kind: 'threat', id: `t${n % 13}` },
    owner: `person${n % 11}@example.com`,
    summary: `${String.fromCharCode(65 + (n % 26))}larm ${n}: something happened that people should know about`,
    ...more,
  };
}

export const rows = (count: number): readonly EventRow[] => Array.from({ length: count }, (_, n) => row(n));

export const SURROUNDINGS: Surroundings = {
  connections: [
    { id: 'lookout', name: 'Lookout production' },
    { id: 'box', name: 'Box' },
  ],
  types: ['Audit', 'Device', 'Files', 'Sign-in', 'Threat'],
  gaps: [
    {
      connection: 'box',
      from: NOW - 120 * 60_000,
      to: NOW - 60 * 60_000,
      noticed: NOW,
      reason: 'The vendor no longer had these events.',
    },
  ],
  saved: [{ name: 'Worst first', filter: 'severity:>=high' }],
  history: ['type:threat'],
  stored: 1_000_000,
  oldest: NOW - 30 * 86_400_000,
};

export interface StageOptions extends OpenOptions {
  readonly surroundings?: Partial<Surroundings>;
  /** What the page shows when it is open; missing: a word about its rows. */
  readonly shows?: string;
}

/** The explorer's page before the real host logic, over events in memory. */
export class Stage {
  readonly page: Page;
  readonly search: MemorySearch;
  readonly session: ExplorerSession;
  readonly posted: ViewMessage[];

  private constructor(page: Page, search: MemorySearch, session: ExplorerSession, posted: ViewMessage[]) {
    this.page = page;
    this.search = search;
    this.session = session;
    this.posted = posted;
  }

  static async open(harness: Harness, search: MemorySearch, options: StageOptions = {}): Promise<Stage> {
    const posted: ViewMessage[] = [];
    let shown: Page | undefined;
    const session = new ExplorerSession({
      search,
      parse: (text) => {
        const { expression, problems } = parseFilter(text, NOW);
        return problems.length === 0 ? expression : undefined;
      },
      clock: systemClock,
      post: (message: HostMessage) => {
        if (shown && !shown.isClosed()) void send(shown, message).catch(() => undefined);
      },
      sentence: (error) => (error instanceof Error ? error.message : String(error)),
      unreadable: 'This filter cannot be read.',
    });
    const page = await harness.open({
      ...options,
      receive: (from, value) => {
        shown = from;
        const message = decodeViewMessage(value);
        if (message === undefined) throw new Error(`Not decoded: ${JSON.stringify(value)}`);
        posted.push(message);
        switch (message.kind) {
          case 'ready':
            return send(from, {
              kind: 'show',
              config: decodeConfig(options.saved),
              surroundings: { ...SURROUNDINGS, ...options.surroundings },
              severities: SEVERITY_NAMES,
              l10n: {},
              locale: 'en',
            });
          case 'search':
          case 'rows':
          case 'wanted':
          case 'follow':
          case 'refresh':
            return session.receive(message);
          default:
            return undefined;
        }
      },
    });
    return new Stage(page, search, session, posted);
  }

  async close(): Promise<void> {
    this.session.dispose();
    await this.page.close();
  }

  /** Messages of one kind that the view posted, in order. */
  all<Kind extends ViewMessage['kind']>(kind: Kind): readonly Extract<ViewMessage, { readonly kind: Kind }>[] {
    return this.posted.filter(
      (message): message is Extract<ViewMessage, { readonly kind: Kind }> => message.kind === kind,
    );
  }
}

/** For a `describe`: a browser for all of its tests, a page for each, and what they look at. */
export function explorerTests() {
  let harness: Harness;
  let stage: Stage;

  before(async () => {
    harness = await Harness.start('explorer');
  });
  after(() => harness.close());
  afterEach(() => stage.close());

  return {
    /** Rows, or as many as that; until the page says something of them. */
    async open(search: MemorySearch | number = 5_000, options: StageOptions = {}): Promise<Stage> {
      stage = await Stage.open(harness, typeof search === 'number' ? new MemorySearch(rows(search)) : search, options);
      await stage.page.waitForSelector(options.shows ?? '.status span');
      return stage;
    },
    grid: () => stage.page.getByRole('grid'),
    input: () => stage.page.getByRole('combobox', { name: 'Filter' }),
    status: async () => (await stage.page.locator('.status').innerText()).replace(/\s+/g, ' '),
    says: (text: string | RegExp) => stage.page.locator('.status', { hasText: text }).waitFor(),
    /** What axe finds. */
    faults: () => harness.faults(stage.page),
  };
}
