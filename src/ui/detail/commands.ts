import * as vscode from 'vscode';
import type { SecurityEvent } from '../../model/event.ts';
import type { EventStore } from '../../store/contract.ts';
import { ContextKeys } from '../ids.ts';
import { escapeIcons } from '../text/escape.ts';
import type { EventActions } from './eventEditor.ts';
import { eventUri } from './eventUri.ts';
import type { EventRef } from './uri.ts';

type Store = Pick<EventStore, 'event' | 'previous'>;

/** What can be done with one event. Every action says so, and does nothing, when the event is not stored any more. */
export class EventCommands implements EventActions {
  readonly #store: Store;
  #selected: EventRef | undefined;

  constructor(store: Store) {
    this.#store = store;
  }

  /** In a preview tab. `where`: here, with the focus, when missing. */
  async open(
    ref: EventRef,
    where: Pick<vscode.TextDocumentShowOptions, 'viewColumn' | 'preserveFocus'> = {},
  ): Promise<void> {
    const event = await this.#event(ref);
    if (event) await vscode.commands.executeCommand('vscode.open', eventUri(event), { ...where, preview: true });
  }

  /** In VS Code's own text editor. */
  async openText(ref: EventRef): Promise<void> {
    const event = await this.#event(ref);
    if (event) await vscode.commands.executeCommand('vscode.openWith', eventUri(event), 'default', { preview: true });
  }

  /** The previous event about the same subject on the left, this one on the right. */
  async comparePrevious(ref: EventRef): Promise<void> {
    const event = await this.#event(ref);
    if (event === undefined) return;
    const previous = await this.#store.previous(ref.connection, ref.id);
    if (previous) await diff(previous, event);
    else void vscode.window.showInformationMessage(vscode.l10n.t('No earlier event about this subject is stored.'));
  }

  async selectForCompare(ref: EventRef): Promise<void> {
    const event = await this.#event(ref);
    if (event === undefined) return;
    this.#selected = ref;
    await vscode.commands.executeCommand('setContext', ContextKeys.CompareSelected, true);
    vscode.window.setStatusBarMessage(vscode.l10n.t('Selected for compare: {0}', escapeIcons(titleOf(event))), 4_000);
  }

  async compareWithSelected(ref: EventRef): Promise<void> {
    if (this.#selected === undefined) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Select an event for compare first.'));
      return;
    }
    const [left, right] = [await this.#event(this.#selected), await this.#event(ref)];
    if (left && right) await diff(left, right);
  }

  /** The exact text received. */
  async copyJson(ref: EventRef): Promise<void> {
    const event = await this.#event(ref);
    if (event === undefined) return;
    await vscode.env.clipboard.writeText(event.raw);
    vscode.window.setStatusBarMessage(vscode.l10n.t('JSON copied'), 2_000);
  }

  async #event({ connection, id }: EventRef): Promise<SecurityEvent | undefined> {
    const event = await this.#store.event(connection, id);
    if (event === undefined) {
      void vscode.window.showInformationMessage(vscode.l10n.t('This event is not stored any more.'));
    }
    return event;
  }
}

async function diff(left: SecurityEvent, right: SecurityEvent): Promise<void> {
  const title = `${titleOf(left)} ↔ ${timeOf(right)}`;
  await vscode.commands.executeCommand('vscode.diff', eventUri(left), eventUri(right), title, { preview: true });
}

function titleOf(event: SecurityEvent): string {
  return `${event.type} ${event.activity} ${timeOf(event)}`.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ');
}

function timeOf(event: SecurityEvent): string {
  return new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'short', timeStyle: 'medium' }).format(event.time);
}
