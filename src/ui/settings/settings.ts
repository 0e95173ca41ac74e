import * as vscode from 'vscode';
import { type Disposable, Disposables, Emitter } from '../../base/emitter.ts';
import type { Retention } from '../../store/contract.ts';
import { SECTION, SettingKeys } from '../ids.ts';
import { clampNumber, idList } from './values.ts';

const HOUR = 3_600_000;

/** All settings but the connections, read when asked and brought into their ranges. */
export class Settings implements Disposable {
  readonly #own = new Disposables();
  readonly #changed = this.#own.add(new Emitter<void>());

  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#own.add(
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(SECTION)) this.#changed.fire();
      }),
    );
  }

  /** Ids of the connections to connect as soon as VS Code starts. The user's own value only, as for the connections. */
  get connectOnStartup(): readonly string[] {
    return idList(this.#configuration().inspect<unknown>(SettingKeys.ConnectOnStartup)?.globalValue);
  }

  get reconnectOnStartup(): boolean {
    return this.#get(SettingKeys.ReconnectOnStartup) !== false;
  }

  /** How far back a first run begins, ms. */
  get initialHistory(): number {
    return clampNumber(this.#get(SettingKeys.InitialHistoryHours), 1, 0, 240) * HOUR;
  }

  /** Rows shown in a group of the tree before "more". */
  get groupLimit(): number {
    return Math.round(clampNumber(this.#get(SettingKeys.GroupLimit), 200, 10, 2_000));
  }

  /** Which new events to tell: see `notifyWish`. */
  get notify(): unknown {
    return this.#get(SettingKeys.Notify);
  }

  get notifyFilter(): unknown {
    return this.#get(SettingKeys.NotifyFilter);
  }

  async turnNotificationsOff(): Promise<void> {
    await this.#configuration().update(SettingKeys.Notify, 'off', vscode.ConfigurationTarget.Global);
  }

  get retention(): Retention {
    return {
      maxEvents: Math.round(clampNumber(this.#get(SettingKeys.RetentionMaxEvents), 1_000_000, 1_000, 100_000_000)),
      maxBytes: Math.round(
        clampNumber(this.#get(SettingKeys.RetentionMaxMegabytes), 2_048, 16, 1_048_576) * 1024 * 1024,
      ),
      maxAge: clampNumber(this.#get(SettingKeys.RetentionMaxDays), 30, 1, 3_650) * 24 * HOUR,
    };
  }

  dispose(): void {
    this.#own.dispose();
  }

  #configuration(): vscode.WorkspaceConfiguration {
    return vscode.workspace.getConfiguration(SECTION);
  }

  #get(key: string): unknown {
    return this.#configuration().get<unknown>(key);
  }
}
