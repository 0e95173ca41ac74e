import { html, nothing, render } from 'lit/html.js';
import { keepFocus } from '../keepFocus.ts';
import type { ExplorerConfig } from './config.ts';
import type { ExplorerContext } from './context.ts';
import type { ColumnSetting } from './grid/columns.ts';
import { columnList, insteadOfMove } from './parts/columnList.ts';
import { iconButton } from './parts/iconButton.ts';

export interface ToolbarEvents {
  readonly facets: (shown: boolean) => void;
  readonly change: (part: Partial<ExplorerConfig>) => void;
  readonly columns: (columns: readonly ColumnSetting[]) => void;
  /** The list of columns was closed: the focus must go somewhere. */
  readonly closed: () => void;
}

/** What is shown around the rows, and their columns. */
export class Toolbar {
  readonly #root: HTMLElement;
  readonly #context: ExplorerContext;
  readonly #events: ToolbarEvents;
  #config: ExplorerConfig | undefined;
  #facets = false;
  #columnsOpen = false;

  constructor(root: HTMLElement, context: ExplorerContext, events: ToolbarEvents) {
    this.#root = root;
    this.#context = context;
    this.#events = events;
  }

  draw(config: ExplorerConfig, facets: boolean): void {
    if (config === this.#config && facets === this.#facets) return;
    this.#config = config;
    this.#facets = facets;
    this.#render(config);
  }

  #render({ histogram, columns }: ExplorerConfig): void {
    const { t } = this.#context;
    const facets = this.#facets;
    const hidden = histogram === 'hidden';
    const columnsView = () => html`
      <div @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && this.#openColumns(false)}>
        ${columnList(columns, this.#context, this.#events.columns, () => this.#openColumns(false))}
      </div>
    `;
    const view = html`
      ${iconButton(facets ? t('Hide Facets') : t('Show Facets'), 'facets', () => this.#events.facets(!facets), { pressed: facets })}
      ${iconButton(
        hidden ? t('Show Histogram') : t('Hide Histogram'),
        'chart',
        () => this.#events.change({ histogram: hidden ? 'chart' : 'hidden' }),
        { pressed: !hidden },
      )}
      ${iconButton(t('Columns'), 'columns', () => this.#openColumns(!this.#columnsOpen), { pressed: this.#columnsOpen })}
      ${this.#columnsOpen ? columnsView() : nothing}
    `;
    keepFocus(this.#root, () => render(view, this.#root), insteadOfMove);
  }

  #openColumns(open: boolean): void {
    this.#columnsOpen = open;
    if (this.#config) this.#render(this.#config);
    if (open) this.#root.querySelector('input')?.focus();
    else this.#events.closed();
  }
}
