import { nothing, render, type TemplateResult } from 'lit/html.js';
import type { ViewState } from '../../store/search/contract.ts';
import type { HostMessage, Surroundings, ViewMessage, Wanted } from '../explorerProtocol.ts';
import { keepFocus } from '../keepFocus.ts';
import { Announcer } from './announcer.ts';
import { type ExplorerConfig, LONGEST_FILTER } from './config.ts';
import type { ExplorerContext } from './context.ts';
import { FacetSide } from './facetSide.ts';
import { FilterBox } from './filter/filterBox.ts';
import type { Language } from './filter/language.ts';
import { SeenValues } from './filter/vocabulary.ts';
import type { ColumnSetting } from './grid/columns.ts';
import { Grid } from './grid/grid.ts';
import { Header } from './grid/header.ts';
import { HistogramView } from './histogram/histogramView.ts';
import { type Emptiness, emptyState } from './parts/emptyState.ts';
import { severitySprite } from './parts/icons.ts';
import { statusLine } from './parts/statusLine.ts';
import { Skeleton } from './skeleton.ts';
import { translator } from './strings.ts';
import { Times } from './times.ts';
import { Toolbar } from './toolbar.ts';

/** What VS Code gives a webview. */
export interface Host {
  postMessage(message: ViewMessage): void;
  setState(state: ExplorerConfig): unknown;
}

type Shown = Extract<HostMessage, { readonly kind: 'show' }>;

/** A key that is held down asks for one search, ms. */
const TYPING = 120;
/** Rows passed over by a held key are not opened, ms. */
const OPENING = 180;
const SAVING = 300;

/** One explorer on the page: what it shows follows from its configuration and from what the host answers. */
export class ExplorerPage {
  readonly #host: Host;
  readonly #language: Language;
  readonly #skeleton: Skeleton;
  readonly #context: ExplorerContext;
  readonly #announcer: Announcer;
  readonly #filter: FilterBox;
  readonly #grid: Grid;
  readonly #header: Header;
  readonly #histogram: HistogramView;
  readonly #facets: FacetSide;
  readonly #toolbar: Toolbar;
  #config: ExplorerConfig;
  #surroundings: Surroundings;
  readonly #seen = new SeenValues();
  #names = new Map<string, string>();
  #search = 0;
  /** The search whose rows are shown. */
  #answered = 0;
  #state: ViewState | undefined;
  #failure: string | undefined;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #opening: ReturnType<typeof setTimeout> | undefined;
  #saving: ReturnType<typeof setTimeout> | undefined;
  #drawing = 0;

  constructor(root: HTMLElement, host: Host, language: Language, shown: Shown) {
    this.#host = host;
    this.#language = language;
    const { filter } = shown.config;
    // A filter that was kept may not be readable any more: its text is shown with its error, and all events.
    const readable = language.problems(filter).length === 0;
    this.#config = readable ? shown.config : { ...shown.config, filter: '' };
    this.#surroundings = shown.surroundings;
    this.#skeleton = new Skeleton(root);
    this.#context = {
      t: translator(shown.l10n),
      sentence: translator<string>(shown.l10n),
      times: new Times(shown.locale),
      severities: shown.severities,
      post: (message) => host.postMessage(message),
      connectionName: (id) => this.#names.get(id) ?? id,
    };
    this.#announcer = new Announcer(this.#skeleton.announcements);
    render(severitySprite(), this.#skeleton.sprite);
    this.#filter = new FilterBox(this.#skeleton.filter, this.#context, language, {
      input: (text, problems) => problems.length === 0 && this.#searchSoon(text),
      commit: (text) => this.#commit(text),
      leave: () => this.#grid.focus(),
      copyLink: (text) => this.#context.post({ kind: 'copyLink', text }),
      save: (text) => this.#context.post({ kind: 'save', text }),
      announce: (text) => this.#announcer.say(text),
      showsAll: () => this.#config.filter.trim() === '',
    });
    this.#header = new Header(this.#context, (columns) => this.#setColumns(columns));
    this.#grid = new Grid(this.#skeleton.grid, this.#context, this.#gridEvents(), this.#header.element);
    this.#histogram = new HistogramView(this.#skeleton.histogram, this.#context, {
      range: (range) => this.setFilter(language.withRange(this.#config.filter, range)),
      mode: (histogram) => this.#change({ histogram }),
      resized: () => this.#tellWanted(),
    });
    this.#facets = new FacetSide(this.#skeleton.facets, this.#context, language, this.#config, {
      choose: (name, value, wanted) => this.setFilter(language.withValue(this.#config.filter, name, value, wanted)),
      change: (part) => this.#change(part),
      wanted: () => {
        this.#tellWanted();
        this.#drawSoon();
      },
      left: () => this.#grid.focus(),
    });
    this.#toolbar = new Toolbar(this.#skeleton.tools, this.#context, {
      facets: (shown) => this.#facets.show(shown),
      change: (part) => this.#change(part),
      columns: (columns) => this.#setColumns(columns),
      closed: () => this.#grid.focus(),
    });
    this.setSurroundings(this.#surroundings);
    this.#setColumns(this.#config.columns);
    this.#histogram.setMode(this.#config.histogram);
    this.#filter.set(filter);
    if (this.#filter.trouble !== undefined) this.#announcer.say(this.#filter.trouble);
    this.#draw();
    this.#ask(this.#config.anchor);
    host.setState(shown.config);
    this.#grid.focus();
  }

  setSurroundings(surroundings: Surroundings): void {
    this.#surroundings = surroundings;
    this.#names = new Map(surroundings.connections.map(({ id, name }) => [id, name]));
    this.#histogram.setGaps(surroundings.gaps);
    this.#filter.setVocabulary(this.#seen.vocabulary(surroundings));
    this.#filter.setLibrary(surroundings.saved, surroundings.history);
    this.#drawSoon();
  }

  /** From elsewhere than the keyboard. */
  setFilter(text: string): void {
    clearTimeout(this.#typing);
    if (text.length > LONGEST_FILTER) {
      this.#filter.say(this.#context.t('The filter would be too long, and stays as it is.'));
      return;
    }
    this.#filter.set(text);
    if (this.#filter.valid) this.#apply(text);
  }

  focus(part: 'filter' | 'grid'): void {
    if (part === 'filter') this.#filter.focus();
    else this.#grid.focus();
  }

  result({ search, state, page, at }: Extract<HostMessage, { readonly kind: 'result' }>): void {
    if (search !== this.#search) return;
    const fresh = search !== this.#answered;
    this.#answered = search;
    this.#failure = undefined;
    this.#state = state;
    this.#grid.show(page, state, at, fresh);
    if (fresh) {
      const { t, times } = this.#context;
      this.#announcer.say(t('{0} found', times.count(state.total)));
    }
    this.#drawSoon();
  }

  state({ search, state }: Extract<HostMessage, { readonly kind: 'state' }>): void {
    if (search !== this.#answered) return;
    const { t, times } = this.#context;
    if (state.arrived > 0 && state.arrived !== this.#state?.arrived) {
      this.#announcer.say(t('{0} new events', times.count(state.arrived)));
    }
    this.#state = state;
    this.#grid.grow(state.total);
    this.#drawSoon();
  }

  rows({ search, page }: Extract<HostMessage, { readonly kind: 'rows' }>): void {
    if (search === this.#answered) this.#grid.put(page);
  }

  summary(message: Extract<HostMessage, { readonly kind: 'summary' }>): void {
    if (message.search !== this.#answered) return;
    const { from, to } = this.#language.rangeOf(this.#config.filter);
    if (message.histogram) {
      this.#histogram.set(message.histogram, from !== undefined || to !== undefined);
    }
    if (message.facets) {
      this.#facets.set(message.facets, message.searched);
      this.#seen.add(message.facets);
      this.#filter.setVocabulary(this.#seen.vocabulary(this.#surroundings));
    }
    this.#drawSoon();
  }

  failed({ search, message }: Extract<HostMessage, { readonly kind: 'failed' }>): void {
    if (search !== this.#search && search !== this.#answered) return;
    this.#failure = message;
    this.#grid.forgetAsked();
    this.#drawSoon();
  }

  #gridEvents(): ConstructorParameters<typeof Grid>[2] {
    const { post } = this.#context;
    return {
      ask: (from, count) => post({ kind: 'rows', search: this.#answered, from, count }),
      choose: ({ connection, id }, { chosen, focus }) => {
        clearTimeout(this.#opening);
        const open = () => post({ kind: 'open', connection, id, focus });
        if (chosen) open();
        else this.#opening = setTimeout(open, OPENING);
      },
      follow: (on) => {
        post({ kind: 'follow', on });
        this.#drawSoon();
      },
      toHead: () => {
        clearTimeout(this.#opening);
        post({ kind: 'refresh' });
        this.#saveSoon();
      },
      copy: (text) => post({ kind: 'copy', text }),
      moved: () => {
        this.#saveSoon();
        this.#drawSoon();
      },
      focusFilter: () => this.#filter.focus(),
    };
  }

  #searchSoon(text: string): void {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#apply(text), TYPING);
  }

  #commit(text: string): void {
    clearTimeout(this.#typing);
    if (!this.#filter.valid) return;
    if (text !== this.#config.filter) this.#apply(text);
    if (text !== '') this.#context.post({ kind: 'remember', text });
  }

  #apply(text: string): void {
    if (text !== this.#config.filter) this.#change({ filter: text });
    this.#ask();
  }

  /** A new search; its answer makes the one before it obsolete. */
  #ask(anchor?: ExplorerConfig['anchor']): void {
    this.#search++;
    this.#failure = undefined;
    this.#drawSoon();
    const message = {
      kind: 'search',
      search: this.#search,
      text: this.#config.filter,
      wanted: this.#wanted(),
    } as const;
    this.#context.post(anchor === undefined ? message : { ...message, anchor });
  }

  #wanted(): Wanted {
    const { buckets } = this.#histogram;
    const { from, to } = this.#language.rangeOf(this.#config.filter);
    const range = from !== undefined ? { from, to: to ?? Math.max(from + 1, Date.now()) } : {};
    return {
      ...this.#facets.wanted,
      ...(buckets > 0 && { histogram: { buckets, ...range } }),
    };
  }

  #tellWanted(): void {
    if (this.#search > 0) this.#context.post({ kind: 'wanted', search: this.#search, wanted: this.#wanted() });
  }

  #setColumns(columns: readonly ColumnSetting[]): void {
    this.#header.setColumns(columns);
    this.#grid.setColumns(columns);
    if (columns !== this.#config.columns) this.#change({ columns });
  }

  #change(part: Partial<ExplorerConfig>): void {
    const wanted = JSON.stringify([this.#config.facets, this.#config.closed, this.#config.histogram]);
    this.#config = { ...this.#config, ...part };
    this.#facets.setConfig(this.#config);
    this.#histogram.setMode(this.#config.histogram);
    if (JSON.stringify([this.#config.facets, this.#config.closed, this.#config.histogram]) !== wanted)
      this.#tellWanted();
    this.#saveSoon();
    this.#drawSoon();
  }

  #saveSoon(): void {
    this.#saving ??= setTimeout(() => this.#save(), SAVING);
  }

  #save(): void {
    this.#saving = undefined;
    const { anchor: _, ...others } = this.#config;
    const { anchor } = this.#grid;
    this.#config = anchor === undefined ? others : { ...others, anchor };
    this.#host.setState(this.#config);
    this.#context.post({ kind: 'config', config: this.#config });
  }

  #drawSoon(): void {
    if (this.#drawing !== 0) return;
    this.#drawing = requestAnimationFrame(() => {
      this.#drawing = 0;
      this.#draw();
    });
  }

  #draw(): void {
    const { status, empty } = this.#skeleton;
    this.#facets.draw();
    this.#toolbar.draw(this.#config, this.#facets.shown);
    const emptiness = this.#emptiness();
    this.#renderIn(empty, emptiness === undefined ? nothing : emptyState(emptiness, this.#context));
    empty.hidden = emptiness === undefined;
    this.#renderIn(
      status,
      statusLine(
        {
          state: this.#state,
          surroundings: this.#surroundings,
          following: this.#grid.following,
          rank: this.#grid.rank,
          toHead: () => {
            this.#grid.toHead();
            this.#grid.focus();
          },
        },
        this.#context,
      ),
    );
  }

  /** A button that goes away, by itself or because it was pressed, leaves the focus to the rows. */
  #renderIn(place: HTMLElement, view: TemplateResult | typeof nothing): void {
    if (!keepFocus(place, () => render(view, place))) this.#grid.focus();
  }

  #emptiness(): Emptiness | undefined {
    if (this.#failure !== undefined) {
      return {
        kind: 'failed',
        message: this.#failure,
        again: () => this.#ask(this.#grid.anchor),
        showLog: () => this.#context.post({ kind: 'showLog' }),
      };
    }
    if (this.#state === undefined) return { kind: 'reading' };
    if (this.#state.total > 0) return undefined;
    if (this.#state.searched < 1) return { kind: 'searching' };
    if (this.#config.filter.trim() !== '') return { kind: 'noMatch', clear: () => this.setFilter('') };
    // What is known is about the filter that was cleared just now.
    if (this.#answered !== this.#search) return { kind: 'reading' };
    return { kind: 'none', addConnection: () => this.#context.post({ kind: 'addConnection' }) };
  }
}
