import { type ExplorerConfig, LONGEST_FILTER } from '../../webview/explorer/config.ts';
import { type ColumnSetting, DEFAULT_COLUMNS, decodeColumns } from '../../webview/explorer/grid/columns.ts';
import type { SmallState } from '../events/unseen.ts';

const HISTORY = 'explorer.history';
const LOOK = 'explorer.look';
const MOST = 20;

/** What every explorer begins with: filters used before, and how the last one was arranged. */
export class KeptLook {
  readonly #state: SmallState;

  constructor(state: SmallState) {
    this.#state = state;
  }

  /** Latest first. */
  get history(): readonly string[] {
    const kept = this.#state.get<unknown>(HISTORY);
    if (!Array.isArray(kept)) return [];
    return kept.filter((text) => typeof text === 'string' && text.length <= LONGEST_FILTER).slice(0, MOST);
  }

  async remember(filter: string): Promise<void> {
    if (filter.trim() === '') return;
    await this.#state.update(HISTORY, [filter, ...this.history.filter((each) => each !== filter)].slice(0, MOST));
  }

  get columns(): readonly ColumnSetting[] {
    return decodeColumns(this.#state.get<unknown>(LOOK)) ?? DEFAULT_COLUMNS;
  }

  async keepColumns({ columns }: ExplorerConfig): Promise<void> {
    if (JSON.stringify(columns) !== JSON.stringify(this.columns)) await this.#state.update(LOOK, columns);
  }
}
