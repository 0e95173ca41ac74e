import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Expression, TextField } from '../../../src/model/expression.ts';
import type { EventStore } from '../../../src/store/contract.ts';
import { openStore } from '../../../src/store/open.ts';
import type { EventView, FacetName, ViewState } from '../../../src/store/search/contract.ts';
import { type Figure, type Group, median, quantile } from '../figure.ts';
import { commitAll, fill, manyEvents } from '../manyEvents.ts';

/** BENCH_EVENTS: for a try with fewer. */
const EVENTS = Number(process.env.BENCH_EVENTS ?? 1_000_000);
const INGEST = Math.min(200_000, EVENTS);
const ROUNDS = 5;
const JUMPS = 300;
const SCREEN = 60;
const NOW = Date.UTC(2026, 5, 1);
const DAY = 86_400_000;
const FACETS: readonly FacetName[] = ['severity', 'type', 'activity', 'status', 'connection', 'actor', 'target'];

const words = (text: string) => ({ kind: 'words', text }) as const;
const field = (name: TextField, text: string): Expression => ({ kind: 'text', field: name, match: words(text) });
const anywhere = (text: string): Expression => ({ kind: 'anywhere', match: words(text) });
const both = (...of: readonly Expression[]): Expression => ({ kind: 'and', of });

/** What people ask of columns: common and rare things, and what nothing matches. */
const FILTERS: readonly Expression[] = [
  { kind: 'all' },
  { kind: 'range', field: 'severity', from: 4 },
  { kind: 'range', field: 'severity', from: 6 },
  field('type', 'Threat'),
  field('type', 'No such type'),
  { kind: 'is', state: 'failure' },
  { kind: 'is', state: 'changed' },
  { kind: 'range', field: 'time', from: NOW - 20 * DAY, to: NOW - 19 * DAY },
  both(field('connection', 'box'), { kind: 'not', of: field('activity', 'LOGIN') }),
  field('actor', 'maria'),
  field('target', 'nobody of this name'),
  { kind: 'text', field: 'actor', match: { kind: 'pattern', text: '*smith*' } },
];
/** Free text: a word of many events, of some, of few, of none; several words; a beginning. */
const TEXTS: readonly Expression[] = [
  anywhere('login'),
  anywhere('trojan'),
  anywhere('quarterly'),
  anywhere('no such word at all'),
  anywhere('xyzzyxyzzy'),
  anywhere('signed in'),
  both(anywhere('android'), { kind: 'range', field: 'severity', from: 4 }),
  { kind: 'anywhere', match: { kind: 'pattern', text: 'com.*' } },
  { kind: 'anywhere', match: { kind: 'pattern', text: 'threa*' } },
  field('summary', 'malware'),
];

const quiet = { trace() {}, debug() {}, info() {}, warn: console.error, error: console.error };

async function opened(directory: string): Promise<EventStore> {
  return openStore({
    directory,
    worker: new URL('../../../src/store/worker.ts', import.meta.url),
    retention: { maxEvents: 10_000_000, maxBytes: 2 ** 40, maxAge: 10_000 * DAY },
    log: quiet,
  });
}

function until(view: EventView, wanted: (state: ViewState) => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (wanted(view.state)) return resolve();
    const listener = view.onDidChange((state) => {
      if (!wanted(state)) return;
      listener.dispose();
      resolve();
    });
  });
}

async function timed(body: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await body();
  return performance.now() - start;
}

interface Answered {
  /** ms from asking to the first rows. */
  readonly first: number;
  /** ms until every event was looked at. */
  readonly whole: number;
  readonly total: number;
}

async function ask(store: EventStore, expression: Expression): Promise<Answered> {
  const start = performance.now();
  const view = await store.search.open(expression);
  // Rows, or the certainty that there are none.
  await until(view, ({ total, searched }) => total > 0 || searched === 1);
  await view.rows(0, SCREEN);
  const first = performance.now() - start;
  await until(view, ({ searched }) => searched === 1);
  const whole = performance.now() - start;
  const { total } = view.state;
  view.dispose();
  return { first, whole, total };
}

async function asked(
  store: EventStore,
  list: readonly Expression[],
  report: (line: string) => void,
): Promise<Answered[]> {
  const answers: Answered[] = [];
  for (let round = 0; round < ROUNDS; round++)
    for (const expression of list) {
      const answer = await ask(store, expression);
      answers.push(answer);
      if (round === ROUNDS - 1)
        report(
          `${JSON.stringify(expression).slice(0, 110)}: first ${answer.first.toFixed(1)} ms, whole ${answer.whole.toFixed(0)} ms, ${answer.total} events`,
        );
    }
  return answers;
}

async function idleDelay(): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  delay.disable();
  return delay.percentile(99) / 1e6;
}

/** The search over a store of a million events, and ingest into it while what arrives is indexed. */
export const explorer: Group = async (report) => {
  const directory = await mkdtemp(path.join(tmpdir(), 'bench-explorer-'));
  let store = await opened(directory);
  const figures: Record<string, Figure> = {};
  const ms = (name: string, value: number) => {
    figures[name] = { value: Number(value.toFixed(1)), unit: 'ms' };
  };
  try {
    const filling = await fill(store, manyEvents(7, EVENTS, NOW));
    report(`${EVENTS} events stored in ${(filling / 1000).toFixed(0)} s`);
    const cold = await store.search.open(anywhere('login'));
    const indexing = await timed(() => until(cold, ({ indexed }) => indexed === 1));
    cold.dispose();
    report(`indexed in ${(indexing / 1000).toFixed(0)} s`);
    await store.close();
    for (const name of ['events.db', 'search.db'])
      report(`${name}: ${((await stat(path.join(directory, name))).size / 2 ** 20).toFixed(0)} MB`);

    const before = process.memoryUsage();
    store = await opened(directory);
    // As the window that streams.
    await store.tryLease();
    ms('explorer.cold_open_ms', (await ask(store, { kind: 'all' })).first);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const after = process.memoryUsage();
    figures['explorer.memory_mb'] = { value: Math.round((after.rss - before.rss) / 2 ** 20), unit: 'MB' };

    const still = await idleDelay();
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const filters = await asked(store, FILTERS, report);
    const texts = await asked(store, TEXTS, report);
    const view = await store.search.open({ kind: 'all' });
    await until(view, ({ searched }) => searched === 1);
    const facets: number[] = [];
    const histograms: number[] = [];
    for (let round = 0; round < 4 * ROUNDS; round++) {
      facets.push(await timed(() => view.facets(FACETS, 20)));
      histograms.push(await timed(() => view.histogram(200)));
    }
    const jumps: number[] = [];
    for (let jump = 0; jump < JUMPS; jump++) {
      const from = Math.floor((((jump * 7_919) % JUMPS) / JUMPS) * EVENTS);
      jumps.push(await timed(() => view.rows(from, SCREEN)));
    }
    delay.disable();
    ms(
      'explorer.first_rows_p95_ms',
      quantile(
        filters.map(({ first }) => first),
        0.95,
      ),
    );
    ms(
      'explorer.whole_p95_ms',
      quantile(
        filters.map(({ whole }) => whole),
        0.95,
      ),
    );
    ms(
      'explorer.text_p95_ms',
      quantile(
        texts.map(({ first }) => first),
        0.95,
      ),
    );
    ms(
      'explorer.text_whole_p95_ms',
      quantile(
        texts.map(({ whole }) => whole),
        0.95,
      ),
    );
    ms('explorer.facets_ms', median(facets));
    ms('explorer.histogram_ms', median(histograms));
    ms('explorer.jump_p95_ms', quantile(jumps, 0.95));
    ms('explorer.host_delay_p99_ms', Math.max(0, delay.percentile(99) / 1e6 - still));

    const text = await store.search.open(anywhere('login'));
    // Made up before: storing is what is measured.
    const requests = [...manyEvents(8, INGEST, NOW + 10 * DAY, 9)];
    globalThis.gc?.();
    let stored = 0;
    const ingest = await timed(async () => {
      stored = await commitAll(store, requests[Symbol.iterator]());
    });
    const lag = await timed(() => until(text, ({ indexed }) => indexed === 1));
    report(`${stored} events stored in ${ingest.toFixed(0)} ms, all of them indexed ${lag.toFixed(0)} ms later`);
    ms('explorer.refresh_ms', await timed(() => text.refresh()));
    figures['ingest.fts_events_per_s'] = { value: Math.round(stored / (ingest / 1000)), unit: 'events/s' };
    figures['ingest.fts_indexed_per_s'] = { value: Math.round(stored / ((ingest + lag) / 1000)), unit: 'events/s' };
  } finally {
    await store.close();
    await rm(directory, { recursive: true, force: true });
  }
  return figures;
};
