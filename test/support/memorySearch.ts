import { Emitter } from '../../src/base/emitter.ts';
import { matcherOf } from '../../src/filter/matches.ts';
import type { EventRow } from '../../src/model/event.ts';
import type { Expression } from '../../src/model/expression.ts';
import type { Tally } from '../../src/store/contract.ts';
import type {
  EncodedPage,
  EventSearch,
  EventView,
  Facet,
  FacetName,
  FacetValue,
  Histogram,
  Page,
  ViewState,
} from '../../src/store/search/contract.ts';

/** Events in memory behind the contract of the search. `events`: newest first. */
export class MemorySearch implements EventSearch {
  events: readonly EventRow[];
  readonly views: MemoryView[] = [];
  fails: Error | undefined;
  /** What opening waits for: the events are still being read. */
  reading: Promise<unknown> | undefined;

  constructor(events: readonly EventRow[] = []) {
    this.events = events;
  }

  /** Newer events arrive. */
  add(...events: readonly EventRow[]): void {
    this.events = [...events, ...this.events];
    for (const view of this.views) view.arrive();
  }

  async open(expression: Expression): Promise<MemoryView> {
    if (this.reading) await this.reading;
    if (this.fails) throw this.fails;
    const view = new MemoryView(this, expression);
    this.views.push(view);
    return view;
  }
}

export class MemoryView implements EventView {
  readonly #search: MemorySearch;
  readonly #expression: Expression;
  readonly #changed = new Emitter<ViewState>();
  readonly onDidChange = this.#changed.event;
  #rows: readonly EventRow[];
  #version = 1;
  #searched = 1;
  disposed = false;
  refreshes = 0;

  constructor(search: MemorySearch, expression: Expression) {
    this.#search = search;
    this.#expression = expression;
    this.#rows = this.#found();
  }

  get state(): ViewState {
    const [newest, oldest] = [this.#rows[0]?.time, this.#rows.at(-1)?.time];
    return {
      version: this.#version,
      total: this.#rows.length,
      arrived: this.#found().length - this.#rows.length,
      searched: this.#searched,
      indexed: 1,
      ...(oldest !== undefined && { oldest }),
      ...(newest !== undefined && { newest }),
    };
  }

  setSearched(share: number): void {
    this.#searched = share;
    this.#changed.fire(this.state);
  }

  arrive(): void {
    if (!this.disposed) this.#changed.fire(this.state);
  }

  async refresh(): Promise<ViewState> {
    this.refreshes++;
    this.#rows = this.#found();
    this.#version++;
    return this.state;
  }

  async rows(from: number, count: number): Promise<Page<EventRow>> {
    if (this.#search.fails) throw this.#search.fails;
    return { version: this.#version, from, rows: this.#rows.slice(from, from + count) };
  }

  encoded(): Promise<EncodedPage> {
    throw new Error('Not needed here.');
  }

  async rankOfTime(time: number): Promise<number> {
    const rank = this.#rows.findIndex((row) => row.time <= time);
    return rank < 0 ? this.#rows.length : rank;
  }

  async rankOf(connection: string, id: string): Promise<number | undefined> {
    const rank = this.#rows.findIndex((row) => row.connection === connection && row.id === id);
    return rank < 0 ? undefined : rank;
  }

  async facets(names: readonly FacetName[], limit: number): Promise<readonly Facet[]> {
    return names.map((name) => {
      const counts = new Map<string, number>();
      for (const row of this.#rows) {
        const value = facetOf(row, name);
        if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      const values = [...counts].map(([value, count]): FacetValue => ({ value, count }));
      return { name, values: values.sort((a, b) => b.count - a.count).slice(0, limit), distinct: values.length };
    });
  }

  async histogram(buckets: number, range?: { readonly from: number; readonly to: number }): Promise<Histogram> {
    const from = range?.from ?? this.state.oldest ?? 0;
    const to = Math.max(from + 1, range?.to ?? this.state.newest ?? 1);
    const counts = Array.from({ length: buckets * 7 }, () => 0);
    for (const { time, severity } of this.#rows) {
      const bucket = Math.min(buckets - 1, Math.floor(((time - from) / (to - from)) * buckets));
      const at = bucket * 7 + severity;
      if (time >= from && time <= to) counts[at] = (counts[at] ?? 0) + 1;
    }
    return { from, to, buckets, counts };
  }

  async tallies(): Promise<readonly Tally[]> {
    return [];
  }

  async rowsOfLeaf(): Promise<readonly EventRow[]> {
    return [];
  }

  dispose(): void {
    this.disposed = true;
    this.#changed.dispose();
  }

  #found(): readonly EventRow[] {
    const { events } = this.#search;
    if (this.#expression.kind === 'all') return events;
    const matches = matcherOf(this.#expression);
    return events.filter((row) => matches({ ...row, changed: () => [], raw: () => '{}' }));
  }
}

function facetOf(row: EventRow, name: FacetName): string | undefined {
  switch (name) {
    case 'severity':
      return String(row.severity);
    case 'actor':
    case 'target':
      return row[name]?.name ?? row[name]?.id;
    default:
      return row[name];
  }
}
