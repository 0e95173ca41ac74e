import * as vscode from 'vscode';
import type { Clock } from '../../base/clock.ts';
import { Disposables } from '../../base/emitter.ts';
import type { ConnectionService } from '../../connection/contract.ts';
import { ContextKey } from '../contextKey.ts';
import { ContextKeys, Views } from '../ids.ts';
import { vscodeLocalizer } from '../localizerOfVscode.ts';
import type { ConnectionSettings } from '../settings/connectionSettings.ts';
import { localSentence } from '../text/localSentence.ts';
import { Throttle } from '../throttle.ts';
import type { ConnectionsTree } from './connectionsTree.ts';
import type { Troubles } from './troubles.ts';

const REFRESH_MS = 1_000;
/** VS Code drops a tooltip that is about to be shown when its row is drawn again: ages must not change too often for it. */
const AGES_MS = 4_000;

/** The Connections view: its lines tell ages, so they are drawn again every few seconds while somebody can see them; a new state at once. */
export class ConnectionsView implements vscode.Disposable {
  readonly #own = new Disposables();
  readonly #service: ConnectionService;
  readonly #settings: ConnectionSettings;
  readonly #troubles: Troubles;
  readonly #tree: ConnectionsTree;
  readonly #view: vscode.TreeView<unknown>;
  readonly #hasConnections = new ContextKey<boolean>(ContextKeys.HasConnections);
  readonly #hasWanted = new ContextKey<boolean>(ContextKeys.HasWanted);
  #stopTicking: (() => void) | undefined;

  constructor(deps: {
    readonly service: ConnectionService;
    readonly settings: ConnectionSettings;
    readonly troubles: Troubles;
    readonly tree: ConnectionsTree;
    readonly clock: Clock;
  }) {
    this.#service = deps.service;
    this.#settings = deps.settings;
    this.#troubles = deps.troubles;
    this.#tree = deps.tree;
    this.#view = this.#own.add(
      vscode.window.createTreeView(Views.Connections, { treeDataProvider: deps.tree, showCollapseAll: false }),
    );
    const throttle = this.#own.add(
      new Throttle(deps.clock, REFRESH_MS, () => this.#view.visible && this.#tree.refreshStates()),
    );
    this.#own.add(
      this.#service.onDidChange((id) => {
        this.#setKeys();
        if (id === undefined) this.#tree.refreshAll();
        else throttle.request();
      }),
    );
    this.#own.add(
      this.#troubles.onDidChange(() => {
        this.#setMessage();
        this.#tree.refreshAll();
      }),
    );
    this.#own.add(this.#settings.onDidFindProblems(() => this.#setMessage()));
    this.#own.add(this.#view.onDidChangeVisibility(({ visible }) => this.#tick(visible, deps.clock)));
    this.#own.add({ dispose: () => this.#stopTicking?.() });
    this.#tick(this.#view.visible, deps.clock);
    this.#setKeys();
    this.#setMessage();
  }

  dispose(): void {
    this.#own.dispose();
  }

  #tick(visible: boolean, clock: Clock): void {
    this.#stopTicking?.();
    this.#stopTicking = undefined;
    if (!visible) return;
    this.#tree.refreshChanged();
    this.#stopTicking = clock.timer(AGES_MS, () => this.#tick(this.#view.visible, clock));
  }

  #setKeys(): void {
    const views = this.#service.list();
    this.#hasConnections.set(views.length > 0);
    this.#hasWanted.set(views.some(({ wanted }) => wanted));
  }

  #setMessage(): void {
    const problems = this.#settings.problems;
    const skipped =
      problems.length === 0
        ? undefined
        : vscode.l10n.t('{0} entries of the setting "Connections" cannot be used; the log says why.', problems.length);
    const { error } = this.#troubles;
    this.#view.message = error === undefined ? (skipped ?? '') : localSentence(error, vscodeLocalizer);
  }
}
