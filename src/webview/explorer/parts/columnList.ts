import { html, type TemplateResult } from 'lit/html.js';
import type { ExplorerContext } from '../context.ts';
import { type ColumnSetting, DEFAULT_COLUMNS, moved, resized, toggled } from '../grid/columns.ts';
import { columnTitle } from '../grid/columnTitle.ts';
import { icon } from './icons.ts';

const STEP = 16;

/** Chooses, moves and resizes columns by buttons: all that the header does by dragging. */
export function columnList(
  columns: readonly ColumnSetting[],
  { t }: Pick<ExplorerContext, 't'>,
  onChange: (columns: readonly ColumnSetting[]) => void,
  onClose: () => void,
): TemplateResult {
  const button = (label: string, name: Parameters<typeof icon>[0], disabled: boolean, run: () => void) => html`
    <button type="button" class="icon" title=${label} aria-label=${label} ?disabled=${disabled} @click=${run}>${icon(name)}</button>
  `;
  return html`
    <div class="popup columns" role="dialog" aria-label=${t('Columns')}>
      <ul>
        ${columns.map((column, index) => {
          const title = columnTitle(column.name, t);
          const onlyOne = column.shown && columns.filter(({ shown }) => shown).length === 1;
          return html`
            <li>
              <label>
                <input
                  type="checkbox"
                  .checked=${column.shown}
                  ?disabled=${onlyOne}
                  aria-label=${t('Show column {0}', title)}
                  @change=${() => onChange(toggled(columns, column.name))}
                />
                <span>${title}</span>
              </label>
              <span class="width">${t('{0} px', column.width)}</span>
              ${button(t('Make {0} narrower', title), 'narrower', false, () => onChange(resized(columns, column.name, column.width - STEP)))}
              ${button(t('Make {0} wider', title), 'wider', false, () => onChange(resized(columns, column.name, column.width + STEP)))}
              ${button(t('Move {0} up', title), 'up', index === 0, () => onChange(moved(columns, column.name, index - 1)))}
              ${button(t('Move {0} down', title), 'down', index === columns.length - 1, () => onChange(moved(columns, column.name, index + 1)))}
            </li>
          `;
        })}
      </ul>
      <div class="buttons">
        <button type="button" @click=${() => onChange(DEFAULT_COLUMNS)}>${t('Reset Columns')}</button>
        <button type="button" class="primary" @click=${onClose}>${t('Done')}</button>
      </div>
    </div>
  `;
}
