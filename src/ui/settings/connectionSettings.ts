import * as vscode from 'vscode';
import type { Clock } from '../../base/clock.ts';
import { type Disposable, Disposables, Emitter } from '../../base/emitter.ts';
import type { ConfigSource } from '../../connection/contract.ts';
import type { Logger } from '../../feeds/feed.ts';
import type { ConnectionConfig } from '../../model/connection.ts';
import { SECTION, SettingKeys } from '../ids.ts';
import { decodeConnections, withConnection, withoutConnection } from './decodeConnections.ts';
import { type Edit, RecentEdits } from './recentEdits.ts';

const SETTING = `${SECTION}.${SettingKeys.Connections}`;

/**
 * Connections as they stand in the user's settings. Only the user's own value counts: a workspace or folder can never name an endpoint, however
 * it was opened.
 */
export class ConnectionSettings implements ConfigSource, Disposable {
  readonly #log: Logger;
  readonly #own = new Disposables();
  readonly #changed = this.#own.add(new Emitter<void>());
  readonly #problem = this.#own.add(new Emitter<readonly string[]>());
  readonly #recent: RecentEdits;
  #configs: readonly ConnectionConfig[] = [];
  #problems: readonly string[] = [];
  #writing: Promise<void> = Promise.resolve();

  readonly onDidChange = this.#changed.event;
  /** Entries that cannot be used, one English sentence each, whenever they changed. */
  readonly onDidFindProblems = this.#problem.event;

  constructor(log: Logger, clock: Clock) {
    this.#log = log;
    this.#recent = new RecentEdits(clock);
    this.#read();
    this.#own.add(
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (!change.affectsConfiguration(SETTING)) return;
        if (this.#read()) this.#changed.fire();
        this.#mend();
      }),
    );
  }

  get problems(): readonly string[] {
    return this.#problems;
  }

  list(): readonly ConnectionConfig[] {
    return this.#configs;
  }

  get(id: string): ConnectionConfig | undefined {
    return this.#configs.find((config) => config.id === id);
  }

  /** Adds a connection, or replaces the one with its id. */
  save(config: ConnectionConfig): Promise<void> {
    return this.#write(config.id, (value) => withConnection(value, config));
  }

  remove(id: string): Promise<void> {
    return this.#write(id, (value) => withoutConnection(value, id));
  }

  dispose(): void {
    this.#own.dispose();
  }

  #value(): unknown {
    return vscode.workspace.getConfiguration(SECTION).inspect<unknown>(SettingKeys.Connections)?.globalValue;
  }

  /** One change after the other, each on top of the value as it is then: other windows write too. */
  #write(id: string, edit: Edit): Promise<void> {
    return this.#next(async () => {
      const value = this.#value();
      this.#recent.note(id, edit, value);
      await this.#update(edit(value));
    });
  }

  /** Another window may have written at the same time. */
  #mend(): void {
    this.#next(async () => {
      const mended = this.#recent.mend(this.#value());
      if (mended === undefined) return;
      this.#log.info(`${SETTING}: another window has written at the same time; what it took back is written again`);
      await this.#update(mended);
    }).catch(() => undefined); // Logged already.
  }

  async #update(value: readonly unknown[]): Promise<void> {
    await vscode.workspace
      .getConfiguration(SECTION)
      .update(SettingKeys.Connections, value, vscode.ConfigurationTarget.Global);
    if (this.#read()) this.#changed.fire();
  }

  #next(work: () => Promise<void>): Promise<void> {
    const done = this.#writing.then(work);
    // Whoever asked learns of the failure; the next change must not.
    this.#writing = done.catch((error: unknown) => this.#log.error(`Writing ${SETTING} failed: ${String(error)}`));
    return done;
  }

  /** Whether the usable connections changed. */
  #read(): boolean {
    const { configs, problems } = decodeConnections(this.#value());
    const changed = JSON.stringify(configs) !== JSON.stringify(this.#configs);
    this.#configs = configs;
    if (JSON.stringify(problems) !== JSON.stringify(this.#problems)) {
      this.#problems = problems;
      for (const problem of problems) this.#log.warn(`${SETTING}: ${problem}`);
      this.#problem.fire(problems);
    }
    return changed;
  }
}
