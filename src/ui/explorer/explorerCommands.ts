import * as vscode from 'vscode';
import { type TermMode, withTerm } from '../../filter/editFilter.ts';
import type { SecurityEvent } from '../../model/event.ts';
import type { EventStore } from '../../store/contract.ts';
import { groupOf, parentGroupOf } from '../commands/argument.ts';
import type { CommandRunner } from '../commands/runner.ts';
import { eventOfArgument } from '../detail/eventArgument.ts';
import { Commands } from '../ids.ts';
import type { Explorers } from './explorers.ts';
import { termOfArgument, textOfFilter, textOfParty } from './filterTexts.ts';
import { EXPLORER_LINK_PATH, linkQuery } from './link.ts';

export interface ExplorerCommandsDeps {
  readonly explorers: Explorers;
  readonly store: Pick<EventStore, 'event'>;
  /** `publisher.name`. */
  readonly extensionId: string;
}

/** What opens, narrows and shares explorers. */
export class ExplorerCommands {
  readonly #deps: ExplorerCommandsDeps;

  constructor(deps: ExplorerCommandsDeps) {
    this.#deps = deps;
  }

  register(runner: CommandRunner): void {
    const { explorers } = this.#deps;
    runner.register(Commands.OpenExplorer, (argument) => {
      explorers.show(filterOfArgument(argument));
    });
    runner.register(Commands.OpenAnotherExplorer, (argument) => {
      explorers.openAnother(filterOfArgument(argument));
    });
    runner.register(Commands.ShowTargetEvents, (argument) => this.#showAll(argument, 'target'));
    runner.register(Commands.ShowSubjectEvents, (argument) => this.#showAll(argument, 'subject'));
    runner.register(Commands.OpenInConsole, (argument) => this.#openInConsole(argument));
    runner.register(Commands.ExplorerInclude, (argument) => this.#narrow(argument, 'include'));
    runner.register(Commands.ExplorerExclude, (argument) => this.#narrow(argument, 'exclude'));
    runner.register(Commands.ExplorerCopyLink, () => this.copyLink(explorers.current?.config.filter ?? ''));
    runner.register(Commands.ExplorerFocusFilter, () => explorers.current?.focus('filter'));
  }

  /** A link that opens the explorer with this filter. */
  async copyLink(filter: string): Promise<void> {
    const uri = vscode.Uri.from({
      scheme: vscode.env.uriScheme,
      authority: this.#deps.extensionId,
      path: EXPLORER_LINK_PATH,
    });
    // Not by `Uri.with({ query })`: its encoding would be encoded again.
    await vscode.env.clipboard.writeText(`${uri.toString()}?${linkQuery(filter)}`);
    vscode.window.setStatusBarMessage(vscode.l10n.t('Link copied'), 2_000);
  }

  #narrow(argument: unknown, mode: TermMode): void {
    const term = termOfArgument(argument);
    const explorer = this.#deps.explorers.current;
    if (term && explorer) explorer.setFilter(withTerm(explorer.config.filter, term.field, term.value, mode));
  }

  async #showAll(argument: unknown, by: 'target' | 'subject'): Promise<void> {
    const event = await this.#event(argument);
    if (event === undefined) return;
    const filter = textOfParty(event, by);
    if (filter !== undefined) this.#deps.explorers.show(filter);
    else if (by === 'target') {
      void vscode.window.showInformationMessage(vscode.l10n.t('This event names no target.'));
    } else void vscode.window.showInformationMessage(vscode.l10n.t('This event names no subject.'));
  }

  async #openInConsole(argument: unknown): Promise<void> {
    const event = await this.#event(argument);
    if (event === undefined) return;
    const link = event.link === undefined ? undefined : vscode.Uri.parse(event.link);
    if (link?.scheme === 'https') await vscode.env.openExternal(link);
    else void vscode.window.showInformationMessage(vscode.l10n.t('The vendor tells no page about this event.'));
  }

  async #event(argument: unknown): Promise<SecurityEvent | undefined> {
    const ref = eventOfArgument(argument);
    if (ref === undefined) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('Open an event, or choose one in the Events view, first.'),
      );
      return undefined;
    }
    const event = await this.#deps.store.event(ref.connection, ref.id);
    if (event === undefined) {
      void vscode.window.showInformationMessage(vscode.l10n.t('This event is not stored any more.'));
    }
    return event;
  }
}

/** A filter as text, or the group that a node of the tree stands for. */
function filterOfArgument(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  const group = parentGroupOf(argument) ?? groupOf(argument);
  return group && textOfFilter(group.filter);
}
