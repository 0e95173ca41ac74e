import * as vscode from 'vscode';
import type { CredentialPart, Question, Vendor } from '../../feeds/feed.ts';
import type { System } from '../../model/connection.ts';
import { parseEndpoint } from '../../net/endpoint.ts';
import { vscodeLocalizer } from '../localizerOfVscode.ts';
import { oneLine } from '../text/escape.ts';
import { localSentence } from '../text/localSentence.ts';
import type { BrowserSignIn } from './browserSignIn.ts';
import { type ConnectionForm, type Finish, optionsOf, type Step } from './connectionForm.ts';
import { askPart } from './credentialSteps.ts';
import { type Answer, askChoice, askText, type Choice, mapAnswer, type StepFrame } from './quickInput.ts';

/** The questions of the wizard, one method each. */
export class ConnectionSteps {
  readonly #vendors: ReadonlyMap<System, Vendor>;
  readonly #browser: BrowserSignIn;
  readonly #namesTaken: () => readonly string[];

  constructor(vendors: ReadonlyMap<System, Vendor>, browser: BrowserSignIn, namesTaken: () => readonly string[]) {
    this.#vendors = vendors;
    this.#browser = browser;
    this.#namesTaken = namesTaken;
  }

  /** The form with the answer in it, or `demo` where the person chose that instead of a system. */
  async ask(step: Step, form: ConnectionForm, frame: StepFrame): Promise<Answer<ConnectionForm | 'demo'>> {
    switch (step.kind) {
      case 'system':
        return this.#system(form, frame);
      case 'name':
        return mapAnswer(await this.#name(form, frame), (name) => ({ ...form, name }));
      case 'question': {
        const { question } = step;
        return mapAnswer(await askQuestion(frame, question, form.options[question.id]), (answer) => ({
          ...form,
          options: { ...form.options, [question.id]: answer },
        }));
      }
      case 'endpoint':
        return mapAnswer(await this.#endpoint(form, frame), (endpoint) => ({ ...form, endpoint }));
      case 'credential':
        return this.#credential(step.part, form, frame);
      case 'types':
        return this.#types(form, frame);
      case 'finish':
        return mapAnswer(await this.#finish(form, frame), (finish) => ({ ...form, finish }));
    }
  }

  async #system(form: ConnectionForm, frame: StepFrame): Promise<Answer<ConnectionForm | 'demo'>> {
    const choices: Choice<System | 'demo'>[] = [...this.#vendors.values()].map(({ system, label }) => ({
      label,
      value: system,
      iconPath: new vscode.ThemeIcon('plug'),
    }));
    choices.push({
      label: vscode.l10n.t('Demo'),
      detail: vscode.l10n.t('Made-up events from a simulator on this machine. Needs no account.'),
      value: 'demo',
      iconPath: new vscode.ThemeIcon('beaker'),
    });
    const placeholder = vscode.l10n.t('The system that sends the events');
    const answer = await askChoice(frame, choices, { placeholder, ...(form.system ? { chosen: [form.system] } : {}) });
    return mapAnswer(answer, ([system]) => {
      if (system === undefined || system === 'demo') return 'demo';
      if (system === form.system) return form;
      const vendor = this.#vendors.get(system);
      const { types: _, ...kept } = form;
      return {
        ...kept,
        system,
        options: {},
        entered: {},
        name: this.#freeName(vendor?.label ?? system),
        endpoint: vendor?.defaultEndpoint ?? '',
      };
    });
  }

  #name(form: ConnectionForm, frame: StepFrame): Promise<Answer<string>> {
    return askText(frame, {
      value: form.name,
      prompt: vscode.l10n.t('Name of the connection, as the views show it'),
      problem: (value) => {
        if (value.trim() === '') return vscode.l10n.t('Enter a name.');
        if (value.trim().length > 200) return vscode.l10n.t('Use at most 200 characters.');
        return value.trim() !== form.edited?.name && this.#namesTaken().includes(value.trim())
          ? vscode.l10n.t('Another connection has this name.')
          : undefined;
      },
    });
  }

  /** Picked from the vendor's usual addresses, where it has several, or entered. */
  async #endpoint(form: ConnectionForm, frame: StepFrame): Promise<Answer<string>> {
    const usual = this.#vendor(form)?.endpoints ?? [];
    if (usual.length === 0) return this.#address(form, frame);
    const choices: Choice<string>[] = usual.map(({ url, label }) => ({
      label: localSentence(label, vscodeLocalizer),
      description: url,
      value: url,
    }));
    choices.push({ label: vscode.l10n.t('Another address…'), value: '' });
    const placeholder = vscode.l10n.t('Where the service is');
    for (let chosen = usual.some(({ url }) => url === form.endpoint) ? form.endpoint : ''; ; chosen = '') {
      const picked = await askChoice(frame, choices, { placeholder, chosen: [chosen] });
      const [url = ''] = picked.kind === 'value' ? picked.value : [];
      if (picked.kind !== 'value' || url !== '') return mapAnswer(picked, () => url);
      const entered = await this.#address(form, { ...frame, back: true });
      if (entered.kind !== 'back') return entered;
    }
  }

  #address(form: ConnectionForm, frame: StepFrame): Promise<Answer<string>> {
    return askText(frame, {
      value: form.endpoint,
      prompt: vscode.l10n.t('Base URL of the service. Token and event addresses derive from it.'),
      placeholder: this.#vendor(form)?.defaultEndpoint ?? 'https://',
      problem: (value) => {
        const parsed = parseEndpoint(value);
        return 'error' in parsed ? localSentence(parsed.error, vscodeLocalizer) : undefined;
      },
    });
  }

  async #credential(part: CredentialPart, form: ConnectionForm, frame: StepFrame): Promise<Answer<ConnectionForm>> {
    const vendor = this.#vendor(form);
    if (!vendor) return { kind: 'cancel' };
    const who = { system: vendor.system, endpoint: form.endpoint, options: optionsOf(form, vendor) };
    const answer = await askPart(frame, part, who, form.entered, this.#browser);
    return mapAnswer(answer, (entered) => ({ ...form, entered }));
  }

  async #types(form: ConnectionForm, frame: StepFrame): Promise<Answer<ConnectionForm>> {
    const vendor = this.#vendor(form);
    const types = vendor?.types(optionsOf(form, vendor)) ?? [];
    const choices = types.map(({ value, label }) => ({
      label,
      value,
      ...(label === value ? {} : { description: value }),
    }));
    const placeholder = vscode.l10n.t(
      'Event types to ask for. All, or none, means every type, also those that are new.',
    );
    const answer = await askChoice(frame, choices, {
      placeholder,
      many: true,
      chosen: form.types ?? types.map(({ value }) => value),
    });
    return mapAnswer(answer, (chosen) => {
      const { types: _, ...rest } = form;
      return chosen.length === 0 || chosen.length === types.length ? rest : { ...rest, types: chosen };
    });
  }

  async #finish(form: ConnectionForm, frame: StepFrame): Promise<Answer<Finish>> {
    const choices: Choice<Finish>[] = [
      {
        label: vscode.l10n.t('Test Connection, Then Save and Connect'),
        value: 'testAndConnect',
        iconPath: new vscode.ThemeIcon('beaker'),
      },
      {
        label: vscode.l10n.t('Save and Connect'),
        description: vscode.l10n.t('without a test'),
        value: 'connect',
        iconPath: new vscode.ThemeIcon('plug'),
      },
      { label: vscode.l10n.t('Save Only'), value: 'save', iconPath: new vscode.ThemeIcon('save') },
    ];
    const placeholder = vscode.l10n.t('{0} at {1}', oneLine(form.name), form.endpoint);
    const answer = await askChoice(frame, choices, { placeholder, chosen: [form.finish] });
    return mapAnswer(answer, ([finish]) => finish ?? 'save');
  }

  #vendor(form: ConnectionForm): Vendor | undefined {
    return form.system && this.#vendors.get(form.system);
  }

  #freeName(base: string): string {
    const taken = this.#namesTaken();
    let name = base;
    for (let n = 2; taken.includes(name); n++) name = `${base} ${n}`;
    return name;
  }
}

async function askQuestion(frame: StepFrame, question: Question, before: string | undefined): Promise<Answer<string>> {
  const prompt = localSentence(question.prompt, vscodeLocalizer);
  if (!question.choices) {
    return askText(frame, {
      value: before ?? '',
      prompt,
      ...(question.placeholder === undefined ? {} : { placeholder: question.placeholder }),
      problem: (text) => {
        const problem = question.problem?.(text.trim());
        return problem === undefined ? undefined : localSentence(problem, vscodeLocalizer);
      },
    }).then((answer) => mapAnswer(answer, (text) => text.trim()));
  }
  const choices = question.choices.map(({ value, label, detail }) => ({
    value,
    label: localSentence(label, vscodeLocalizer),
    ...(detail === undefined ? {} : { detail: localSentence(detail, vscodeLocalizer) }),
  }));
  const answer = await askChoice(frame, choices, {
    placeholder: prompt,
    ...(before === undefined ? {} : { chosen: [before] }),
  });
  return mapAnswer(answer, ([value]) => value ?? '');
}
