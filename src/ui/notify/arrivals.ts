import { type Disposable, Disposables, Emitter, type Event } from '../../base/emitter.ts';
import type { EventRow } from '../../model/event.ts';
import type { Expression } from '../../model/expression.ts';
import { SEVERITIES_WORST_FIRST, type Severity } from '../../model/severity.ts';
import type { EventStore } from '../../store/contract.ts';
import type { EventView } from '../../store/search/contract.ts';
import { totalOf } from '../events/tallySums.ts';
import type { TallyWatch } from '../events/tallyWatch.ts';

/** Events that somebody wants to hear of. */
export interface Arrivals extends Disposable {
  /** There may be new ones. */
  readonly onDidChange: Event<void>;
  /** The newest by time. Rejects with a StoreError. */
  newest(limit: number): Promise<readonly EventRow[]>;
}

/** By severity: the tallies tell when there is something to read, which costs nothing. */
export class SeverityArrivals implements Arrivals {
  readonly #store: Pick<EventStore, 'rows'>;
  readonly #severities: readonly Severity[];
  readonly #own = new Disposables();
  readonly #changed = this.#own.add(new Emitter<void>());
  #total = -1;

  readonly onDidChange = this.#changed.event;

  constructor(store: Pick<EventStore, 'rows'>, watch: TallyWatch, least: Severity) {
    this.#store = store;
    this.#severities = SEVERITIES_WORST_FIRST.filter((severity) => severity >= least);
    this.#own.add(
      watch.onDidChange(() => {
        const total = totalOf(watch.tallies, { severities: this.#severities });
        if (total === this.#total) return;
        this.#total = total;
        this.#changed.fire();
      }),
    );
  }

  newest(limit: number): Promise<readonly EventRow[]> {
    return this.#store.rows({ filter: { severities: this.#severities }, limit });
  }

  dispose(): void {
    this.#own.dispose();
  }
}

/** By a filter: a search that stays open says what matches. Rejects, and can be asked again, where it cannot be opened. */
export class FilterArrivals implements Arrivals {
  readonly #store: Pick<EventStore, 'search'>;
  readonly #expression: Expression;
  readonly #own = new Disposables();
  readonly #changed = this.#own.add(new Emitter<void>());
  #view: Promise<EventView> | undefined;
  #disposed = false;

  readonly onDidChange = this.#changed.event;

  constructor(store: Pick<EventStore, 'search' | 'onDidChange'>, expression: Expression) {
    this.#store = store;
    this.#expression = expression;
    // Until it is open whatever arrives may match; then it says so itself.
    this.#own.add(store.onDidChange(() => this.#view === undefined && this.#changed.fire()));
  }

  async newest(limit: number): Promise<readonly EventRow[]> {
    this.#view ??= this.#open();
    const view = await this.#view;
    if (this.#disposed) return [];
    await view.refresh();
    const { rows } = await view.rows(0, Math.min(limit, 500));
    return rows.filter((row) => row !== undefined);
  }

  dispose(): void {
    this.#disposed = true;
    this.#own.dispose();
    // One that could not be opened has said so to who asked.
    this.#view?.then((view) => view.dispose()).catch(() => {});
  }

  async #open(): Promise<EventView> {
    try {
      const view = await this.#store.search.open(this.#expression);
      this.#own.add(view.onDidChange(({ arrived }) => arrived > 0 && this.#changed.fire()));
      return view;
    } catch (error) {
      this.#view = undefined;
      throw error;
    }
  }
}
