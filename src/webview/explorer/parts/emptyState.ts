import { html, type TemplateResult } from 'lit/html.js';
import type { ExplorerContext } from '../context.ts';

export type Emptiness =
  | { readonly kind: 'none'; readonly addConnection: () => void }
  | { readonly kind: 'noMatch'; readonly clear: () => void }
  /** Nothing is known yet. */
  | { readonly kind: 'reading' }
  | { readonly kind: 'searching' }
  | { readonly kind: 'failed'; readonly message: string; readonly again: () => void; readonly showLog: () => void };

/** Why there are no rows, and what can be done. */
export function emptyState(state: Emptiness, { t }: ExplorerContext): TemplateResult {
  switch (state.kind) {
    case 'none':
      return html`
        <div class="nothing">
          <h2>${t('No events are stored yet')}</h2>
          <p>${t('Events appear here as soon as a connection brings some.')}</p>
          <button type="button" class="primary" @click=${state.addConnection}>${t('Add Connection…')}</button>
        </div>
      `;
    case 'noMatch':
      return html`
        <div class="nothing">
          <h2>${t('No event matches the filter')}</h2>
          <button type="button" class="primary" @click=${state.clear}>${t('Clear Filter')}</button>
        </div>
      `;
    case 'reading':
      return html`<p class="reading" role="status">${t('Reading events…')}</p>`;
    case 'searching':
      return html`<div class="nothing"><p>${t('The search goes on…')}</p></div>`;
    case 'failed':
      return html`
        <div class="nothing" role="alert">
          <h2>${t('The events cannot be shown')}</h2>
          <p>${state.message}</p>
          <button type="button" class="primary" @click=${state.again}>${t('Try Again')}</button>
          <button type="button" @click=${state.showLog}>${t('Show Log')}</button>
        </div>
      `;
  }
}
