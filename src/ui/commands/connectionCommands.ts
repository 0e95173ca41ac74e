import * as vscode from 'vscode';
import type { ConnectionService, ConnectionView } from '../../connection/contract.ts';
import type { Vendor } from '../../feeds/feed.ts';
import type { ConnectionConfig, System } from '../../model/connection.ts';
import { parseEndpoint } from '../../net/endpoint.ts';
import type { EventStore } from '../../store/contract.ts';
import { Commands, Views } from '../ids.ts';
import type { OutputLog } from '../log.ts';
import type { Credentials } from '../secrets/credentials.ts';
import type { ConnectionSettings } from '../settings/connectionSettings.ts';
import { escapeLinks } from '../text/escape.ts';
import type { BrowserSignIn } from '../wizard/browserSignIn.ts';
import { testConnection } from '../wizard/connectionTest.ts';
import type { ConnectionWizard } from '../wizard/connectionWizard.ts';
import { askCredential } from '../wizard/credentialSteps.ts';
import { DEMOS } from './demos.ts';
import { ManyConnections } from './manyConnections.ts';
import { pickConnection } from './pickConnection.ts';
import type { CommandRunner } from './runner.ts';

/** What the user can do to connections, from the palette (which asks for one) and from the tree. */
export class ConnectionCommands {
  readonly #service: ConnectionService;
  readonly #settings: ConnectionSettings;
  readonly #credentials: Credentials;
  readonly #store: Pick<EventStore, 'forget'>;
  readonly #vendors: ReadonlyMap<System, Vendor>;
  readonly #wizard: ConnectionWizard;
  readonly #browser: BrowserSignIn;
  readonly #log: OutputLog;
  readonly #many: ManyConnections;

  constructor(deps: {
    readonly service: ConnectionService;
    readonly settings: ConnectionSettings;
    readonly credentials: Credentials;
    readonly store: Pick<EventStore, 'forget'>;
    readonly vendors: ReadonlyMap<System, Vendor>;
    readonly wizard: ConnectionWizard;
    readonly browser: BrowserSignIn;
    readonly log: OutputLog;
  }) {
    this.#service = deps.service;
    this.#settings = deps.settings;
    this.#credentials = deps.credentials;
    this.#store = deps.store;
    this.#vendors = deps.vendors;
    this.#wizard = deps.wizard;
    this.#browser = deps.browser;
    this.#log = deps.log;
    this.#many = new ManyConnections(deps);
  }

  register(runner: CommandRunner): void {
    runner.register(Commands.AddConnection, () => this.add());
    runner.register(Commands.TryDemo, () => this.tryDemo());
    runner.register(Commands.Connect, (argument) => this.connect(argument));
    runner.register(Commands.Disconnect, (argument) => this.disconnect(argument));
    runner.register(Commands.Reconnect, (argument) => this.reconnect(argument));
    runner.register(Commands.ConnectAll, () => this.#many.connectAll());
    runner.register(Commands.DisconnectAll, () => this.#many.disconnectAll());
    runner.register(Commands.TestConnection, (argument) => this.test(argument));
    runner.register(Commands.EditConnection, (argument) => this.edit(argument));
    runner.register(Commands.ReplaceCredential, (argument) => this.replaceCredential(argument));
    runner.register(Commands.RemoveConnection, (argument) => this.remove(argument));
  }

  async add(): Promise<void> {
    const result = await this.#wizard.add();
    if (result === 'demo') await this.tryDemo();
    else if (result) await this.#afterSave(result.config, result.connect);
  }

  async tryDemo(): Promise<void> {
    await this.#many.add(DEMOS, showEvents);
  }

  async connect(argument: unknown): Promise<void> {
    const view = await pickConnection(
      this.#service,
      argument,
      vscode.l10n.t('Connection to connect'),
      ({ wanted }) => !wanted,
    );
    if (view) await this.#service.connect(view.config.id);
  }

  async disconnect(argument: unknown): Promise<void> {
    const view = await pickConnection(
      this.#service,
      argument,
      vscode.l10n.t('Connection to disconnect'),
      ({ wanted }) => wanted,
    );
    if (view) await this.#service.disconnect(view.config.id);
  }

  /** Tries at once instead of at the time that the connection waits for. */
  async reconnect(argument: unknown): Promise<void> {
    const view = await pickConnection(
      this.#service,
      argument,
      vscode.l10n.t('Connection to try again'),
      ({ wanted }) => wanted,
    );
    if (!view) return;
    await this.#service.disconnect(view.config.id);
    await this.#service.connect(view.config.id);
  }

  async test(argument: unknown): Promise<void> {
    const view = await pickConnection(this.#service, argument, vscode.l10n.t('Connection to test'));
    if (!view) return;
    const { config } = view;
    const isStored = config.demo || (await this.#isStored(config));
    let secret = isStored ? undefined : await this.#ask(config);
    if (!isStored && secret === undefined) return;
    const outcome = await testConnection(this.#service, config, secret, this.#log, (renewed) => (secret = renewed));
    if (secret !== undefined) await this.#keep(config, secret);
    if (outcome.kind === 'ok')
      void vscode.window.showInformationMessage(
        vscode.l10n.t('"{0}" works: the server accepted the credential.', escapeLinks(config.name)),
      );
    if (outcome.kind !== 'failed') return;
    const showLog = vscode.l10n.t('Show Log');
    const replace = vscode.l10n.t('Replace Credential');
    const actions = outcome.why === 'credential' && !config.demo ? [replace, showLog] : [showLog];
    const choice = await vscode.window.showWarningMessage(
      vscode.l10n.t('The test of "{0}" failed. {1}', escapeLinks(config.name), escapeLinks(outcome.message)),
      ...actions,
    );
    if (choice === showLog) this.#log.show();
    if (choice === replace) await this.replaceCredential(config.id);
  }

  async edit(argument: unknown): Promise<void> {
    const view = await pickConnection(this.#service, argument, vscode.l10n.t('Connection to edit'), isReal);
    if (!view) return;
    if (!isReal(view)) {
      void vscode.window.showInformationMessage(vscode.l10n.t('The demo has nothing to edit.'));
      return;
    }
    const result = await this.#wizard.edit(view.config);
    if (result) await this.#afterSave(result.config, result.connect);
  }

  async replaceCredential(argument: unknown): Promise<void> {
    const view = await pickConnection(
      this.#service,
      argument,
      vscode.l10n.t('Connection whose credential to replace'),
      isReal,
    );
    if (!view || !isReal(view)) return;
    const secret = await this.#ask(view.config);
    if (secret === undefined) return;
    await this.#keep(view.config, secret);
    // A connection that was refused for its credential listens for the change itself; one that the user wants is connected in any case.
    if (!view.wanted) await this.#service.connect(view.config.id);
  }

  async remove(argument: unknown): Promise<void> {
    const view = await pickConnection(this.#service, argument, vscode.l10n.t('Connection to remove'));
    if (!view) return;
    const { id, name } = view.config;
    const keep = vscode.l10n.t('Remove Connection');
    const all = vscode.l10n.t('Remove Connection and Events');
    const detail = vscode.l10n.t('Its credential is deleted from the keyring. Its stored events can stay or go.');
    const choice = await vscode.window.showWarningMessage(
      vscode.l10n.t('Remove "{0}"?', name),
      { modal: true, detail },
      keep,
      all,
    );
    if (choice === undefined) return;
    await this.#service.disconnect(id);
    await this.#credentials.delete(id);
    await this.#settings.remove(id);
    if (choice === all) await this.#store.forget(id);
    this.#log.info(`Removed connection ${id}${choice === all ? ' and its events' : ''}`);
  }

  /** A changed configuration takes effect on its own. */
  async #afterSave({ id }: ConnectionConfig, connect: boolean): Promise<void> {
    await showEvents();
    if (connect) await this.#many.connect(id);
  }

  /** Whether a credential is stored that was entered for this endpoint. */
  async #isStored(config: ConnectionConfig): Promise<boolean> {
    const stored = await this.#credentials.get(config.id);
    return stored !== undefined && stored.origin === endpointOf(config).origin;
  }

  async #ask(config: ConnectionConfig): Promise<string | undefined> {
    const { system, options = {} } = config;
    const who = { system, options, endpoint: endpointOf(config).endpoint };
    const parts = this.#vendors.get(system)?.credentialParts(options) ?? [];
    return askCredential(vscode.l10n.t('Credential of "{0}"', config.name), parts, who, this.#browser);
  }

  async #keep(config: ConnectionConfig, secret: string): Promise<void> {
    await this.#credentials.store(config.id, { origin: endpointOf(config).origin, secret });
  }
}

function showEvents(): PromiseLike<unknown> {
  return vscode.commands.executeCommand(`${Views.Events}.focus`);
}

function endpointOf(config: ConnectionConfig): { readonly endpoint: string; readonly origin: string } {
  const parsed = parseEndpoint(config.endpoint ?? '');
  if ('error' in parsed) throw new Error(parsed.error);
  return parsed;
}

function isReal({ config }: ConnectionView): boolean {
  return !config.demo;
}
