import * as vscode from 'vscode';
import type { Clock } from '../base/clock.ts';
import type { Event } from '../base/emitter.ts';
import { Disposables } from '../base/emitter.ts';
import type { ConnectionService, ConnectionView } from '../connection/contract.ts';
import { reasonText } from './connections/stateText.ts';
import { Commands } from './ids.ts';
import type { Localizer } from './localizer.ts';
import type { OutputLog } from './log.ts';
import { Refusals } from './refusals.ts';
import { escapeLinks } from './text/escape.ts';
import { localSentence } from './text/localSentence.ts';

/** Something that the user must learn about the store: it was recovered, moved aside, cannot be opened. `message` is a sentence. */
export interface StoreNotice {
  readonly level: 'info' | 'warning' | 'error';
  readonly message: string;
}

/** Speaks up, seldom: a connection that only a person can mend, and what happened to the store. */
export class Notifications implements vscode.Disposable {
  readonly #own = new Disposables();
  readonly #log: OutputLog;
  readonly #l10n: Localizer;

  constructor(deps: {
    readonly service: ConnectionService;
    readonly storeNotices: Event<StoreNotice> | undefined;
    readonly clock: Clock;
    readonly log: OutputLog;
    readonly l10n: Localizer;
  }) {
    this.#log = deps.log;
    this.#l10n = deps.l10n;
    this.#own.add(new Refusals(deps.service, deps.clock, (view) => this.#refused(view)));
    if (deps.storeNotices) this.#own.add(deps.storeNotices((notice) => void this.#store(notice)));
  }

  dispose(): void {
    this.#own.dispose();
  }

  async #refused({ config, state }: ConnectionView): Promise<void> {
    if (state.kind !== 'refused') return;
    const { kind } = state.reason;
    const replace = vscode.l10n.t('Replace Credential');
    const edit = vscode.l10n.t('Edit Connection');
    const showLog = vscode.l10n.t('Show Log');
    const aboutCredential = kind === 'credential' || kind === 'noCredential' || kind === 'endpointChanged';
    const actions =
      config.demo || kind === 'store' ? [showLog] : aboutCredential ? [replace, showLog] : [edit, showLog];
    const message = vscode.l10n.t(
      '{0} was refused. {1}',
      escapeLinks(config.name),
      escapeLinks(reasonText(state, this.#l10n) ?? ''),
    );
    const choice = await vscode.window.showWarningMessage(message, ...actions);
    if (choice === replace) await vscode.commands.executeCommand(Commands.ReplaceCredential, config.id);
    if (choice === edit) await vscode.commands.executeCommand(Commands.EditConnection, config.id);
    if (choice === showLog) this.#log.show();
  }

  async #store({ level, message }: StoreNotice): Promise<void> {
    const showLog = vscode.l10n.t('Show Log');
    const show =
      level === 'error'
        ? vscode.window.showErrorMessage
        : level === 'warning'
          ? vscode.window.showWarningMessage
          : vscode.window.showInformationMessage;
    if ((await show(escapeLinks(localSentence(message, this.#l10n)), showLog)) === showLog) this.#log.show();
  }
}
