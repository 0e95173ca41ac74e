import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { DetailView, PartyView } from '../../protocol.ts';
import type { ViewContext } from '../context.ts';
import { vendorText } from './vendorText.ts';

/** Who did what to what: one row a role. */
export function parties(detail: DetailView, context: ViewContext): TemplateResult | typeof nothing {
  const { t } = context;
  const rows = [
    [t('Actor'), detail.actor],
    [t('Target'), detail.target],
    [t('Subject'), detail.subject],
  ] as const;
  const known = rows.flatMap(([role, party]) => (party === undefined ? [] : [{ role, party }]));
  if (known.length === 0) return nothing;
  return html`
    <section aria-labelledby="who">
      <h2 id="who">${t('Who and what')}</h2>
      <table class="parties">
        <thead>
          <tr><th scope="col">${t('Role')}</th><th scope="col">${t('Kind')}</th><th scope="col">${t('Name')}</th><th scope="col">${t('Id')}</th></tr>
        </thead>
        <tbody>${known.map(({ role, party }) => row(role, party, context))}</tbody>
      </table>
    </section>
  `;
}

function row(role: string, party: PartyView, context: ViewContext): TemplateResult {
  const { t } = context;
  return html`
    <tr>
      <th scope="row">${role}</th>
      <td data-label=${t('Kind')}>${vendorText(party.kind, context)}</td>
      <td data-label=${t('Name')}>
        ${party.name === undefined ? nothing : html`<span class="name">${vendorText(party.name, context)}</span>`}
        ${party.email === undefined ? nothing : copyable(party.email, t('E-mail'), context)}
        ${party.name === undefined && party.email === undefined ? html`<span class="missing">–</span>` : nothing}
      </td>
      <td data-label=${t('Id')}>
        ${party.id === undefined ? html`<span class="missing">–</span>` : copyable(party.id, `${role} ${t('Id')}`, context, true)}
      </td>
    </tr>
  `;
}

function copyable(text: string, what: string, context: ViewContext, code = false): TemplateResult {
  const { t, copy } = context;
  return html`<span class="copyable ${code ? 'code' : ''}">
    ${vendorText(text, context)}<button type="button" class="icon" aria-label=${t('Copy {0}', what)} title=${t('Copy {0}', what)} @click=${() => copy(text)}>
      <svg viewBox="0 0 16 16" aria-hidden="true"><path class="line" d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3"/></svg>
    </button>
  </span>`;
}
