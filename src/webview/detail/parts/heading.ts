import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { DetailView } from '../../protocol.ts';
import type { ViewContext } from '../context.ts';
import { severityIcon } from './severity.ts';
import { vendorText } from './vendorText.ts';

/** What happened, how bad it is, and when. */
export function heading(detail: DetailView, context: ViewContext, now: number): TemplateResult {
  const { t } = context;
  return html`
    <header class="heading">
      <div class="badges">
        <span class="badge" data-severity=${detail.severity} title=${t('Severity: {0}', detail.severityName)}>
          ${severityIcon(detail.severity)}<span>${detail.severityName}</span>
        </span>
        ${
          detail.vendorSeverity === undefined
            ? nothing
            : html`<span class="chip quiet">${t('Vendor severity: {0}', '')}${vendorText(detail.vendorSeverity, context)}</span>`
        }
        ${
          detail.status === undefined
            ? nothing
            : html`<span class="chip">${t('Status: {0}', '')}${vendorText(detail.status, context)}</span>`
        }
        <span class="kind">
          ${vendorText(detail.type, context)} <span aria-hidden="true">·</span> ${vendorText(detail.activity, context)}
          <span aria-hidden="true">·</span> ${vendorText(detail.connectionName, context)}
        </span>
      </div>
      <h1>${vendorText(detail.summary, context)}</h1>
      <dl class="times">
        ${moment(t('Happened'), detail.time, context, now)} ${moment(t('Received'), detail.receivedTime, context, now)}
      </dl>
      <div class="actions" role="group" aria-label=${t('Actions')}>
        <button
          type="button"
          class="primary"
          ?disabled=${!detail.hasPrevious}
          title=${detail.hasPrevious ? nothing : t('No earlier event about this subject is stored')}
          @click=${() => context.post({ kind: 'comparePrevious' })}
        >${t('Compare with Previous')}</button>
        <button type="button" @click=${() => context.post({ kind: 'openText' })}>${t('Open as Text')}</button>
        <button type="button" @click=${() => context.post({ kind: 'copyJson' })}>${t('Copy JSON')}</button>
      </div>
    </header>
  `;
}

function moment(label: string, time: number, { t, times }: ViewContext, now: number): TemplateResult {
  const utc = times.utc(time);
  return html`
    <div>
      <dt>${label}</dt>
      <dd>
        <time datetime=${utc}>${times.local(time)}</time>
        <span class="relative">${times.relative(time, now)}</span>
        <span class="utc">${t('UTC')} ${utc}</span>
      </dd>
    </div>
  `;
}
