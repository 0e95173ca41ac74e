import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { ConnectionService } from '../../connection/contract.ts';
import type { Logger, Vendor } from '../../feeds/feed.ts';
import type { ConnectionConfig, System } from '../../model/connection.ts';
import type { Credentials } from '../secrets/credentials.ts';
import type { ConnectionSettings } from '../settings/connectionSettings.ts';
import { newConnectionId } from '../settings/values.ts';
import type { BrowserSignIn } from './browserSignIn.ts';
import {
  type ConnectionForm,
  configOf,
  enteredSecret,
  optionsOf,
  originOf,
  partsOf,
  stepsOf,
  stepToMend,
} from './connectionForm.ts';
import { ConnectionSteps } from './connectionSteps.ts';
import { testConnection } from './connectionTest.ts';

export interface WizardResult {
  readonly config: ConnectionConfig;
  readonly connect: boolean;
}

/** Adds and edits connections, question by question, with a way back; nothing is kept before the end. */
export class ConnectionWizard {
  readonly #service: ConnectionService;
  readonly #settings: ConnectionSettings;
  readonly #credentials: Credentials;
  readonly #log: Logger;
  readonly #vendors: ReadonlyMap<System, Vendor>;
  readonly #steps: ConnectionSteps;

  constructor(deps: {
    readonly service: ConnectionService;
    readonly settings: ConnectionSettings;
    readonly credentials: Credentials;
    readonly vendors: ReadonlyMap<System, Vendor>;
    readonly browser: BrowserSignIn;
    readonly log: Logger;
  }) {
    this.#service = deps.service;
    this.#settings = deps.settings;
    this.#credentials = deps.credentials;
    this.#log = deps.log;
    this.#vendors = deps.vendors;
    this.#steps = new ConnectionSteps(deps.vendors, deps.browser, () => deps.settings.list().map(({ name }) => name));
  }

  /** What was saved, `demo` if the person chose that, `undefined` if they left. */
  add(): Promise<WizardResult | 'demo' | undefined> {
    return this.#run(
      { name: '', endpoint: '', options: {}, entered: {}, finish: 'testAndConnect' },
      vscode.l10n.t('Add Connection'),
    );
  }

  async edit(config: ConnectionConfig): Promise<WizardResult | undefined> {
    const storedOrigin = await this.#storedOrigin(config.id);
    const { name, system, endpoint = '', options = {}, types } = config;
    const form: ConnectionForm = {
      edited: config,
      system,
      name,
      endpoint,
      options,
      entered: {},
      finish: 'testAndConnect',
      ...(storedOrigin === undefined ? {} : { storedOrigin }),
      ...(types ? { types } : {}),
    };
    const result = await this.#run(form, vscode.l10n.t('Edit "{0}"', name));
    return result === 'demo' ? undefined : result;
  }

  async #run(start: ConnectionForm, title: string): Promise<WizardResult | 'demo' | undefined> {
    const id = start.edited?.id;
    let form = start;
    let at = 0;
    for (;;) {
      const vendor = form.system && this.#vendors.get(form.system);
      const steps = stepsOf(form, vendor);
      const step = steps[at];
      if (step === undefined) {
        const config = vendor && configOf(form, vendor, id ?? newConnectionId(form.name, randomUUID()));
        if (!config) return undefined;
        const next = await this.#finish(form, vendor, config);
        if (next.kind === 'saved') return { config, connect: form.finish !== 'save' };
        if (next.kind === 'cancel') return undefined;
        form = next.form;
        at = next.at;
        continue;
      }
      const answer = await this.#steps.ask(step, form, { title, step: at + 1, total: steps.length, back: at > 0 });
      if (answer.kind === 'cancel') return undefined;
      if (answer.kind === 'back') {
        at--;
        continue;
      }
      if (answer.value === 'demo') return 'demo';
      form = answer.value;
      at++;
    }
  }

  async #finish(
    filled: ConnectionForm,
    vendor: Vendor,
    config: ConnectionConfig,
  ): Promise<{ kind: 'saved' } | { kind: 'cancel' } | { kind: 'mend'; at: number; form: ConnectionForm }> {
    let form = filled;
    if (form.finish === 'testAndConnect') {
      const renewed = (secret: string) => {
        form = { ...form, entered: partsOf(vendor.credentialParts(optionsOf(form, vendor)), secret) };
      };
      const outcome = await testConnection(this.#service, config, enteredSecret(form, vendor), this.#log, renewed);
      if (outcome.kind === 'cancelled') return { kind: 'mend', at: stepsOf(form, vendor).length - 1, form };
      if (outcome.kind === 'failed') {
        const edit = vscode.l10n.t('Edit');
        const saveAnyway = vscode.l10n.t('Save Anyway');
        const message = vscode.l10n.t('The test of "{0}" failed.', config.name);
        const choice = await vscode.window.showWarningMessage(
          message,
          { modal: true, detail: outcome.message },
          edit,
          saveAnyway,
        );
        if (choice === edit) return { kind: 'mend', at: stepToMend(form, vendor, outcome.why), form };
        if (choice !== saveAnyway) return { kind: 'cancel' };
      }
    }
    await this.#save(form, vendor, config);
    return { kind: 'saved' };
  }

  /** The credential first: a connection without one would only be refused. */
  async #save(form: ConnectionForm, vendor: Vendor, config: ConnectionConfig): Promise<void> {
    const origin = originOf(form);
    const secret = enteredSecret(form, vendor);
    if (secret !== undefined && origin !== undefined) await this.#credentials.store(config.id, { origin, secret });
    await this.#settings.save(config);
  }

  async #storedOrigin(id: string): Promise<string | undefined> {
    try {
      return (await this.#credentials.get(id))?.origin;
    } catch (error) {
      // Asked again in the wizard, which is the way out.
      this.#log.warn(`The credential of connection ${id} cannot be read: ${String(error)}`);
      return undefined;
    }
  }
}
