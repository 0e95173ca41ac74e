import { html, nothing, type TemplateResult } from 'lit/html.js';
import { type IconName, icon } from './icons.ts';

/** A button that shows only an icon; its name is the tooltip too. `pressed`: of one that switches something. */
export function iconButton(
  label: string,
  name: IconName,
  run: () => void,
  { disabled = false, pressed }: { readonly disabled?: boolean; readonly pressed?: boolean } = {},
): TemplateResult {
  return html`<button
    type="button"
    class="icon"
    title=${label}
    aria-label=${label}
    aria-pressed=${pressed === undefined ? nothing : String(pressed)}
    ?disabled=${disabled}
    @click=${run}
  >${icon(name)}</button>`;
}
