import * as vscode from 'vscode';
import type { Clock } from '../base/clock.ts';
import { Disposables } from '../base/emitter.ts';
import type { ConnectionService } from '../connection/contract.ts';
import { describeConnection } from './connections/connectionText.ts';
import { stateLook } from './connections/stateText.ts';
import type { Unseen } from './events/unseen.ts';
import { untrusted } from './icons.ts';
import { Views } from './ids.ts';
import type { Localizer } from './localizer.ts';
import { escapeMarkdown } from './text/escape.ts';
import type { Times } from './text/times.ts';
import { Throttle } from './throttle.ts';

/** One item: the worst state of all connections, and how many severe events nobody has seen. Hidden without connections. */
export class StatusBar implements vscode.Disposable {
  readonly #own = new Disposables();
  readonly #service: ConnectionService;
  readonly #unseen: Unseen;
  readonly #clock: Clock;
  readonly #times: Times;
  readonly #l10n: Localizer;
  readonly #item: vscode.StatusBarItem;

  constructor(deps: {
    readonly service: ConnectionService;
    readonly unseen: Unseen;
    readonly clock: Clock;
    readonly times: Times;
    readonly l10n: Localizer;
  }) {
    this.#service = deps.service;
    this.#unseen = deps.unseen;
    this.#clock = deps.clock;
    this.#times = deps.times;
    this.#l10n = deps.l10n;
    this.#item = this.#own.add(
      vscode.window.createStatusBarItem('securityEvents.status', vscode.StatusBarAlignment.Left, 0),
    );
    this.#item.name = vscode.l10n.t('Security Events');
    this.#item.command = { command: `${Views.Events}.focus`, title: vscode.l10n.t('Show Security Events') };
    const throttle = this.#own.add(new Throttle(deps.clock, 1_000, () => this.#draw()));
    this.#own.add(this.#service.onDidChange(() => throttle.request()));
    this.#own.add(this.#unseen.onDidChange(() => throttle.request()));
    this.#draw();
  }

  dispose(): void {
    this.#own.dispose();
  }

  #draw(): void {
    const views = this.#service.list();
    const worst = views.map(({ state }) => stateLook(state, this.#l10n)).sort((a, b) => b.rank - a.rank)[0];
    if (!worst) {
      this.#item.hide();
      return;
    }
    const unseen = this.#unseen.count;
    const severe =
      unseen === 0
        ? vscode.l10n.t('no unseen events of severity High or above')
        : vscode.l10n.t('{0} unseen of severity High or above', this.#times.count(unseen));
    this.#item.text =
      unseen === 0
        ? `$(${worst.icon}) ${vscode.l10n.t('Events')}`
        : `$(${worst.icon}) ${vscode.l10n.t('Events')} $(warning) ${this.#times.count(unseen)}`;
    const lines = views.map(
      (view) =>
        `${escapeMarkdown(view.config.name)}: ${escapeMarkdown(describeConnection(view, this.#clock.now(), this.#times, this.#l10n))}`,
    );
    this.#item.tooltip = untrusted(
      [`**${escapeMarkdown(vscode.l10n.t('Security Events'))}** ${escapeMarkdown(`· ${severe}`)}`, ...lines].join(
        '\n\n',
      ),
    );
    this.#item.accessibilityInformation = {
      label: vscode.l10n.t('Security Events: worst state {0}, {1}', worst.word, severe),
      role: 'button',
    };
    this.#item.backgroundColor = worst.rank >= 4 ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    this.#item.show();
  }
}
