import { html, type TemplateResult } from 'lit/html.js';
import type { ViewContext } from '../context.ts';
import { codePointName, textParts } from '../text.ts';

/**
 * Text from elsewhere: isolated, so that its direction stays its own, and with a visible mark for each character that would not be seen or would
 * reorder what is.
 */
export function vendorText(text: string, { t }: Pick<ViewContext, 't'>, keepLines = false): TemplateResult {
  return html`<bdi>${marked(text, t, keepLines)}</bdi>`;
}

/** The same without the isolation, for runs inside an isolated text. */
export function marked(text: string, t: ViewContext['t'], keepLines: boolean): readonly unknown[] {
  return textParts(text, keepLines).map((part) => {
    if (part.kind === 'plain') return part.text;
    const name = codePointName(part.code);
    return html`<span class="unseen" role="img" aria-label=${t('Control character {0}', name)}>${name}</span>`;
  });
}
