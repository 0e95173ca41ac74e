import { decodeConfig, type ExplorerConfig, isRecord } from '../../webview/explorer/config.ts';
import type { SmallState } from '../events/unseen.ts';

const TABS = 'explorer.tabs';
const MOST = 8;

/**
 * How the explorers of this workspace look, by key, last changed first. VS Code keeps it with its tabs too, but writes that only when a window closes in good order: not after a
 * crash, and in a browser not always.
 */
export class KeptTabs {
  readonly #state: SmallState;

  constructor(state: SmallState) {
    this.#state = state;
  }

  /** As it was last, if it is known. What VS Code kept may be older; without any key it is the one that was used last. */
  latest(restored: ExplorerConfig): ExplorerConfig {
    const tabs = this.#tabs();
    const found = restored.key === '' ? tabs[0] : tabs.find(({ key }) => key === restored.key);
    return found ?? restored;
  }

  async keep(config: ExplorerConfig): Promise<void> {
    if (config.key === '') return;
    const others = this.#tabs().filter(({ key }) => key !== config.key);
    await this.#state.update(TABS, [config, ...others].slice(0, MOST));
  }

  async forget(forgotten: string): Promise<void> {
    await this.#state.update(
      TABS,
      this.#tabs().filter(({ key }) => key !== forgotten),
    );
  }

  #tabs(): readonly ExplorerConfig[] {
    const kept = this.#state.get<unknown>(TABS);
    return Array.isArray(kept) ? kept.filter(isRecord).map((each) => decodeConfig(each)) : [];
  }
}
