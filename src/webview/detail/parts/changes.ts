import { html, nothing, type TemplateResult } from 'lit/html.js';
import { assertNever } from '../../../base/assertNever.ts';
import type { AttributeChange } from '../../../model/event.ts';
import type { ChangesView, ComputedChanges, EventLink } from '../../protocol.ts';
import type { ViewContext } from '../context.ts';
import { type ChangeDiff, diffChange, type Member, type PathChange } from '../diff/change.ts';
import type { Part } from '../diff/words.ts';
import { marked, vendorText } from './vendorText.ts';

type Cell = TemplateResult | typeof nothing;

/** The attribute changes, before → after. */
export function changes(view: ChangesView, context: ViewContext): TemplateResult {
  const { t } = context;
  return html`
    <section aria-labelledby="changes">
      <h2 id="changes">${t('Attribute changes')}</h2>
      ${body(view, context)}
    </section>
  `;
}

function body(view: ChangesView, context: ViewContext): TemplateResult {
  const { t } = context;
  switch (view.kind) {
    case 'sent':
      return html`${table(view.changes, context)} ${view.also?.changes.length ? computed(view.also, context) : nothing}`;
    case 'computed':
      return computed(view, context);
    case 'noEarlier':
      return html`<p class="note">${t('No earlier event about this subject is stored, so there is nothing to compare with.')}</p>`;
    case 'none':
      return html`<p class="note">${t('This kind of event has no attributes that change.')}</p>`;
    default:
      return assertNever(view);
  }
}

function computed({ against, changes }: ComputedChanges, context: ViewContext): TemplateResult {
  const { t } = context;
  return html`
    <p class="note">${computedFrom(against, context)}</p>
    ${changes.length === 0 ? html`<p class="note">${t('Nothing changed since that event.')}</p>` : table(changes, context)}
  `;
}

function computedFrom(against: EventLink, { t, times, post }: ViewContext): TemplateResult {
  const { connection, id, summary, time } = against;
  return html`<button type="button" role="link" class="link" title=${summary} @click=${() => post({ kind: 'open', connection, id })}>
    ${t('Computed from the event of {0}', times.local(time))}
  </button>`;
}

function table(list: readonly AttributeChange[], context: ViewContext): TemplateResult {
  const { t } = context;
  return html`
    <table class="changes">
      <thead>
        <tr><th scope="col">${t('Attribute')}</th><th scope="col">${t('Before')}</th><th scope="col">${t('After')}</th></tr>
      </thead>
      <tbody>${list.map((change) => rows(diffChange(change), context))}</tbody>
    </table>
  `;
}

function rows(change: ChangeDiff, context: ViewContext): TemplateResult | readonly TemplateResult[] {
  const { t } = context;
  const { body, name } = change;
  switch (body.kind) {
    case 'none':
      return html`<tr class="about">
        <th scope="row">${vendorText(name, context)}</th>
        <td colspan="2"><span class="note">${t('The change is about this')}</span></td>
      </tr>`;
    case 'text':
      return line(change, text(body.before, context, 'before'), text(body.after, context, 'after'), context);
    case 'members':
      return line(
        change,
        members(
          body.members.filter(({ mark }) => mark !== 'added'),
          change.verb === 'set',
          context,
        ),
        members(
          body.members.filter(({ mark }) => mark !== 'removed'),
          change.verb === 'removed',
          context,
        ),
        context,
        body.reordered ? t('order changed') : undefined,
      );
    case 'paths':
      if (body.rows.length === 0) return line(change, nothing, nothing, context);
      return body.rows.map((row, index) => pathRow(change, row, index === 0, context));
    default:
      return assertNever(body);
  }
}

function line(change: ChangeDiff, before: Cell, after: Cell, context: ViewContext, remark?: string): TemplateResult {
  const { t } = context;
  return html`<tr>
    <th scope="row">
      ${vendorText(change.name, context)} ${tag(change, context)}
      ${remark === undefined ? nothing : html`<span class="tag">${remark}</span>`}
    </th>
    <td data-label=${t('Before')}>${before}</td>
    <td data-label=${t('After')}>${after}</td>
  </tr>`;
}

function pathRow(change: ChangeDiff, row: PathChange, first: boolean, context: ViewContext): TemplateResult {
  const { t } = context;
  return html`<tr class=${first ? 'path' : 'path more'}>
    <th scope="row">
      ${first ? html`${vendorText(change.name, context)} ${tag(change, context)}` : html`<span class="hidden">${change.name}</span>`}
      ${row.path === '' ? nothing : html`<span class="at">${vendorText(row.path, context)}</span>`}
    </th>
    <td data-label=${t('Before')}>${text(row.before, context, 'before')}</td>
    <td data-label=${t('After')}>${text(row.after, context, 'after')}</td>
  </tr>`;
}

function tag({ verb }: ChangeDiff, { t }: ViewContext): Cell {
  if (verb === 'set') return html`<span class="tag added">${t('set')}</span>`;
  if (verb === 'removed') return html`<span class="tag removed">${t('removed')}</span>`;
  if (verb === 'same') return html`<span class="tag">${t('unchanged')}</span>`;
  return nothing;
}

/** A side as running text, its own words marked. Deletions and insertions are elements, so that more than colour tells. */
function text(parts: readonly Part[] | undefined, context: ViewContext, side: 'before' | 'after'): TemplateResult {
  const { t } = context;
  if (parts === undefined) return html`<span class="missing" aria-label=${t('not present')} role="img">–</span>`;
  if (parts.every((part) => part.text === '')) return html`<span class="missing">${t('empty')}</span>`;
  return html`<bdi class="value">${parts.map((part) => {
    const run = marked(part.text, t, true);
    if (!part.changed) return run;
    return side === 'before' ? html`<del>${run}</del>` : html`<ins>${run}</ins>`;
  })}</bdi>`;
}

function members(list: readonly Member[], absent: boolean, context: ViewContext): TemplateResult {
  const { t } = context;
  if (absent) return html`<span class="missing" aria-label=${t('not present')} role="img">–</span>`;
  if (list.length === 0) return html`<span class="missing">${t('empty')}</span>`;
  return html`<ul class="members">
    ${list.map(({ mark, text: member }) => {
      const shown =
        member === '' ? html`<span class="missing">${t('empty')}</span>` : vendorText(member, context, true);
      if (mark === 'added') return html`<li class="added"><ins>${shown}</ins></li>`;
      if (mark === 'removed') return html`<li class="removed"><del>${shown}</del></li>`;
      return html`<li>${shown}</li>`;
    })}
  </ul>`;
}
