import { html, type TemplateResult } from 'lit/html.js';
import { SEVERITIES_WORST_FIRST } from '../../../model/severity.ts';
import type { Histogram } from '../../../store/search/contract.ts';
import type { ExplorerContext } from '../context.ts';
import { countsOf, timeOf, totalOf } from './bars.ts';

/** The histogram's numbers, for those who do not see the chart: stretches with events only, newest first. */
export function histogramTable(histogram: Histogram, { t, times, severities }: ExplorerContext): TemplateResult {
  const filled = Array.from({ length: histogram.buckets }, (_, bucket) => bucket)
    .filter((bucket) => totalOf(histogram, bucket) > 0)
    .reverse();
  const shown = SEVERITIES_WORST_FIRST.filter((severity) =>
    filled.some((bucket) => (countsOf(histogram, bucket)[severity] ?? 0) > 0),
  );
  return html`
    <div class="table plot" tabindex="0" role="region" aria-label=${t('Events over time')}>
      <table>
        <thead>
          <tr>
            <th scope="col">${t('From')}</th>
            <th scope="col">${t('To')}</th>
            ${shown.map((severity) => html`<th scope="col" class="number">${severities[severity]}</th>`)}
            <th scope="col" class="number">${t('All')}</th>
          </tr>
        </thead>
        <tbody>
          ${filled.map((bucket) => {
            const counts = countsOf(histogram, bucket);
            return html`
              <tr>
                <th scope="row">${times.cell(timeOf(histogram, bucket))}</th>
                <td>${times.cell(timeOf(histogram, bucket + 1))}</td>
                ${shown.map((severity) => html`<td class="number">${times.count(counts[severity] ?? 0)}</td>`)}
                <td class="number">${times.count(totalOf(histogram, bucket))}</td>
              </tr>
            `;
          })}
        </tbody>
      </table>
    </div>
  `;
}
