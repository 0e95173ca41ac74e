import { html, type TemplateResult } from 'lit/html.js';
import type { ExplorerContext } from '../context.ts';
import { type ColumnSetting, DEFAULT_COLUMNS, moved, resized, toggled } from '../grid/columns.ts';
import { columnTitle } from '../grid/columnTitle.ts';
import { iconButton } from './iconButton.ts';

const STEP = 16;

/** Chooses, moves and resizes columns by buttons: all that the header does by dragging. */
export function columnList(
  columns: readonly ColumnSetting[],
  { t }: Pick<ExplorerContext, 't'>,
  onChange: (columns: readonly ColumnSetting[]) => void,
  onClose: () => void,
): TemplateResult {
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
              ${iconButton(t('Make {0} narrower', title), 'narrower', () => onChange(resized(columns, column.name, column.width - STEP)))}
              ${iconButton(t('Make {0} wider', title), 'wider', () => onChange(resized(columns, column.name, column.width + STEP)))}
              ${iconButton(t('Move {0} up', title), 'up', () => onChange(moved(columns, column.name, index - 1)), { disabled: index === 0 })}
              ${iconButton(t('Move {0} down', title), 'down', () => onChange(moved(columns, column.name, index + 1)), { disabled: index === columns.length - 1 })}
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
