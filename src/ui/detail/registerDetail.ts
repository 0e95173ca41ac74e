import * as vscode from 'vscode';
import { systemClock } from '../../base/clock.ts';
import { type Disposable, Disposables } from '../../base/emitter.ts';
import type { ConnectionService } from '../../connection/contract.ts';
import type { Vendor } from '../../feeds/feed.ts';
import type { System } from '../../model/connection.ts';
import type { EventStore } from '../../store/contract.ts';
import { Commands } from '../ids.ts';
import { vscodeLocalizer } from '../localizerOfVscode.ts';
import type { OutputLog } from '../log.ts';
import { EventCommands } from './commands.ts';
import { eventOfArgument } from './eventArgument.ts';
import { EVENT_VIEW_TYPE, EventEditorProvider } from './eventEditor.ts';
import { EventFileSystem } from './eventFileSystem.ts';
import { EVENT_SCHEME, type EventRef } from './uri.ts';

export interface DetailDeps {
  readonly context: Pick<vscode.ExtensionContext, 'extensionUri'>;
  readonly store: EventStore;
  readonly connections: Pick<ConnectionService, 'get'>;
  readonly vendors: ReadonlyMap<System, Vendor>;
  readonly log: OutputLog;
}

/** Events as documents: the file system, the editor, and what can be done with one event. */
export function registerDetail(deps: DetailDeps): Disposable {
  const { connections, context, log, store, vendors } = deps;
  const owned = new Disposables();
  const commands = new EventCommands(store);
  const configOf = (connection: string) => connections.get(connection)?.config;
  const editor = new EventEditorProvider(
    {
      store,
      vendorOf: (connection) => {
        const system = configOf(connection)?.system;
        return system && vendors.get(system);
      },
      connectionName: (connection) => configOf(connection)?.name ?? connection,
      extensionUri: context.extensionUri,
      l10n: vscodeLocalizer,
      clock: systemClock,
      log,
    },
    commands,
  );
  owned.add(
    vscode.workspace.registerFileSystemProvider(EVENT_SCHEME, new EventFileSystem(store), {
      isReadonly: true,
      isCaseSensitive: true,
    }),
  );
  owned.add(
    vscode.window.registerCustomEditorProvider(EVENT_VIEW_TYPE, editor, { supportsMultipleEditorsPerDocument: true }),
  );
  const actions: readonly (readonly [string, (event: EventRef) => Promise<void>])[] = [
    [Commands.OpenEvent, (event) => commands.open(event)],
    [Commands.OpenEventAsText, (event) => commands.openText(event)],
    [Commands.ComparePrevious, (event) => commands.comparePrevious(event)],
    [Commands.SelectForCompare, (event) => commands.selectForCompare(event)],
    [Commands.CompareWithSelected, (event) => commands.compareWithSelected(event)],
    [Commands.CopyEvent, (event) => commands.copyJson(event)],
  ];
  for (const [id, action] of actions)
    owned.add(vscode.commands.registerCommand(id, (argument) => run(argument, action)));
  return owned;
}

async function run(argument: unknown, action: (event: EventRef) => Promise<void>): Promise<void> {
  const event = eventOfArgument(argument);
  if (event) await action(event);
  else
    void vscode.window.showInformationMessage(vscode.l10n.t('Open an event, or choose one in the Events view, first.'));
}
