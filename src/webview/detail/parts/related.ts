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
    <h2 id=${id}>${title}${links.length === 0 ? nothing : html` <span class="count">${links.length}</span>`}</h2>
    ${
      links.length === 0
        ? html`<p class="note">${t('None stored.')}</p>`
        : html`<ul class="links">${shown.map((link) => html`<li>${item(link, context, now)}</li>`)}</ul>`
    }
    ${
      shown.length === links.length
        ? nothing
        : html`<button type="button" class="link more" @click=${() => view.onShowAll(id)}>${t('Show all {0}', links.length)}</button>`
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
