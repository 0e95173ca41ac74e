import { html, svg, type TemplateResult } from 'lit/html.js';
import type { Severity } from '../../../model/severity.ts';

/** Shapes that differ, so that colour alone never carries the meaning; the same family of shapes as in the tree. */
export const SEVERITY_SHAPES: Readonly<Record<Severity, TemplateResult<2>>> = {
  0: svg`<circle cx="8" cy="8" r="6.25" class="line"/><path class="line" d="M6 6.2a2 2 0 1 1 2.9 1.9c-.6.3-.9.7-.9 1.3"/><circle cx="8" cy="11.6" r=".9"/>`,
  1: svg`<circle cx="8" cy="8" r="6.25" class="line"/><path class="line" d="M8 7.4v4"/><circle cx="8" cy="4.9" r=".9"/>`,
  2: svg`<path class="line" d="M8 2.5v10.5M3.5 8.7 8 13.2l4.5-4.5"/>`,
  3: svg`<circle cx="8" cy="8" r="5"/>`,
  4: svg`<path class="line" d="M8 1.9 14.6 13.6H1.4Z"/><path class="line" d="M8 6v3.6"/><circle cx="8" cy="11.6" r=".9"/>`,
  5: svg`<path d="M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2l-3.7-3.7V5.2Z"/><path class="cut" d="m5.6 5.6 4.8 4.8m0-4.8-4.8 4.8"/>`,
  6: svg`<path d="M8.6 1c.5 2.6 4.9 4.3 4.9 8.6A5.5 5.5 0 0 1 8 15a5.5 5.5 0 0 1-5.5-5.4c0-2.1 1.1-3.5 2.2-4.7.2 1.2.7 1.9 1.5 2.3C6.1 4.7 7 2.5 8.6 1Z"/>`,
};

/** The shape alone; the word stands beside it. */
export function severityIcon(severity: Severity): TemplateResult {
  return html`<svg class="severity-icon" viewBox="0 0 16 16" aria-hidden="true">${SEVERITY_SHAPES[severity]}</svg>`;
}
