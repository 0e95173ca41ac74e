import { Emitter, type Event } from '../../base/emitter.ts';
import type { Form } from '../../export/form.ts';
import type { EventRow } from '../../model/event.ts';
import type { Expression } from '../../model/expression.ts';
import type { Severity } from '../../model/severity.ts';
import type { Link } from '../client.ts';
import { StoreError, type Tally } from '../contract.ts';
import type { IndexerApi, SearchApi } from '../wire.ts';
import type { EncodedPage, EventSearch, EventView, Facet, FacetName, Histogram, Page, ViewState } from './contract.ts';

type Question<T> = (rpc: Parameters<Parameters<Link<SearchApi>['ask']>[0]>[0], view: number) => Promise<T>;

/** Starts the search's workers. `died`: it ended though nobody closed it. */
export interface SearchWorkers {
  search(died: () => void): Link<SearchApi>;
  /** Works by itself, at the index that the other one reads. */
  indexer?(): Link<IndexerApi>;
}

interface Running {
  readonly link: Link<SearchApi>;
  /** Rejects when the worker could not open the store. */
  readonly opened: Promise<void>;
}

/** The search as the host sees it. Its worker is started with the first view, and again when it died; views go on in the next one. */
export class SearchClient implements EventSearch {
  readonly #workers: SearchWorkers;
  readonly #views = new Map<number, ClientView>();
  #running: Running | undefined;
  #indexer: Link<IndexerApi> | undefined;
  #indexes = false;
  #paused: Promise<void> | undefined;
  #resume = () => {};
  #next = 0;
  #closed = false;

  constructor(workers: SearchWorkers) {
    this.#workers = workers;
  }

  /** Brings the index up to the events and keeps it there; without it searching texts is slow. Nobody waits for it. */
  index(): void {
    this.#indexes = true;
    if (this.#closed || this.#paused || this.#indexer) return;
    this.#indexer = this.#workers.indexer?.();
    // What goes wrong there is in its log.
    this.#indexer?.ask((rpc) => rpc.open()).catch(() => {});
  }

  async open(expression: Expression): Promise<EventView> {
    this.index();
    const number = ++this.#next;
    const view = new ClientView(expression, {
      ask: (question) => this.#ask(question, number),
      gone: () => this.#views.delete(number),
    });
    this.#views.set(number, view);
    try {
      await view.begin();
      return view;
    } catch (error) {
      view.dispose();
      throw error;
    }
  }

  /** From the worker. */
  viewChanged(number: number, state: ViewState): void {
    this.#views.get(number)?.observe(state);
  }

  /** Lets go of the database, which may be replaced; questions wait until {@link resume}. */
  async pause(): Promise<void> {
    this.#paused ??= new Promise((resolve) => {
      this.#resume = resolve;
    });
    const [search, indexer] = [this.#running?.link, this.#indexer];
    this.#running = undefined;
    this.#indexer = undefined;
    if (search) await ended(search);
    // Who writes closes last: that folds the write-ahead log into the file.
    if (indexer) await ended(indexer);
  }

  /** Views are opened again, on whatever the database is now. */
  resume(): void {
    this.#paused = undefined;
    this.#resume();
    if (this.#indexes) this.index();
    for (const view of this.#views.values()) view.again();
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const view of [...this.#views.values()]) view.dispose();
    await this.pause();
    this.#resume();
  }

  async #ask<T>(question: Question<T>, number: number): Promise<T> {
    await this.#paused;
    if (this.#closed) throw new StoreError('The event store is closed.');
    this.#running ??= this.#begin();
    const { link, opened } = this.#running;
    await opened;
    return link.ask((rpc) => question(rpc, number));
  }

  #begin(): Running {
    const link = this.#workers.search(() => {
      if (this.#running?.link !== link) return;
      this.#running = undefined;
      for (const view of this.#views.values()) view.again();
    });
    const opened = link.ask((rpc) => rpc.open());
    opened.catch(() => {
      // Who asks hears of it; the next one who asks tries again.
      if (this.#running?.link !== link) return;
      this.#running = undefined;
      void link.close();
    });
    return { link, opened };
  }
}

/** One that died has let go already. */
async function ended(link: Link<SearchApi> | Link<IndexerApi>): Promise<void> {
  await link.ask((rpc: { close(): Promise<void> }) => rpc.close()).catch(() => {});
  await link.close();
}

interface Desk {
  ask<T>(question: Question<T>): Promise<T>;
  gone(): void;
}

const NOTHING_YET: ViewState = { version: 0, total: 0, arrived: 0, searched: 0, indexed: 1 };

class ClientView implements EventView {
  readonly #expression: Expression;
  readonly #desk: Desk;
  readonly #changes = new Emitter<ViewState>();
  readonly onDidChange: Event<ViewState> = this.#changes.event;
  #state = NOTHING_YET;
  /** Versions that earlier workers gave. */
  #before = 0;
  #begun: Promise<ViewState> | undefined;
  #disposed = false;

  constructor(expression: Expression, desk: Desk) {
    this.#expression = expression;
    this.#desk = desk;
  }

  get state(): ViewState {
    return this.#state;
  }

  async begin(): Promise<void> {
    this.#begun ??= this.#desk.ask((rpc, view) => rpc.openView(view, this.#expression));
    this.observe(await this.#begun);
  }

  /** The worker that knew it is gone. */
  again(): void {
    if (this.#disposed) return;
    this.#before = this.#state.version;
    this.#begun = undefined;
    // Who asks next hears of a failure.
    this.begin().catch(() => {
      this.#begun = undefined;
    });
  }

  observe(state: ViewState): void {
    const version = this.#before + state.version;
    // An answer may be overtaken by a later report.
    if (this.#disposed || version < this.#state.version) return;
    this.#state = { ...state, version };
    this.#changes.fire(this.#state);
  }

  async refresh(): Promise<ViewState> {
    this.observe(await this.#ask((rpc, view) => rpc.refresh(view)));
    return this.#state;
  }

  rows(from: number, count: number): Promise<Page<EventRow>> {
    return this.#page((rpc, view) => rpc.rows(view, from, count));
  }

  encoded(from: number, count: number, form: Form): Promise<EncodedPage> {
    return this.#page((rpc, view) => rpc.encoded(view, from, count, form));
  }

  rankOfTime(time: number): Promise<number> {
    return this.#ask((rpc, view) => rpc.rankOfTime(view, time));
  }

  rankOf(connection: string, id: string): Promise<number | undefined> {
    return this.#ask((rpc, view) => rpc.rankOf(view, connection, id));
  }

  facets(names: readonly FacetName[], limit: number): Promise<readonly Facet[]> {
    return this.#ask((rpc, view) => rpc.facets(view, names, limit));
  }

  histogram(buckets: number, range?: { readonly from: number; readonly to: number }): Promise<Histogram> {
    return this.#ask((rpc, view) => rpc.histogram(view, buckets, range));
  }

  tallies(): Promise<readonly Tally[]> {
    return this.#ask((rpc, view) => rpc.tallies(view));
  }

  rowsOfLeaf(
    leaf: { readonly connection: string; readonly type: string; readonly severity: Severity },
    limit: number,
  ): Promise<readonly EventRow[]> {
    return this.#ask((rpc, view) => rpc.rowsOfLeaf(view, leaf, limit));
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#changes.dispose();
    this.#desk.gone();
    // Only where it was opened, and without waiting: a worker that is gone has forgotten it anyway.
    if (this.#begun) this.#desk.ask((rpc, view) => rpc.closeView(view)).catch(() => {});
  }

  async #page<T extends { readonly version: number }>(question: Question<T>): Promise<T> {
    const page = await this.#ask(question);
    return { ...page, version: page.version + this.#before };
  }

  async #ask<T>(question: Question<T>): Promise<T> {
    if (this.#disposed) throw new StoreError('The view is closed.');
    await this.begin();
    return this.#desk.ask(question);
  }
}
