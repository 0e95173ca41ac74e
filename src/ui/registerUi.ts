import * as vscode from 'vscode';
import type { Clock } from '../base/clock.ts';
import { type Disposable, Disposables, type Event } from '../base/emitter.ts';
import type { ConnectionService } from '../connection/contract.ts';
import type { HistoryLoads } from '../connection/historyLoads.ts';
import type { Vendor } from '../feeds/feed.ts';
import type { System } from '../model/connection.ts';
import type { EventStore } from '../store/contract.ts';
import { ConnectionCommands } from './commands/connectionCommands.ts';
import { EventsCommands } from './commands/eventsCommands.ts';
import { EvidenceCommands } from './commands/evidenceCommands.ts';
import { FilterCommands } from './commands/filterCommands.ts';
import { HistoryCommands } from './commands/historyCommands.ts';
import { CommandRunner } from './commands/runner.ts';
import { ConnectionsTree } from './connections/connectionsTree.ts';
import { ConnectionsView } from './connections/connectionsView.ts';
import { Reports } from './connections/reports.ts';
import { Troubles } from './connections/troubles.ts';
import { ContextKey } from './contextKey.ts';
import { EventsModel } from './events/eventsModel.ts';
import { EventsTree } from './events/eventsTree.ts';
import { EventsView } from './events/eventsView.ts';
import { ShownEvents } from './events/shownEvents.ts';
import { TallyWatch } from './events/tallyWatch.ts';
import { type SmallState, Unseen } from './events/unseen.ts';
import { ViewState } from './events/viewState.ts';
import type { Explorers } from './explorer/explorers.ts';
import { textOfFilter } from './explorer/filterTexts.ts';
import { KeptLook } from './explorer/keptLook.ts';
import { joined } from './export/filterArgument.ts';
import { Commands, ContextKeys } from './ids.ts';
import { vscodeLocalizer } from './localizerOfVscode.ts';
import type { OutputLog } from './log.ts';
import { Notifications, type StoreNotice } from './notifications.ts';
import { EventNotifications } from './notify/eventNotifications.ts';
import type { Credentials } from './secrets/credentials.ts';
import type { ConnectionSettings } from './settings/connectionSettings.ts';
import type { SavedFilters } from './settings/savedFilters.ts';
import type { Settings } from './settings/settings.ts';
import { StatusBar } from './statusBar.ts';
import { sentenceOf } from './text/failure.ts';
import { Times } from './text/times.ts';
import { BrowserSignIn } from './wizard/browserSignIn.ts';
import { ConnectionWizard } from './wizard/connectionWizard.ts';

export interface UiDeps {
  readonly service: ConnectionService;
  readonly store: EventStore;
  readonly connections: ConnectionSettings;
  readonly settings: Settings;
  readonly savedFilters: SavedFilters;
  readonly credentials: Credentials;
  readonly history: HistoryLoads;
  readonly explorers: Pick<Explorers, 'current' | 'inFront'>;
  readonly vendors: ReadonlyMap<System, Vendor>;
  readonly log: OutputLog;
  readonly clock: Clock;
  /** `context.globalState` and `context.workspaceState`. */
  readonly globalState: SmallState;
  readonly workspaceState: SmallState;
  /** The extension's version, for diagnostics. */
  readonly version: string;
  readonly storeNotices?: Event<StoreNotice>;
  /** Whether this is the window that streams. */
  readonly leads: () => boolean;
}

/** Builds the native UI: two views, badge, status bar, notifications and all commands but those of one event. */
export function registerUi(deps: UiDeps): Disposable {
  const { service, store, connections, settings, credentials, explorers, history, vendors, log, clock } = deps;
  const own = new Disposables();
  const l10n = vscodeLocalizer;
  const times = new Times(vscode.env.language);
  const runner = own.add(new CommandRunner(log));
  const names = () => new Map(service.list().map(({ config }) => [config.id, config.name]));

  const troubles = own.add(new Troubles(service, store, clock));
  const connectionsTree = own.add(new ConnectionsTree({ service, troubles, vendors, clock, times, l10n }));
  own.add(new ConnectionsView({ service, settings: connections, troubles, tree: connectionsTree, clock }));

  const watch = own.add(new TallyWatch(store, clock));
  const kept = new ViewState(deps.workspaceState);
  const nameOf = (id: string) => service.get(id)?.config.name ?? id;
  const shown = own.add(new ShownEvents(store, watch, clock));
  const model = own.add(
    new EventsModel(shown, { nameOf, grouping: kept.grouping, filter: kept.filter, limit: settings.groupLimit }),
  );
  const eventsTree = own.add(new EventsTree({ model, gaps: () => troubles.gaps, names, clock, times, l10n }));
  const eventsView = own.add(new EventsView({ model, watch, shown, kept, tree: eventsTree, clock, times, l10n }));

  own.add(troubles.onDidChange(() => model.redraw()));

  const unseen = own.add(new Unseen(watch, deps.globalState, () => eventsView.watched));
  own.add(unseen.onDidChange(() => eventsView.setBadge(unseen.count)));
  own.add(eventsView.onDidChangeVisibility(() => unseen.look()));
  own.add(vscode.window.onDidChangeWindowState(() => unseen.look()));
  own.add(new StatusBar({ service, unseen, clock, times, l10n }));
  own.add(new Notifications({ service, storeNotices: deps.storeNotices, clock, log, l10n }));

  const browser = new BrowserSignIn(service, log);
  const wizard = new ConnectionWizard({ service, settings: connections, credentials, vendors, browser, log });
  const reports = own.add(new Reports());
  new ConnectionCommands({
    service,
    settings: connections,
    credentials,
    store,
    vendors,
    wizard,
    browser,
    log,
  }).register(runner);
  new HistoryCommands({ service, history, vendors, clock, times }).register(runner);
  new EvidenceCommands({ service, store, reports, log, clock, vendors, version: deps.version }).register(runner);
  const redrawn = () => {
    eventsView.update();
    unseen.look();
  };
  const filterCommands = new FilterCommands({
    model,
    shown,
    kept,
    saved: deps.savedFilters,
    used: new KeptLook(deps.globalState),
    names,
    redrawn,
    clock,
    l10n,
  });
  filterCommands.register(runner);
  const applyText = (text: string) => filterCommands.apply(text);
  if (kept.text !== '') void runner.run(Commands.FilterEvents, () => applyText(kept.text));
  new EventsCommands({ model, watch, shown, applyText, unseen, kept, store, redrawn, names, times, l10n }).register(
    runner,
  );

  const origins = () =>
    new Map(service.list().map(({ config: { id, name, system } }) => [id, { name, system }] as const));
  // Loaded when somebody takes events away: formats and redaction are a tenth of the bundle.
  const exporting = async () => {
    const { ExportCommands } = await import(/* webpackChunkName: "export" */ './export/exportCommands.ts');
    return new ExportCommands({
      store,
      origins,
      version: deps.version,
      current: () => {
        const explorer = explorers.current;
        return explorer?.panel.active ? explorer.config.filter : joined([textOfFilter(model.filter), kept.text]);
      },
      names,
      clock,
      times,
    });
  };
  runner.register(Commands.Export, async (argument) => (await exporting()).export(argument));
  runner.register(Commands.CopyEventAsCsv, async (argument) => (await exporting()).copyAsCsv(argument));

  own.add(
    new EventNotifications({
      store,
      watch,
      settings,
      saved: deps.savedFilters,
      service,
      names,
      globalState: deps.globalState,
      looking: () => ({
        focused: vscode.window.state.focused,
        watching: eventsView.shown || explorers.inFront,
        leading: deps.leads(),
      }),
      clock,
      log,
      times,
      l10n,
    }),
  );

  const keepRetention = () =>
    store
      .setRetention(settings.retention)
      .catch((error: unknown) => log.error(`Retention was not applied: ${sentenceOf(error)}`));
  void keepRetention();
  own.add(
    settings.onDidChange(() => {
      model.setLimit(settings.groupLimit);
      void keepRetention();
    }),
  );
  own.add(service.onDidChange((id) => id === undefined && model.redraw()));
  new ContextKey<boolean>(ContextKeys.Ready).set(true);
  return own;
}
