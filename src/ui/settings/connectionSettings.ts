import * as vscode from 'vscode';
import { type Disposable, Disposables, Emitter } from '../../base/emitter.ts';
import type { ConfigSource } from '../../connection/contract.ts';
import type { Logger } from '../../feeds/feed.ts';
import type { ConnectionConfig } from '../../model/connection.ts';
import { SECTION, SettingKeys } from '../ids.ts';
import { decodeConnections, withConnection, withoutConnection } from './decodeConnections.ts';

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
  #configs: readonly ConnectionConfig[] = [];
  #problems: readonly string[] = [];
  #writing: Promise<void> = Promise.resolve();

  readonly onDidChange = this.#changed.event;
  /** Entries that cannot be used, one English sentence each, whenever they changed. */
  readonly onDidFindProblems = this.#problem.event;

  constructor(log: Logger) {
    this.#log = log;
    this.#read();
    this.#own.add(
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(SETTING) && this.#read()) this.#changed.fire();
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
    return this.#write((value) => withConnection(value, config));
  }

  remove(id: string): Promise<void> {
    return this.#write((value) => withoutConnection(value, id));
  }

  dispose(): void {
    this.#own.dispose();
  }

  #value(): unknown {
    return vscode.workspace.getConfiguration(SECTION).inspect<unknown>(SettingKeys.Connections)?.globalValue;
  }

  /** One change after the other, each on top of the value as it is then: other windows write too. */
  #write(edit: (value: unknown) => readonly unknown[]): Promise<void> {
    const write = this.#writing.then(async () => {
      const next = edit(this.#value());
      await vscode.workspace
        .getConfiguration(SECTION)
        .update(SettingKeys.Connections, next, vscode.ConfigurationTarget.Global);
      if (this.#read()) this.#changed.fire();
    });
    // Whoever asked learns of the failure; the next change must not.
    this.#writing = write.catch((error: unknown) => this.#log.error(`Writing ${SETTING} failed: ${String(error)}`));
    return write;
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
