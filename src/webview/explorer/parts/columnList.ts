import { repeat } from 'lit/directives/repeat.js';
import { html, type TemplateResult } from 'lit/html.js';
import type { ExplorerContext } from '../context.ts';
import { type ColumnSetting, DEFAULT_COLUMNS, moved, resized, toggled } from '../grid/columns.ts';
import { columnTitle } from '../grid/columnTitle.ts';
import { iconButton } from './iconButton.ts';

const STEP = 16;

type Change = (columns: readonly ColumnSetting[]) => void;

/** Chooses, moves and resizes columns by buttons: all that the header does by dragging. */
export function columnList(
  columns: readonly ColumnSetting[],
  context: Pick<ExplorerContext, 't'>,
  onChange: Change,
  onClose: () => void,
): TemplateResult {
  const { t } = context;
  return html`
    <div class="popup columns" role="dialog" aria-label=${t('Columns')}>
      <ul>
        ${repeat(
          columns,
          ({ name }) => name,
          (column, index) => columnView(column, index, columns, context, onChange),
        )}
      </ul>
      <div class="buttons">
        <button type="button" @click=${() => onChange(DEFAULT_COLUMNS)}>${t('Reset Columns')}</button>
        <button type="button" class="primary" @click=${onClose}>${t('Done')}</button>
      </div>
    </div>
  `;
}

function columnView(
  column: ColumnSetting,
  index: number,
  columns: readonly ColumnSetting[],
  { t }: Pick<ExplorerContext, 't'>,
  onChange: Change,
): TemplateResult {
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
}

/** What has the focus when the end of the list disabled the button that had it: the way back. */
export function insteadOfMove(disabled: HTMLElement): readonly HTMLElement[] {
  return [...(disabled.closest('li')?.querySelectorAll('button') ?? [])].reverse();
}
