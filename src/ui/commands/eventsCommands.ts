import * as vscode from 'vscode';
import type { Filter } from '../../model/filter.ts';
import { SEVERITIES_WORST_FIRST } from '../../model/severity.ts';
import type { EventStore } from '../../store/contract.ts';
import type { EventsModel } from '../events/eventsModel.ts';
import { groupLabel } from '../events/eventText.ts';
import type { Grouping } from '../events/grouping.ts';
import type { GroupNode } from '../events/groupModel.ts';
import type { ShownEvents } from '../events/shownEvents.ts';
import { countOf, countsByType } from '../events/tallySums.ts';
import type { TallyWatch } from '../events/tallyWatch.ts';
import type { Unseen } from '../events/unseen.ts';
import type { ViewState } from '../events/viewState.ts';
import { themeIcon } from '../icons.ts';
import { Commands } from '../ids.ts';
import type { Localizer } from '../localizer.ts';
import { escapeIcons } from '../text/escape.ts';
import { severityLook, severityWord } from '../text/severityText.ts';
import type { Times } from '../text/times.ts';
import { groupOf, parentGroupOf } from './argument.ts';
import type { CommandRunner } from './runner.ts';

/** Grouping, filter, pause and clear: what the Events view's toolbar does. */
export class EventsCommands {
  readonly #model: EventsModel;
  readonly #watch: TallyWatch;
  readonly #shown: ShownEvents;
  readonly #unseen: Unseen;
  readonly #kept: ViewState;
  readonly #store: Pick<EventStore, 'clear'>;
  readonly #applyText: (text: string) => Promise<void>;
  readonly #redrawn: () => void;
  readonly #names: () => ReadonlyMap<string, string>;
  readonly #times: Times;
  readonly #l10n: Localizer;

  /** `redrawn`: called when what the view says of itself (paused, filtered) changed. */
  constructor(deps: {
    readonly model: EventsModel;
    readonly watch: TallyWatch;
    readonly shown: ShownEvents;
    /** Shows what a filter in the filter language finds; empty: everything. */
    readonly applyText: (text: string) => Promise<void>;
    readonly unseen: Unseen;
    readonly kept: ViewState;
    readonly store: Pick<EventStore, 'clear'>;
    readonly redrawn: () => void;
    readonly names: () => ReadonlyMap<string, string>;
    readonly times: Times;
    readonly l10n: Localizer;
  }) {
    this.#model = deps.model;
    this.#watch = deps.watch;
    this.#shown = deps.shown;
    this.#applyText = deps.applyText;
    this.#unseen = deps.unseen;
    this.#kept = deps.kept;
    this.#store = deps.store;
    this.#redrawn = deps.redrawn;
    this.#names = deps.names;
    this.#times = deps.times;
    this.#l10n = deps.l10n;
  }

  register(runner: CommandRunner): void {
    // The one in force has a twin with a check mark: menus of extensions cannot show one otherwise.
    runner.register(Commands.GroupByTypeSeverity, () => this.group('typeSeverity'));
    runner.register(Commands.GroupByTypeSeverityChecked, () => this.group('typeSeverity'));
    runner.register(Commands.GroupBySeverityType, () => this.group('severityType'));
    runner.register(Commands.GroupBySeverityTypeChecked, () => this.group('severityType'));
    runner.register(Commands.GroupByConnectionType, () => this.group('connectionType'));
    runner.register(Commands.GroupByConnectionTypeChecked, () => this.group('connectionType'));
    runner.register(Commands.FilterBySeverity, () => this.filterBySeverity());
    runner.register(Commands.FilterByType, () => this.filterByType());
    runner.register(Commands.ClearFilter, () => this.clearFilter());
    runner.register(Commands.Pause, () => this.pause());
    runner.register(Commands.Resume, () => this.resume());
    // Not one command: VS Code hands the focused row to actions of the view's title too, and there all that is shown is meant.
    runner.register(Commands.ClearEvents, () => this.clear());
    runner.register(Commands.ClearGroup, (argument) => {
      const group = groupOf(argument);
      return group && this.clear(group);
    });
    runner.register(Commands.MarkAllSeen, () => this.#unseen.markAllSeen());
    runner.register(Commands.ShowMore, (argument) => {
      const group = parentGroupOf(argument);
      if (group) this.#model.showMore(group);
    });
  }

  async group(grouping: Grouping): Promise<void> {
    this.#model.setGrouping(grouping);
    this.#redrawn();
    await this.#kept.keepGrouping(grouping);
  }

  pause(): void {
    this.#model.update(this.#shown.tallies, this.#shown.seq);
    this.#model.pause();
    this.#redrawn();
  }

  resume(): void {
    this.#model.resume();
    this.#redrawn();
  }

  async filterBySeverity(): Promise<void> {
    const { severities, ...others } = this.#model.filter;
    const items = SEVERITIES_WORST_FIRST.map((severity) => ({
      label: severityWord(severity, this.#l10n),
      description: this.#times.count(countOf(this.#watch.tallies, { severities: [severity] })),
      iconPath: themeIcon(severityLook(severity)),
      picked: severities?.includes(severity) ?? true,
      severity,
    }));
    const placeHolder = vscode.l10n.t('Severities to show');
    const picked = await vscode.window.showQuickPick(items, { canPickMany: true, placeHolder });
    if (!picked) return;
    const chosen = picked.map(({ severity }) => severity);
    // None is no wish to see nothing.
    const all = chosen.length === 0 || chosen.length === items.length;
    await this.setFilter(all ? others : { ...others, severities: chosen });
  }

  async filterByType(): Promise<void> {
    const { types, ...others } = this.#model.filter;
    const counts = countsByType(this.#watch.tallies);
    const known = [...new Set([...counts.keys(), ...(types ?? [])])];
    if (known.length === 0) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('No events are stored yet, so there are no types to choose from.'),
      );
      return;
    }
    const items = known.map((type) => ({
      label: escapeIcons(type),
      description: this.#times.count(counts.get(type) ?? 0),
      picked: types?.includes(type) ?? true,
      type,
    }));
    const placeHolder = vscode.l10n.t('Event types to show');
    const picked = await vscode.window.showQuickPick(items, { canPickMany: true, placeHolder });
    if (!picked) return;
    const chosen = picked.map(({ type }) => type);
    const all = chosen.length === 0 || chosen.length === items.length;
    await this.setFilter(all ? others : { ...others, types: chosen });
  }

  async setFilter(filter: Filter): Promise<void> {
    this.#model.setFilter(filter);
    this.#redrawn();
    await this.#kept.keepFilter(filter);
  }

  async clearFilter(): Promise<void> {
    await this.setFilter({});
    if (this.#shown.filtered) await this.#applyText('');
  }

  /** Deletes the events of a group, or all that the filter shows. */
  async clear(group?: GroupNode): Promise<void> {
    if (this.#shown.filtered) {
      // The store deletes whole groups: more than the filter shows.
      void vscode.window.showInformationMessage(
        vscode.l10n.t('Only some events of the groups are shown. Clear the filter to delete events.'),
      );
      return;
    }
    const filter = group?.filter ?? this.#model.filter;
    await this.#watch.refresh();
    const count = countOf(this.#watch.tallies, filter);
    if (count === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('There are no events to delete here.'));
      return;
    }
    const amount = count === 1 ? vscode.l10n.t('1 event') : vscode.l10n.t('{0} events', this.#times.count(count));
    const what = group ? vscode.l10n.t('{0} in "{1}"', amount, this.#pathOf(group)) : amount;
    const everything = countOf(this.#watch.tallies);
    const detail =
      count === everything
        ? vscode.l10n.t(
            'These are all stored events. They are deleted from this machine and do not come back with a replay.',
          )
        : vscode.l10n.t(
            '{0} events stay. The others are deleted from this machine and do not come back with a replay.',
            this.#times.count(everything - count),
          );
    const action = vscode.l10n.t('Delete Events');
    if (
      (await vscode.window.showWarningMessage(vscode.l10n.t('Delete {0}?', what), { modal: true, detail }, action)) !==
      action
    )
      return;
    await this.#store.clear(filter);
    await this.#watch.refresh();
    this.#model.cleared(this.#watch.tallies);
    this.#redrawn();
  }

  #pathOf(group: GroupNode): string {
    const own = groupLabel(group.value, (id) => this.#names().get(id) ?? id, this.#l10n);
    return group.parent ? `${this.#pathOf(group.parent)} › ${own}` : own;
  }
}
