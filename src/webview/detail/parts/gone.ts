import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { HostMessage, ViewMessage } from '../../protocol.ts';

export type Gone = Extract<HostMessage, { readonly kind: 'gone' }>;

/** Why there is nothing (more) to show. */
export function gone({ message, showLog }: Gone, post: (message: ViewMessage) => void): TemplateResult {
  return html`<p class="banner" role="alert">
    ${message}
    ${showLog === undefined ? nothing : html`<button type="button" @click=${() => post({ kind: 'showLog' })}>${showLog}</button>`}
  </p>`;
}
