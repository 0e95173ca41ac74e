import type { Clock } from '../../base/clock.ts';
import { type Disposable, Disposables, Emitter } from '../../base/emitter.ts';
import type { EventRow } from '../../model/event.ts';
import type { Expression } from '../../model/expression.ts';
import type { EventStore, RowQuery, StoreChange, Tally } from '../../store/contract.ts';
import type { EventView } from '../../store/search/contract.ts';
import { matches } from './grouping.ts';
import { TallyWatch } from './tallyWatch.ts';

/** Where the store stands is known from the tallies of all events. */
const NEWS: StoreChange = { seq: 0, removed: false, shared: false };

/** A search that stands in for the store: its tallies, its rows. */
class Search implements Disposable {
  readonly watch: TallyWatch;
  readonly #view: EventView;
  readonly #own = new Disposables();
  readonly #changed = this.#own.add(new Emitter<StoreChange>());
  #removed = false;
  /** The search was over once: what arrives later is soon looked at too. */
  #whole = false;

  readonly onDidChange = this.#changed.event;

  constructor(view: EventView, store: Pick<EventStore, 'onDidChange'>, clock: Clock) {
    this.#view = this.#own.add(view);
    this.#own.add(
      store.onDidChange((change) => {
        this.#removed ||= change.removed;
        this.#changed.fire(change);
      }),
    );
    // While it searches, and when it found what had arrived. No circle: reading refreshes only what has something new.
    this.#own.add(view.onDidChange(() => this.#changed.fire(NEWS)));
    this.watch = this.#own.add(new TallyWatch(this, clock));
  }

  async tallies(): Promise<readonly Tally[]> {
    if (this.#view.state.arrived > 0 || this.#removed) {
      this.#removed = false;
      await this.#view.refresh();
    }
    this.#whole ||= this.#view.state.searched === 1;
    return await this.#view.tallies();
  }

  /** Newest first, merged from the leaves. */
  async rows({ filter = {}, limit, upTo = Number.POSITIVE_INFINITY }: RowQuery): Promise<readonly EventRow[]> {
    const leaves = this.watch.tallies.filter((tally) => tally.count > 0 && matches(tally, filter));
    const rows = await Promise.all(leaves.map((leaf) => this.#view.rowsOfLeaf(leaf, limit)));
    return rows
      .flat()
      .filter(({ seq }) => seq <= upTo)
      .sort((a, b) => b.time - a.time || b.seq - a.seq)
      .slice(0, limit);
  }

  get searched(): number {
    return this.#whole ? 1 : this.#view.state.searched;
  }

  dispose(): void {
    this.#own.dispose();
  }
}

/** The events that the tree may show: all that are stored, or those that a filter finds. */
export class ShownEvents implements Disposable {
  readonly #store: Pick<EventStore, 'rows' | 'search' | 'onDidChange'>;
  readonly #all: TallyWatch;
  readonly #clock: Clock;
  readonly #own = new Disposables();
  readonly #changed = this.#own.add(new Emitter<void>());
  #search: Search | undefined;
  #asked = 0;

  readonly onDidChange = this.#changed.event;

  constructor(store: Pick<EventStore, 'rows' | 'search' | 'onDidChange'>, all: TallyWatch, clock: Clock) {
    this.#store = store;
    this.#all = all;
    this.#clock = clock;
    this.#own.add(all.onDidChange(() => this.#search || this.#changed.fire()));
    this.#own.add({ dispose: () => this.#search?.dispose() });
  }

  get tallies(): readonly Tally[] {
    return this.#watch.tallies;
  }
  get seq(): number | undefined {
    return this.#all.seq;
  }
  get error(): string | undefined {
    return this.#watch.error;
  }
  /** Whether a filter decides. */
  get filtered(): boolean {
    return this.#search !== undefined;
  }
  /** Share of the stored events that the filter was tried on, 0 to 1; below 1 there may be more than is shown. */
  get searched(): number {
    return this.#search?.searched ?? 1;
  }

  rows(query: RowQuery): Promise<readonly EventRow[]> {
    return (this.#search ?? this.#store).rows(query);
  }

  /** What matches from now on; missing: everything. Resolves when the tallies are those; what was asked for before is dropped. Rejects with a StoreError. */
  async show(expression: Expression | undefined): Promise<boolean> {
    const asked = ++this.#asked;
    const view = expression && (await this.#store.search.open(expression));
    if (asked !== this.#asked) {
      view?.dispose();
      return false;
    }
    this.#search?.dispose();
    const search = view && new Search(view, this.#store, this.#clock);
    this.#search = search;
    search?.watch.onDidChange(() => this.#changed.fire());
    await search?.watch.refresh();
    return asked === this.#asked;
  }

  dispose(): void {
    this.#asked++;
    this.#own.dispose();
  }

  get #watch(): TallyWatch {
    return this.#search?.watch ?? this.#all;
  }
}
