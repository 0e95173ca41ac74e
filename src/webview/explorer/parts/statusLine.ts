import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { ViewState } from '../../../store/search/contract.ts';
import type { Surroundings } from '../../explorerProtocol.ts';
import type { ExplorerContext } from '../context.ts';

export interface StatusLine {
  readonly state: ViewState | undefined;
  readonly surroundings: Surroundings;
  readonly following: boolean;
  /** Rank of the row that has the cursor. */
  readonly rank: number;
  readonly toHead: () => void;
}

/** How far what is shown is the whole truth. */
export function statusLine(line: StatusLine, { t, times }: ExplorerContext): TemplateResult {
  const { state, surroundings, following } = line;
  if (state === undefined) return html`<footer class="status"></footer>`;
  const { arrived } = state;
  const percent = (share: number) => Math.floor(share * 100);
  return html`
    <footer class="status">
      <span class="live ${following ? 'on' : ''}">${following ? t('Following') : t('Held')}</span>
      ${
        !following && arrived > 0
          ? html`<button type="button" class="link new" title=${t('Show new events')} @click=${line.toHead}>
              ${arrived === 1 ? t('1 new event') : t('{0} new events', times.count(arrived))}
            </button>`
          : nothing
      }
      <span>${t('{0} of {1} events', times.count(state.total), times.count(Math.max(state.total, surroundings.stored)))}</span>
      ${state.searched < 1 ? html`<span>${t('Searching… {0}%', percent(state.searched))}</span>` : nothing}
      ${state.indexed < 1 ? html`<span>${t('The text index covers {0}% so far.', percent(state.indexed))}</span>` : nothing}
      <span class="space"></span>
      ${state.total > 0 ? html`<span>${t('Row {0} of {1}', times.count(line.rank + 1), times.count(state.total))}</span>` : nothing}
      ${
        surroundings.oldest === undefined
          ? nothing
          : html`<span class="oldest">${t('Nothing older than {0} is stored.', times.cell(surroundings.oldest))}</span>`
      }
    </footer>
  `;
}
