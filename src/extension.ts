import * as path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';
import { systemClock } from './base/clock.ts';
import { Disposables, Emitter } from './base/emitter.ts';
import { AccessResolver } from './connection/access.ts';
import type { ConnectionDeps } from './connection/connection.ts';
import { Connections } from './connection/connections.ts';
import { HistoryLoads } from './connection/historyLoads.ts';
import { VENDORS } from './feeds/registry.ts';
import { DeferredStore } from './store/deferred.ts';
import { openStore } from './store/open.ts';
import { createApi, type SecurityEventsApi } from './ui/api.ts';
import { registerDetail } from './ui/detail/registerDetail.ts';
import { registerExplorer } from './ui/explorer/registerExplorer.ts';
import { vscodeLocalizer } from './ui/localizerOfVscode.ts';
import { OutputLog } from './ui/log.ts';
import type { StoreNotice } from './ui/notifications.ts';
import { registerUi } from './ui/registerUi.ts';
import { Credentials } from './ui/secrets/credentials.ts';
import { ConnectionSettings } from './ui/settings/connectionSettings.ts';
import { SavedFilters } from './ui/settings/savedFilters.ts';
import { Settings } from './ui/settings/settings.ts';

/** Of the 5 s that VS Code waits for `deactivate`, ms. */
const STOPPING = 3_000;

let running: { close(): Promise<void> } | undefined;

/** Builds the object graph. Nothing here waits: the store opens in its worker while views show that they load. */
export function activate(context: vscode.ExtensionContext): SecurityEventsApi {
  const own = new Disposables();
  const log = own.add(new OutputLog());
  const settings = own.add(new Settings());
  const configs = own.add(new ConnectionSettings(log, systemClock));
  const credentials = own.add(new Credentials(context.secrets, context.globalState, vscodeLocalizer));
  const storeNotices = own.add(new Emitter<StoreNotice>());

  // After this turn: starting the workers takes longer than everything else here.
  const opening = setImmediate().then(() =>
    openStore({
      directory: context.globalStorageUri.fsPath,
      worker: path.join(context.extensionPath, 'dist', 'store-worker.cjs'),
      retention: settings.retention,
      log,
    }),
  );
  const store = new DeferredStore(opening);
  const deps: ConnectionDeps = {
    store,
    access: new AccessResolver(credentials, async (system) => (await import('./demo/index.ts')).startDemo({ system }), {
      store: (connection, credential) => credentials.store(connection, credential),
      mayRenew: () => connections.holdsLease,
    }),
    fetch: (input, init) => globalThis.fetch(input, init),
    clock: systemClock,
    log,
    random: Math.random,
    initialHistory: () => settings.initialHistory,
  };
  const connections = new Connections({
    ...deps,
    configs,
    credentials,
    vendors: VENDORS,
    // Of VS Code's own commands the one that does nothing; it does so in the window.
    windowAnswers: () => vscode.commands.executeCommand('noop'),
  });

  const savedFilters = new SavedFilters();
  const { explorers } = own.add(registerExplorer({ context, store, connections, saved: savedFilters, log }));
  own.add(
    registerUi({
      service: connections,
      store,
      connections: configs,
      settings,
      savedFilters,
      explorers,
      leads: () => connections.holdsLease,
      credentials,
      history: new HistoryLoads(deps, VENDORS),
      vendors: VENDORS,
      log,
      clock: systemClock,
      globalState: context.globalState,
      workspaceState: context.workspaceState,
      version: String(context.extension.packageJSON.version),
      storeNotices: storeNotices.event,
    }),
  );
  own.add(registerDetail({ context, store, connections, vendors: VENDORS, log }));

  own.add(store.onDidRecover((message) => storeNotices.fire({ level: 'warning', message })));
  opening.then(
    ({ recovered }) => {
      if (recovered) storeNotices.fire({ level: 'warning', message: recovered });
    },
    (error: Error) => storeNotices.fire({ level: 'error', message: error.message }),
  );
  connections
    .start({ resume: settings.reconnectOnStartup, connect: settings.connectOnStartup })
    .catch((error: unknown) => log.error(`Connections were not resumed: ${String(error)}`));

  running = {
    async close() {
      // A store that hangs must not keep the file from being closed within the time that VS Code gives.
      await Promise.race([connections.close(), new Promise((resolve) => setTimeout(resolve, STOPPING).unref())]);
      own.dispose();
      await store.close();
    },
  };
  return createApi(connections, store);
}

/** Streams stop, what was read is stored, the file is closed. VS Code waits 5 s at most; whatever is cut off is read again. */
export async function deactivate(): Promise<void> {
  await running?.close();
  running = undefined;
}
