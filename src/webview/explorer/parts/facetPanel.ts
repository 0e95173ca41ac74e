import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { SEVERITIES_WORST_FIRST, Severity } from '../../../model/severity.ts';
import type { Facet, FacetName, FacetValue } from '../../../store/search/contract.ts';
import { severityIcon } from '../../detail/parts/severity.ts';
import { vendorText } from '../../detail/parts/vendorText.ts';
import type { ExplorerContext } from '../context.ts';
import type { Choice } from '../filter/language.ts';
import { columnTitle } from '../grid/columnTitle.ts';
import { iconButton } from './iconButton.ts';
import { icon } from './icons.ts';

export interface FacetPanel {
  readonly facets: readonly Facet[];
  readonly closed: readonly FacetName[];
  /** Its values are not counted yet. */
  readonly unknown: (name: FacetName) => boolean;
  /** Share of the stored events that the counts are about. */
  readonly searched: number;
  /** Facets of which more values are shown. */
  readonly long: ReadonlySet<FacetName>;
  readonly stateOf: (name: FacetName, value: string) => Choice;
  readonly choose: (name: FacetName, value: string, wanted: Choice) => void;
  readonly toggle: (name: FacetName) => void;
  readonly lengthen: (name: FacetName) => void;
  readonly hide: () => void;
}

/** What occurs in the events that match, with counts; a click asks for it, with Alt against it. */
export function facetPanel(panel: FacetPanel, context: ExplorerContext): TemplateResult {
  const { t } = context;
  return html`
    <aside class="facets" aria-label=${t('Facets')}>
      <div class="facets-title">
        <h2>${t('Facets')}</h2>
        ${panel.searched < 1 ? html`<span class="progress">${t('Searching… {0}%', Math.floor(panel.searched * 100))}</span>` : nothing}
        ${iconButton(t('Hide Facets'), 'close', panel.hide)}
      </div>
      ${repeat(
        panel.facets,
        ({ name }) => name,
        (facet) => facetView(facet, panel, context),
      )}
    </aside>
  `;
}

function facetView(facet: Facet, panel: FacetPanel, context: ExplorerContext): TemplateResult {
  const { t, times } = context;
  const closed = panel.closed.includes(facet.name);
  const highest = Math.max(1, ...facet.values.map(({ count }) => count));
  const rest = facet.distinct - facet.values.length;
  return html`
    <section class="facet">
      <h3>
        <button type="button" aria-expanded=${closed ? 'false' : 'true'} @click=${() => panel.toggle(facet.name)}>
          ${icon(closed ? 'right' : 'down')}<span>${columnTitle(facet.name, t)}</span>
        </button>
      </h3>
      ${
        closed
          ? nothing
          : facet.values.length === 0
            ? html`<p class="none">${panel.unknown(facet.name) ? t('Loading…') : t('No values')}</p>`
            : html`<ul>${repeat(
                keyed(facet.values),
                ({ key }) => key,
                ({ value }) => valueView(facet.name, value, highest, panel, context),
              )}</ul>`
      }
      ${
        closed || rest <= 0
          ? nothing
          : panel.long.has(facet.name)
            ? html`<p class="none">${t('{0} more', times.count(rest))}</p>`
            : html`<button type="button" class="link more" @click=${(event: Event) => lengthen(event, facet.name, panel)}>${t('{0} more', times.count(rest))}</button>`
      }
    </section>
  `;
}

function valueView(
  name: FacetName,
  { value, count }: FacetValue,
  highest: number,
  panel: FacetPanel,
  context: ExplorerContext,
): TemplateResult {
  const { t, times } = context;
  const state = panel.stateOf(name, value);
  const label = labelOf(name, value, context);
  const many = times.count(count);
  return html`
    <li class=${state ?? ''}>
      <button
        type="button"
        class="value"
        aria-pressed=${state === 'include' ? 'true' : 'false'}
        aria-label=${state === undefined ? t('Only {0}, {1}', label, many) : t('Remove {0} from the filter', label)}
        title=${label}
        @click=${(event: MouseEvent) =>
          panel.choose(name, value, state !== undefined ? undefined : event.altKey ? 'exclude' : 'include')}
      >
        ${name === 'severity' ? html`<span data-severity=${value}>${severityIcon(severityOf(value))}</span>` : nothing}
        <span class="name">${vendorText(label, context)}</span>
        <span class="count">${many}</span>
        <span class="share" aria-hidden="true"><span .style=${`width:${Math.round((count / highest) * 100)}%`}></span></span>
      </button>
      <button
        type="button"
        class="icon exclude"
        aria-pressed=${state === 'exclude' ? 'true' : 'false'}
        aria-label=${t('Exclude {0}', label)}
        title=${t('Exclude {0}', label)}
        @click=${() => panel.choose(name, value, state === 'exclude' ? undefined : 'exclude')}
      >${icon('exclude')}</button>
    </li>
  `;
}

/** An element stays with its value, whatever order values come in. Things of the same name are told apart by their order. */
function keyed(values: readonly FacetValue[]): readonly { readonly key: string; readonly value: FacetValue }[] {
  const met = new Map<string, number>();
  return values.map((value) => {
    const before = met.get(value.value) ?? 0;
    met.set(value.value, before + 1);
    return { key: `${before} ${value.value}`, value };
  });
}

/** The button goes away; who goes on by Tab from the last value comes to those that are added. */
function lengthen({ target }: Event, name: FacetName, panel: FacetPanel): void {
  if (target instanceof Element) {
    target.closest('.facet')?.querySelector<HTMLElement>('li:last-child .value')?.focus({ preventScroll: true });
  }
  panel.lengthen(name);
}

/**
 * What has the focus when the element that had it is gone: the heading of its facet. Not another value: a key that was
 * meant for the one that is gone would choose it.
 */
export function insteadOfValue(gone: HTMLElement): readonly (HTMLElement | null | undefined)[] {
  return [gone.closest('.facet')?.querySelector<HTMLElement>('h3 button')];
}

function labelOf(name: FacetName, value: string, context: ExplorerContext): string {
  if (name === 'severity') return context.severities[Number(value)] ?? value;
  return name === 'connection' ? context.connectionName(value) : value;
}

function severityOf(value: string): Severity {
  return SEVERITIES_WORST_FIRST.find((severity) => String(severity) === value) ?? Severity.Unknown;
}
