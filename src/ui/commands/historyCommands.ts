import * as vscode from 'vscode';
import type { Clock } from '../../base/clock.ts';
import type { ConnectionService, ConnectionView } from '../../connection/contract.ts';
import type { HistoryLoads, HistoryProgress } from '../../connection/historyLoads.ts';
import type { HistoryRange, Vendor } from '../../feeds/feed.ts';
import type { ConnectionConfig, System } from '../../model/connection.ts';
import { Commands } from '../ids.ts';
import { vscodeLocalizer } from '../localizerOfVscode.ts';
import { escapeLinks } from '../text/escape.ts';
import { localSentence } from '../text/localSentence.ts';
import type { Times } from '../text/times.ts';
import { askHistoryRange } from './historyRange.ts';
import { pickConnection } from './pickConnection.ts';
import type { CommandRunner } from './runner.ts';

/** "Load History…", with progress that can be cancelled and gone on with. */
export class HistoryCommands {
  readonly #service: ConnectionService;
  readonly #history: HistoryLoads;
  readonly #vendors: ReadonlyMap<System, Vendor>;
  readonly #clock: Clock;
  readonly #times: Times;
  /** Connections whose past is being loaded in this window. */
  readonly #loading = new Set<string>();

  constructor(deps: {
    readonly service: ConnectionService;
    readonly history: HistoryLoads;
    readonly vendors: ReadonlyMap<System, Vendor>;
    readonly clock: Clock;
    readonly times: Times;
  }) {
    this.#service = deps.service;
    this.#history = deps.history;
    this.#vendors = deps.vendors;
    this.#clock = deps.clock;
    this.#times = deps.times;
  }

  register(runner: CommandRunner): void {
    runner.register(Commands.LoadHistory, (argument) => this.loadHistory(argument));
    void runner.run(Commands.LoadHistory, () => this.#offerUnfinished());
  }

  async loadHistory(argument: unknown): Promise<void> {
    const canLoad = ({ config }: ConnectionView) => this.#history.depth(config) !== undefined;
    const view = await pickConnection(
      this.#service,
      argument,
      vscode.l10n.t('Connection whose history to load'),
      canLoad,
      ({ config }) => this.#whyNot(config),
    );
    if (!view) return;
    const { config } = view;
    const depth = this.#history.depth(config);
    const name = escapeLinks(config.name);
    if (depth === undefined) {
      const none = vscode.l10n.t('The events of "{0}" have no history to load.', name);
      const why = this.#whyNot(config);
      void vscode.window.showInformationMessage(why === undefined ? none : `${none} ${why}`);
      return;
    }
    if (this.#loading.has(config.id)) {
      void vscode.window.showInformationMessage(vscode.l10n.t('The history of "{0}" is being loaded already.', name));
      return;
    }
    const resumed = await this.#resumed(config);
    if (resumed === 'left') return;
    const range = resumed ?? (await this.#asked(config, depth));
    if (range) await this.#load(config, range);
  }

  /** Why it has no history, for people. */
  #whyNot({ system, options }: ConnectionConfig): string | undefined {
    const reason = this.#vendors.get(system)?.noHistory?.(options ?? {});
    return reason === undefined ? undefined : localSentence(reason, vscodeLocalizer);
  }

  /** Asks once after a start whether loads that were cut off shall go on; of several windows the one that somebody looks at. */
  async #offerUnfinished(): Promise<void> {
    if (!vscode.window.state.focused) return;
    for (const { config } of this.#service.list()) {
      const range = this.#history.depth(config) === undefined ? undefined : await this.#history.unfinished(config.id);
      if (!range) continue;
      const goOn = vscode.l10n.t('Go On');
      const discard = vscode.l10n.t('Discard');
      const choice = await vscode.window.showInformationMessage(
        vscode.l10n.t(
          'Loading the history of "{0}" ({1}) was not finished.',
          escapeLinks(config.name),
          this.#span(range),
        ),
        goOn,
        discard,
      );
      if (choice === goOn) await this.#load(config, range);
      if (choice === discard) await this.#history.discard(config.id);
    }
  }

  /** The unfinished range, if the person wants that; `left` when they want neither. */
  async #resumed(config: ConnectionConfig): Promise<HistoryRange | 'left' | undefined> {
    const range = await this.#history.unfinished(config.id);
    if (!range) return undefined;
    const items = [
      { label: vscode.l10n.t('Go on with what was not finished'), description: this.#span(range), range },
      { label: vscode.l10n.t('Load another time'), description: '', range: undefined },
    ];
    const placeHolder = vscode.l10n.t('A load of this history was not finished');
    const choice = await vscode.window.showQuickPick(items, { placeHolder });
    return choice ? choice.range : 'left';
  }

  #asked(config: ConnectionConfig, depth: number): Promise<HistoryRange | undefined> {
    const types = this.#vendors.get(config.system)?.types(config.options ?? {}) ?? [];
    return askHistoryRange(vscode.l10n.t('History of "{0}"', config.name), types, depth, this.#clock.now());
  }

  async #load(config: ConnectionConfig, range: HistoryRange): Promise<void> {
    this.#loading.add(config.id);
    const name = escapeLinks(config.name);
    const title = vscode.l10n.t('Loading the history of "{0}"', name);
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    try {
      const done = await vscode.window.withProgress(options, async (progress, token) => {
        const cancelled = new AbortController();
        token.onCancellationRequested(() => cancelled.abort());
        let shown = 0;
        return this.#history.load(config, range, cancelled.signal, (now) => {
          const part = Math.floor(now.part * 100);
          progress.report({ message: this.#message(now, part), increment: part - shown });
          shown = part;
        });
      });
      void vscode.window.showInformationMessage(this.#outcome(name, done));
    } finally {
      this.#loading.delete(config.id);
    }
  }

  #message({ loaded, waiting }: HistoryProgress, percent: number): string {
    const read = vscode.l10n.t('{0} events, {1} %', this.#times.count(loaded), percent);
    return waiting === undefined ? read : `${read}. ${localSentence(waiting.message, vscodeLocalizer)}`;
  }

  #outcome(name: string, { loaded, known, part }: HistoryProgress): string {
    const [some, others] = [this.#times.count(loaded), this.#times.count(known)];
    return part === 1
      ? vscode.l10n.t('Loaded {0} events of the history of "{1}"; {2} were here already.', some, name, others)
      : vscode.l10n.t('Stopped after {0} events of the history of "{1}". Load History goes on from there.', some, name);
  }

  #span({ after, before }: HistoryRange): string {
    return `${this.#times.absolute(after)} – ${this.#times.absolute(before)}`;
  }
}
