import { html, svg, type TemplateResult } from 'lit/html.js';
import { SEVERITY_SHAPES } from '../../detail/parts/severity.ts';

const SHAPES = {
  close: svg`<path class="line" d="m4 4 8 8m0-8-8 8"/>`,
  link: svg`<path class="line" d="M6.5 9.5 9.5 6.500M7 4.700l1.300-1.300a2.900 2.900 0 0 1 4.200 4.200L11.200 8.900M9 11.300l-1.300 1.300a2.900 2.900 0 0 1-4.200-4.200L4.800 7.100"/>`,
  save: svg`<path class="line" d="M4.500 2.500h7v11L8 10.700l-3.500 2.800Z"/>`,
  history: svg`<path class="line" d="M3.200 5.200A5.500 5.500 0 1 1 2.500 8M2.800 2.500v3h3M8 5v3.300l2.200 1.300"/>`,
  columns: svg`<path class="line" d="M2.500 3h11v10h-11ZM6.200 3v10M9.800 3v10"/>`,
  facets: svg`<path class="line" d="M2.500 4h3M7.500 4h6M2.500 8h3M7.500 8h6M2.500 12h3M7.500 12h6"/>`,
  chart: svg`<path class="line" d="M2.500 13.500h11M4 11.500v-4M7 11.500v-8M10 11.500v-5M13 11.500v-2"/>`,
  table: svg`<path class="line" d="M2.500 3h11v10h-11ZM2.500 6.500h11M2.500 9.700h11M7 3v10"/>`,
  zoomIn: svg`<circle class="line" cx="7" cy="7" r="4.300"/><path class="line" d="m10.200 10.200 3.300 3.300M5 7h4M7 5v4"/>`,
  zoomOut: svg`<circle class="line" cx="7" cy="7" r="4.300"/><path class="line" d="m10.200 10.200 3.300 3.300M5 7h4"/>`,
  reset: svg`<path class="line" d="M2.500 8h11M5.500 5l-3 3 3 3M10.500 5l3 3-3 3"/>`,
  right: svg`<path class="line" d="m6.500 4 4 4-4 4"/>`,
  up: svg`<path class="line" d="m4 9.500 4-4 4 4"/>`,
  down: svg`<path class="line" d="m4 6.500 4 4 4-4"/>`,
  narrower: svg`<path class="line" d="M4 8h8"/>`,
  wider: svg`<path class="line" d="M4 8h8M8 4v8"/>`,
  exclude: svg`<circle class="line" cx="8" cy="8" r="5.200"/><path class="line" d="M5.200 8h5.600"/>`,
} as const;

export type IconName = keyof typeof SHAPES;

export function icon(name: IconName): TemplateResult {
  return html`<svg viewBox="0 0 16 16" aria-hidden="true">${SHAPES[name]}</svg>`;
}

/** The shapes of severities, to be used by rows of the grid. */
export function severitySprite(): TemplateResult {
  return html`<svg class="sprite" aria-hidden="true">
    ${Object.entries(SEVERITY_SHAPES).map(
      ([severity, shape]) => svg`<symbol id="severity-${severity}" viewBox="0 0 16 16">${shape}</symbol>`,
    )}
  </svg>`;
}
