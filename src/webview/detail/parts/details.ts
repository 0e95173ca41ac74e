import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { DetailsView } from '../../protocol.ts';
import type { ViewContext } from '../context.ts';
import { vendorText } from './vendorText.ts';

/** What the vendor packs into a text or a nested object, one row a fact. */
export function details(view: DetailsView | undefined, context: ViewContext): TemplateResult | typeof nothing {
  if (view === undefined) return nothing;
  const { t } = context;
  return html`
    <section aria-labelledby="details">
      <h2 id="details">${t('Details')}</h2>
      <table class="details">
        <thead>
          <tr><th scope="col">${t('Name')}</th><th scope="col">${t('Value')}</th></tr>
        </thead>
        <tbody>${view.rows.map(({ name, value }) => row(name, value, context))}</tbody>
      </table>
      ${view.more === 0 ? nothing : html`<p class="note">${t('{0} more are in the JSON.', view.more)}</p>`}
    </section>
  `;
}

function row(name: string, value: string, context: ViewContext): TemplateResult {
  const { t } = context;
  return html`<tr>
    <th scope="row">${vendorText(name, context)}</th>
    <td data-label=${t('Value')}>
      ${value === '' ? html`<span class="missing">${t('empty')}</span>` : html`<span class="value">${vendorText(value, context, true)}</span>`}
    </td>
  </tr>`;
}
