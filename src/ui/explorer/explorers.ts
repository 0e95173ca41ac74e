import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { DEFAULT_CONFIG, decodeConfig, type ExplorerConfig } from '../../webview/explorer/config.ts';
import { type ExplorerDeps, ExplorerPanel } from './explorerPanel.ts';

const EXPLORER_VIEW_TYPE = 'securityEvents.explorer';

/** The explorers that are open. One is enough for most: it is shown again rather than opened twice. */
export class Explorers implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #deps: ExplorerDeps;
  readonly #registration: vscode.Disposable;
  /** Last used at the end. */
  #open: readonly ExplorerPanel[] = [];

  constructor(deps: ExplorerDeps) {
    this.#deps = deps;
    this.#registration = vscode.window.registerWebviewPanelSerializer(EXPLORER_VIEW_TYPE, this);
  }

  /** The one that was used last. */
  get current(): ExplorerPanel | undefined {
    return this.#open.find(({ panel }) => panel.active) ?? this.#open.at(-1);
  }

  /** Whether one is in front of the user. */
  get inFront(): boolean {
    return this.#open.some(({ panel }) => panel.visible);
  }

  /** `filter` missing: as it was left. */
  show(filter?: string): ExplorerPanel {
    const open = this.current;
    if (open === undefined) return this.openAnother(filter);
    if (filter !== undefined) open.setFilter(filter);
    open.panel.reveal();
    return open;
  }

  openAnother(filter = ''): ExplorerPanel {
    const panel = vscode.window.createWebviewPanel(
      EXPLORER_VIEW_TYPE,
      vscode.l10n.t('Event Explorer'),
      vscode.ViewColumn.Active,
    );
    return this.#add(panel, { ...this.#default(), key: randomUUID(), filter });
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const config = this.#deps.tabs.latest(decodeConfig(state, this.#default()));
    this.#add(panel, config.key === '' ? { ...config, key: randomUUID() } : config);
  }

  /** Saved or recent filters changed. */
  refresh(): void {
    for (const explorer of this.#open) explorer.refresh();
  }

  dispose(): void {
    this.#registration.dispose();
    for (const explorer of this.#open) explorer.dispose();
    this.#open = [];
  }

  #default(): ExplorerConfig {
    return { ...DEFAULT_CONFIG, columns: this.#deps.kept.columns };
  }

  #add(panel: vscode.WebviewPanel, config: ExplorerConfig): ExplorerPanel {
    panel.iconPath = vscode.Uri.joinPath(this.#deps.extensionUri, 'media', 'activity.svg');
    const explorer = new ExplorerPanel(this.#deps, panel, config);
    this.#open = [...this.#open, explorer];
    panel.onDidChangeViewState(() => {
      if (panel.active) this.#open = [...this.#open.filter((each) => each !== explorer), explorer];
    });
    panel.onDidDispose(() => {
      this.#open = this.#open.filter((each) => each !== explorer);
      explorer.dispose();
      void this.#deps.tabs.forget(config.key);
    });
    return explorer;
  }
}
