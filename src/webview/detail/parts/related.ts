import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { EventLink } from '../../protocol.ts';
import type { ViewContext } from '../context.ts';
import { severityIcon } from './severity.ts';
import { vendorText } from './vendorText.ts';

const FIRST = 5;

export interface RelatedView {
  readonly sameSubject: readonly EventLink[];
  readonly sameTarget: readonly EventLink[];
  /** The lists that the person asked to see whole. */
  readonly whole: ReadonlySet<string>;
  readonly onShowAll: (list: string) => void;
}

/** The other stored events about the same things. */
export function related(view: RelatedView, context: ViewContext, now: number): TemplateResult {
  const { t } = context;
  return html`<div class="related">
    ${list('same-subject', t('Other events about the same subject'), view.sameSubject, view, context, now)}
    ${list('same-target', t('Other events about the same target'), view.sameTarget, view, context, now)}
  </div>`;
}

function list(
  id: string,
  title: string,
  links: readonly EventLink[],
  view: RelatedView,
  context: ViewContext,
  now: number,
): TemplateResult {
  const { t } = context;
  const shown = view.whole.has(id) ? links : links.slice(0, FIRST);
  return html`<section aria-labelledby=${id}>
    <h2 id=${id} tabindex="-1">${title}${links.length === 0 ? nothing : html` <span class="count">${links.length}</span>`}</h2>
    ${
      links.length === 0
        ? html`<p class="note">${t('None stored.')}</p>`
        : html`<ul class="links">${repeat(
            shown,
            ({ connection, id }) => JSON.stringify([connection, id]),
            (link) => html`<li>${item(link, context, now)}</li>`,
          )}</ul>`
    }
    ${
      shown.length === links.length
        ? nothing
        : html`<button type="button" class="link more" @click=${(event: Event) => showAll(event, id, view)}>${t('Show all {0}', links.length)}</button>`
    }
  </section>`;
}

function item(link: EventLink, context: ViewContext, now: number): TemplateResult {
  const { connection, id, severity, severityName, status, summary, time } = link;
  const { post, times } = context;
  return html`<button type="button" role="link" class="event" @click=${() => post({ kind: 'open', connection, id })}>
    <span class="severity" data-severity=${severity}>${severityIcon(severity)}<span>${severityName}</span></span>
    <span class="summary">${vendorText(summary, context)}</span>
    <span class="when">
      ${status === undefined ? nothing : html`${vendorText(status, context)} <span aria-hidden="true">·</span> `}
      <time datetime=${times.utc(time)} title=${times.local(time)}>${times.relative(time, now)}</time>
    </span>
  </button>`;
}

/** The button goes away; who goes on by Tab from the last link comes to those that are added. */
function showAll({ target }: Event, list: string, view: RelatedView): void {
  if (target instanceof Element) {
    target.closest('section')?.querySelector<HTMLElement>('li:last-child .event')?.focus({ preventScroll: true });
  }
  view.onShowAll(list);
}

/**
 * What has the focus when the element that had it is gone: the heading of its list. Not another link: a key that was
 * meant for the one that is gone would open it.
 */
export function insteadOfLink(gone: HTMLElement): readonly (HTMLElement | null | undefined)[] {
  return [gone.closest('.related section')?.querySelector<HTMLElement>('h2')];
}
