import * as vscode from 'vscode';
import { assertNever } from '../../base/assertNever.ts';
import type { Clock } from '../../base/clock.ts';
import { type Disposable, Disposables } from '../../base/emitter.ts';
import type { ConnectionService } from '../../connection/contract.ts';
import type { EventStore } from '../../store/contract.ts';
import type { TallyWatch } from '../events/tallyWatch.ts';
import type { SmallState } from '../events/unseen.ts';
import { Commands } from '../ids.ts';
import type { Localizer } from '../localizer.ts';
import type { OutputLog } from '../log.ts';
import type { SavedFilters } from '../settings/savedFilters.ts';
import type { Settings } from '../settings/settings.ts';
import { escapeLinks, oneLine } from '../text/escape.ts';
import type { Times } from '../text/times.ts';
import { type Arrivals, FilterArrivals, SeverityArrivals } from './arrivals.ts';
import { type Batch, type Looking, Notifier } from './notifier.ts';
import { notifyText } from './notifyText.ts';
import { isSameWish, type NotifyWish, notifyWish } from './wish.ts';

export interface EventNotificationsDeps {
  readonly store: Pick<EventStore, 'rows' | 'search' | 'onDidChange'>;
  readonly watch: TallyWatch;
  readonly settings: Settings;
  readonly saved: SavedFilters;
  readonly service: Pick<ConnectionService, 'onDidChange'>;
  /** Names of connections, by id. */
  readonly names: () => ReadonlyMap<string, string>;
  readonly globalState: SmallState;
  readonly looking: () => Looking;
  readonly clock: Clock;
  readonly log: OutputLog;
  readonly times: Times;
  readonly l10n: Localizer;
}

/** Notifications of new events, as the settings want them. */
export class EventNotifications implements Disposable {
  readonly #deps: EventNotificationsDeps;
  readonly #own = new Disposables();
  #wish: NotifyWish = { kind: 'off' };
  #notifier: Notifier | undefined;

  constructor(deps: EventNotificationsDeps) {
    this.#deps = deps;
    this.#own.add(deps.settings.onDidChange(() => this.#follow()));
    // A filter may name connections.
    this.#own.add(deps.service.onDidChange((id) => id === undefined && this.#follow()));
    this.#own.add({ dispose: () => this.#notifier?.dispose() });
    this.#follow();
  }

  dispose(): void {
    this.#own.dispose();
  }

  #follow(): void {
    const { settings, saved, names, clock, log } = this.#deps;
    const wish = notifyWish(settings.notify, settings.notifyFilter, saved.list(), names(), clock.now());
    if (isSameWish(wish, this.#wish)) return;
    this.#wish = wish;
    this.#notifier?.dispose();
    this.#notifier = undefined;
    if (wish.kind === 'unknown') this.#sayUnknown(wish.name);
    const arrivals = this.#arrivals(wish);
    if (!arrivals) return;
    this.#notifier = new Notifier({
      arrivals,
      state: this.#deps.globalState,
      looking: this.#deps.looking,
      tell: (batch) => this.#tell(batch, wish),
      clock,
      warn: (message) => log.warn(message),
    });
  }

  /** Else somebody would wait for notifications that never come. */
  #sayUnknown(name: string): void {
    const message = vscode.l10n.t(
      'There are no notifications of new events: no saved filter is called "{0}", or it cannot be understood.',
      escapeLinks(oneLine(name, 100)),
    );
    void vscode.window.showWarningMessage(message);
  }

  #arrivals(wish: NotifyWish): Arrivals | undefined {
    const { store, watch } = this.#deps;
    switch (wish.kind) {
      case 'severity':
        return new SeverityArrivals(store, watch, wish.least);
      case 'filter':
        return new FilterArrivals(store, wish.expression);
      case 'off':
      case 'unknown':
        return undefined;
      default:
        return assertNever(wish);
    }
  }

  async #tell(batch: Batch, wish: NotifyWish): Promise<void> {
    const { names, times, l10n, settings, log } = this.#deps;
    const open = vscode.l10n.t('Open');
    const never = vscode.l10n.t("Don't Show Again");
    const message = notifyText(batch, (id) => names().get(id) ?? id, times, l10n);
    try {
      const choice = await vscode.window.showWarningMessage(message, open, never);
      if (choice === never) await settings.turnNotificationsOff();
      if (choice === open) await this.#open(batch, wish);
    } catch (error) {
      log.warn(`Notification: ${String(error)}`);
    }
  }

  async #open({ events }: Batch, wish: NotifyWish): Promise<void> {
    const [only, ...others] = events;
    if (only && others.length === 0) {
      await vscode.commands.executeCommand(Commands.OpenEvent, { connection: only.connection, id: only.id });
    } else if ('filter' in wish) await vscode.commands.executeCommand(Commands.OpenExplorer, wish.filter);
  }
}
