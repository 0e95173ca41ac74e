import { nothing, render } from 'lit/html.js';
import type { Facet, FacetName, FacetValue } from '../../store/search/contract.ts';
import type { Wanted } from '../explorerProtocol.ts';
import { keepFocus } from '../keepFocus.ts';
import { type ExplorerConfig, FACETS } from './config.ts';
import type { ExplorerContext } from './context.ts';
import type { Choice, Language } from './filter/language.ts';
import { facetPanel, insteadOfValue } from './parts/facetPanel.ts';

/** Values of a facet at first, and after "more". */
const SHORT = 8;
const LONG = 50;
/** From here on facets cover the rows: they are shown when asked for, until something is chosen. As in adapt.css. */
const NARROW = '(max-width: 640px)';

export interface FacetEvents {
  readonly choose: (name: FacetName, value: string, wanted: Choice) => void;
  readonly change: (part: Partial<ExplorerConfig>) => void;
  /** Other counts are wanted than before. */
  readonly wanted: () => void;
  /** The panel went away from under the focus. */
  readonly left: () => void;
}

/** The facets beside the rows, and which of them are looked at. */
export class FacetSide {
  readonly #root: HTMLElement;
  readonly #context: ExplorerContext;
  readonly #language: Language;
  readonly #events: FacetEvents;
  readonly #narrow = matchMedia(NARROW);
  readonly #long = new Set<FacetName>();
  #config: ExplorerConfig;
  #facets: readonly Facet[] = [];
  #searched = 1;
  #overlay = false;
  /** What the panel was drawn from: it is asked at each arrival of events, and seldom differs. */
  #drawn: readonly unknown[] = [];

  constructor(
    root: HTMLElement,
    context: ExplorerContext,
    language: Language,
    config: ExplorerConfig,
    events: FacetEvents,
  ) {
    this.#root = root;
    this.#context = context;
    this.#language = language;
    this.#config = config;
    this.#events = events;
    root.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !this.#overlay) return;
      this.#leave();
      event.stopPropagation();
    });
    this.#narrow.addEventListener('change', () => {
      this.#overlay = false;
      events.wanted();
    });
  }

  get shown(): boolean {
    return this.#narrow.matches ? this.#overlay : this.#config.facets;
  }

  get wanted(): Pick<Wanted, 'facets' | 'limit'> {
    const facets = this.shown ? FACETS.filter((name) => !this.#config.closed.includes(name)) : [];
    return { facets, limit: this.#long.size > 0 ? LONG : SHORT };
  }

  show(shown: boolean): void {
    if (!this.#narrow.matches) {
      this.#events.change({ facets: shown });
      return;
    }
    this.#overlay = shown;
    this.#events.wanted();
  }

  /** `searched`: share of the stored events that the counts are about. */
  set(facets: readonly Facet[], searched: number): void {
    this.#facets = facets;
    this.#searched = searched;
  }

  setConfig(config: ExplorerConfig): void {
    this.#config = config;
  }

  draw(): void {
    const config = this.#config;
    const looks = [this.#facets, this.#searched, config, this.shown, this.#long.size];
    if (looks.every((each, index) => each === this.#drawn[index])) return;
    this.#drawn = looks;
    this.#root.hidden = !this.shown;
    const known = new Map(this.#facets.map((facet) => [facet.name, facet]));
    const panel = () =>
      facetPanel(
        {
          facets: FACETS.map((name) => this.#shortened(known.get(name) ?? { name, values: [], distinct: 0 })),
          unknown: (name) => !known.has(name),
          closed: config.closed,
          searched: this.#searched,
          long: this.#long,
          stateOf: (name, value) => this.#language.stateOf(config.filter, name, value),
          choose: (name, value, wanted) => {
            if (this.#overlay) this.#leave();
            this.#events.choose(name, value, wanted);
          },
          toggle: (name) => this.#toggle(name),
          lengthen: (name) => {
            this.#long.add(name);
            this.#events.wanted();
          },
          hide: () => this.#leave(),
        },
        this.#context,
      );
    const draw = () => render(this.shown ? panel() : nothing, this.#root);
    if (!keepFocus(this.#root, draw, insteadOfValue)) this.#events.left();
  }

  #leave(): void {
    this.show(false);
    this.#events.left();
  }

  #toggle(name: FacetName): void {
    const { closed } = this.#config;
    this.#events.change({ closed: closed.includes(name) ? closed.filter((each) => each !== name) : [...closed, name] });
  }

  #shortened(facet: Facet): Facet {
    if (facet.name === 'severity') return { ...facet, values: worstFirst(facet.values) };
    return this.#long.has(facet.name) ? facet : { ...facet, values: facet.values.slice(0, SHORT) };
  }
}

/** Severities have an order of their own. */
function worstFirst(values: readonly FacetValue[]): readonly FacetValue[] {
  return values.toSorted((a, b) => Number(b.value) - Number(a.value));
}
