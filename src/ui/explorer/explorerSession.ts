import type { Clock } from '../../base/clock.ts';
import { type Disposable, Disposables } from '../../base/emitter.ts';
import type { Expression } from '../../model/expression.ts';
import type { EventSearch, EventView, ViewState } from '../../store/search/contract.ts';
import type { Anchor } from '../../webview/explorer/config.ts';
import type { HostMessage, ViewMessage, Wanted } from '../../webview/explorerProtocol.ts';
import { Latest } from '../latest.ts';
import { Throttle } from '../throttle.ts';
import { rowsView } from './rowView.ts';

/** Rows that come with a result: more than a screen shows. */
const FIRST = 100;
/** At most four times a second something moves, ms. */
const LIVE = 250;
/** How often counts of all that matches are made anew while events stream in, ms. */
const SUMMARY = 1_000;

export type SessionMessage = Extract<
  ViewMessage,
  { readonly kind: 'search' | 'rows' | 'wanted' | 'follow' | 'refresh' }
>;

export interface SessionDeps {
  readonly search: EventSearch;
  /** `undefined`: it does not parse. */
  readonly parse: (text: string) => Expression | undefined;
  readonly clock: Clock;
  readonly post: (message: HostMessage) => void;
  /** What went wrong, as a sentence for people. */
  readonly sentence: (error: unknown) => string;
  /** What is said of a text that does not parse: the page and the host read alike, so nobody should hear it. */
  readonly unreadable: string;
}

/** The search that one explorer shows: one view of the store at a time, none while nobody looks. */
export class ExplorerSession implements Disposable {
  readonly #deps: SessionDeps;
  readonly #owned = new Disposables();
  readonly #live: Throttle;
  readonly #summaries: Throttle;
  readonly #summing = new Latest(() => this.#sum());
  readonly #moving = new Latest(() => this.#move());
  #asked = 0;
  #search = 0;
  #view: EventView | undefined;
  #wanted: Wanted = { facets: [], limit: 1 };
  #follow = false;
  #refresh = false;

  constructor(deps: SessionDeps) {
    this.#deps = deps;
    this.#live = this.#owned.add(new Throttle(deps.clock, LIVE, () => void this.#moving.run()));
    this.#summaries = this.#owned.add(new Throttle(deps.clock, SUMMARY, () => void this.#summing.run()));
  }

  receive(message: SessionMessage): Promise<void> {
    switch (message.kind) {
      case 'search':
        this.#wanted = message.wanted;
        return this.#open(message.search, message.text, message.anchor);
      case 'rows':
        return this.#rows(message.search, message.from, message.count);
      case 'wanted':
        this.#wanted = message.wanted;
        return this.#summing.run();
      case 'follow':
        this.#follow = message.on;
        this.#live.request();
        return Promise.resolve();
      case 'refresh':
        this.#refresh = true;
        return this.#moving.run();
    }
  }

  /** Nobody looks any more: the next `search` begins anew. */
  stop(): void {
    this.#asked = -1;
    this.#view?.dispose();
    this.#view = undefined;
    this.#follow = false;
    this.#refresh = false;
  }

  dispose(): void {
    this.stop();
    this.#owned.dispose();
  }

  async #open(search: number, text: string, anchor: Anchor | undefined): Promise<void> {
    const expression = this.#deps.parse(text);
    this.#asked = search;
    if (expression === undefined) return this.#deps.post({ kind: 'failed', search, message: this.#deps.unreadable });
    let view: EventView;
    try {
      view = await this.#deps.search.open(expression);
    } catch (error) {
      if (this.#asked === search) this.#fail(search, error);
      return;
    }
    // Another keystroke came meanwhile, or nobody looks any more.
    if (this.#asked !== search) return view.dispose();
    this.#view?.dispose();
    this.#view = view;
    this.#search = search;
    this.#follow = anchor === undefined;
    view.onDidChange(() => {
      if (this.#view !== view) return;
      this.#live.request();
      this.#summaries.request();
    });
    await this.#tell(view, anchor);
    if (this.#view === view) await this.#summing.run();
  }

  /** Posts what is to be shown first, around the anchor if it is there. */
  async #tell(view: EventView, anchor?: Anchor): Promise<void> {
    const search = this.#search;
    await this.#attempt(view, async () => {
      const at = anchor && ((await view.rankOf(anchor.connection, anchor.id)) ?? (await view.rankOfTime(anchor.time)));
      const from = Math.max(0, Math.floor((at ?? 0) / FIRST) * FIRST);
      const page = rowsView(await view.rows(from, FIRST));
      if (this.#view !== view) return;
      this.#deps.post({ kind: 'result', search, state: view.state, page, ...(at !== undefined && { at }) });
    });
  }

  async #rows(search: number, from: number, count: number): Promise<void> {
    const view = this.#view;
    if (view === undefined || search !== this.#search) return;
    await this.#attempt(view, async () => {
      const page = rowsView(await view.rows(from, count));
      if (this.#view === view) this.#deps.post({ kind: 'rows', search, page });
    });
  }

  /** Takes in what arrived when the view follows, else says only how much did. */
  async #move(): Promise<void> {
    const view = this.#view;
    if (view === undefined) return;
    const { arrived } = view.state;
    if (!this.#refresh && (!this.#follow || arrived === 0)) return this.#say(view.state);
    this.#refresh = false;
    await this.#attempt(view, async () => {
      await view.refresh();
      if (this.#view === view) await this.#tell(view);
    });
  }

  #say(state: ViewState): void {
    this.#deps.post({ kind: 'state', search: this.#search, state });
  }

  async #sum(): Promise<void> {
    const view = this.#view;
    const search = this.#search;
    const { facets, limit, histogram } = this.#wanted;
    if (view === undefined || (facets.length === 0 && histogram === undefined)) return;
    await this.#attempt(view, async () => {
      const { searched } = view.state;
      const [counts, values] = await Promise.all([
        histogram && view.histogram(histogram.buckets, rangeOf(histogram)),
        facets.length > 0 ? view.facets(facets, limit) : undefined,
      ]);
      if (this.#view !== view) return;
      this.#deps.post({
        kind: 'summary',
        search,
        searched,
        ...(counts && { histogram: counts }),
        ...(values && { facets: values }),
      });
    });
  }

  /** Tells when the store fails, as long as this view is the one that is shown. */
  async #attempt(view: EventView, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (this.#view === view) this.#fail(this.#search, error);
    }
  }

  #fail(search: number, error: unknown): void {
    this.#deps.post({ kind: 'failed', search, message: this.#deps.sentence(error) });
  }
}

function rangeOf({ from, to }: NonNullable<Wanted['histogram']>): { from: number; to: number } | undefined {
  return from !== undefined && to !== undefined && from < to ? { from, to } : undefined;
}
