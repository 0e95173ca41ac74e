import * as vscode from 'vscode';
import type { Clock } from '../../base/clock.ts';
import type { ConnectionService } from '../../connection/contract.ts';
import type { Vendor } from '../../feeds/feed.ts';
import type { System } from '../../model/connection.ts';
import type { EventStore, StoredGap } from '../../store/contract.ts';
import { diagnosticsText } from '../connections/diagnostics.ts';
import type { Reports } from '../connections/reports.ts';
import { MOST_QUARANTINED } from '../connections/troubles.ts';
import { gapsDocument, quarantineDocument } from '../connections/troubleText.ts';
import { Commands, SECTION } from '../ids.ts';
import type { OutputLog } from '../log.ts';
import { sentenceOf } from '../text/failure.ts';
import { pickConnection } from './pickConnection.ts';
import type { CommandRunner } from './runner.ts';

/** What shows how the connections do, for people and for bug reports. */
export class EvidenceCommands {
  readonly #service: ConnectionService;
  readonly #store: Pick<EventStore, 'gaps' | 'quarantine'>;
  readonly #reports: Reports;
  readonly #log: OutputLog;
  readonly #clock: Clock;
  readonly #vendors: ReadonlyMap<System, Vendor>;
  readonly #version: string;

  constructor(deps: {
    readonly service: ConnectionService;
    readonly store: Pick<EventStore, 'gaps' | 'quarantine'>;
    readonly reports: Reports;
    readonly log: OutputLog;
    readonly clock: Clock;
    readonly vendors: ReadonlyMap<System, Vendor>;
    readonly version: string;
  }) {
    this.#service = deps.service;
    this.#store = deps.store;
    this.#reports = deps.reports;
    this.#log = deps.log;
    this.#clock = deps.clock;
    this.#vendors = deps.vendors;
    this.#version = deps.version;
  }

  register(runner: CommandRunner): void {
    runner.register(Commands.CopyDiagnostics, () => this.copyDiagnostics());
    runner.register(Commands.ShowQuarantine, (argument) => this.showQuarantine(argument));
    runner.register(Commands.ShowGaps, (argument) => this.showGaps(argument));
    runner.register(Commands.ShowLog, () => this.#log.show());
    runner.register(Commands.OpenSettings, () =>
      vscode.commands.executeCommand('workbench.action.openSettings', SECTION),
    );
  }

  /** Of all connections: VS Code hands the focused row to actions of the view's title too, so an argument would not tell what is meant. */
  async copyDiagnostics(): Promise<void> {
    const views = this.#service.list();
    const gaps = new Map<string, readonly StoredGap[]>();
    for (const { config } of views) {
      try {
        gaps.set(config.id, await this.#store.gaps(config.id));
      } catch (error) {
        // Diagnostics are wanted most when the store is broken.
        this.#log.warn(`Gaps of connection ${config.id} cannot be read: ${sentenceOf(error)}`);
      }
    }
    const surroundings = {
      extension: this.#version,
      vscode: vscode.version,
      platform: `${process.platform} ${process.arch}`,
      node: process.versions.node,
    };
    await vscode.env.clipboard.writeText(diagnosticsText(views, gaps, surroundings, this.#clock.now(), this.#vendors));
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Diagnostics copied. They hold no credential and no event.'),
    );
  }

  async showQuarantine(argument: unknown): Promise<void> {
    const view = await pickConnection(
      this.#service,
      argument,
      vscode.l10n.t('Connection whose quarantined payloads to show'),
    );
    if (!view) return;
    const items = await this.#store.quarantine(view.config.id, MOST_QUARANTINED);
    await this.#reports.show(vscode.l10n.t('Quarantined payloads of {0}', view.config.name), quarantineDocument(items));
  }

  async showGaps(argument: unknown): Promise<void> {
    const view = await pickConnection(this.#service, argument, vscode.l10n.t('Connection whose known gaps to show'));
    if (!view) return;
    await this.#reports.show(
      vscode.l10n.t('Known gaps of {0}', view.config.name),
      gapsDocument(await this.#store.gaps(view.config.id)),
    );
  }
}
