import * as vscode from 'vscode';
import { systemClock } from '../../base/clock.ts';
import { type Disposable, Disposables } from '../../base/emitter.ts';
import type { ConnectionService } from '../../connection/contract.ts';
import type { EventStore } from '../../store/contract.ts';
import { CommandRunner } from '../commands/runner.ts';
import { EventCommands } from '../detail/commands.ts';
import { Commands } from '../ids.ts';
import { vscodeLocalizer } from '../localizerOfVscode.ts';
import type { OutputLog } from '../log.ts';
import type { SavedFilters } from '../settings/savedFilters.ts';
import { ExplorerCommands } from './explorerCommands.ts';
import { Explorers } from './explorers.ts';
import { KeptLook } from './keptLook.ts';
import { KeptTabs } from './keptTabs.ts';
import { filterOfLink } from './link.ts';

export interface ExplorerRegistration {
  readonly context: Pick<vscode.ExtensionContext, 'extensionUri' | 'globalState' | 'workspaceState' | 'extension'>;
  readonly store: EventStore;
  readonly connections: Pick<ConnectionService, 'list' | 'onDidChange'>;
  readonly saved: Pick<SavedFilters, 'list' | 'save'>;
  readonly log: OutputLog;
}

/** The Event Explorer: its tabs, its commands, and links to it. */
export function registerExplorer(deps: ExplorerRegistration): Disposable & { readonly explorers: Explorers } {
  const { connections, context, log, saved, store } = deps;
  const owned = new Disposables();
  const events = new EventCommands(store);
  const runner = owned.add(new CommandRunner(log));
  const explorers: Explorers = owned.add(
    new Explorers({
      store,
      connections,
      saved: saved.list,
      kept: new KeptLook(context.globalState),
      tabs: new KeptTabs(context.workspaceState),
      actions: {
        open: (event, focus) => events.open(event, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: !focus }),
        copyLink: (filter) => commands.copyLink(filter),
        save: saved.save,
        addConnection: async () => void (await vscode.commands.executeCommand(Commands.AddConnection)),
      },
      extensionUri: context.extensionUri,
      clock: systemClock,
      log,
      l10n: vscodeLocalizer,
    }),
  );
  const commands = new ExplorerCommands({ explorers, store, extensionId: context.extension.id });
  commands.register(runner);
  owned.add(
    vscode.window.registerUriHandler({
      handleUri: (uri) => {
        const filter = filterOfLink(uri);
        if (filter !== undefined) explorers.show(filter);
        else void vscode.window.showWarningMessage(vscode.l10n.t('This link is none of the Event Explorer.'));
      },
    }),
  );
  return { explorers, dispose: () => owned.dispose() };
}
