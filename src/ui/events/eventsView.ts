import * as vscode from 'vscode';
import type { Clock } from '../../base/clock.ts';
import { Disposables } from '../../base/emitter.ts';
import { ContextKey } from '../contextKey.ts';
import { ContextKeys, Views } from '../ids.ts';
import type { Localizer } from '../localizer.ts';
import { oneLine } from '../text/escape.ts';
import { localSentence } from '../text/localSentence.ts';
import type { Times } from '../text/times.ts';
import type { EventsModel } from './eventsModel.ts';
import type { EventsNode, EventsTree } from './eventsTree.ts';
import { filterText } from './eventText.ts';
import { isRestricting } from './grouping.ts';
import type { ShownEvents } from './shownEvents.ts';
import { countOf, showsAlerting } from './tallySums.ts';
import type { TallyWatch } from './tallyWatch.ts';
import type { ViewState } from './viewState.ts';

/** How often ages in the rows are brought up to date when nothing else changes. */
const AGES_MS = 30_000;

/** The Events view around its tree: what is filtered, paused or broken is written on it. Draws nothing while nobody can see it. */
export class EventsView implements vscode.Disposable {
  readonly #own = new Disposables();
  readonly #model: EventsModel;
  readonly #watch: TallyWatch;
  readonly #shown: ShownEvents;
  readonly #kept: ViewState;
  readonly #times: Times;
  readonly #l10n: Localizer;
  readonly #view: vscode.TreeView<EventsNode>;
  readonly #keys = {
    hasEvents: new ContextKey<boolean>(ContextKeys.HasEvents),
    allFiltered: new ContextKey<boolean>(ContextKeys.AllFiltered),
    filtered: new ContextKey<boolean>(ContextKeys.Filtered),
    paused: new ContextKey<boolean>(ContextKeys.Paused),
    grouping: new ContextKey<string>(ContextKeys.Grouping),
  };
  #stopTicking: (() => void) | undefined;

  constructor(deps: {
    readonly model: EventsModel;
    readonly watch: TallyWatch;
    readonly shown: ShownEvents;
    readonly kept: ViewState;
    readonly tree: EventsTree;
    readonly clock: Clock;
    readonly times: Times;
    readonly l10n: Localizer;
  }) {
    this.#model = deps.model;
    this.#watch = deps.watch;
    this.#shown = deps.shown;
    this.#kept = deps.kept;
    this.#times = deps.times;
    this.#l10n = deps.l10n;
    this.#view = this.#own.add(
      vscode.window.createTreeView(Views.Events, { treeDataProvider: deps.tree, showCollapseAll: true }),
    );
    this.#own.add(this.#watch.onDidChange(() => this.#write()));
    this.#own.add(this.#shown.onDidChange(() => this.update()));
    this.#own.add(this.#model.onDidChange(() => this.#write()));
    this.#own.add(this.#view.onDidChangeVisibility(() => this.update()));
    this.#own.add({ dispose: () => this.#stopTicking?.() });
    this.#tick(deps.clock);
    this.update();
  }

  /** Whether somebody sees new events of severity High and above as they arrive. */
  get watched(): boolean {
    return (
      this.#view.visible &&
      vscode.window.state.focused &&
      !this.#model.paused &&
      !this.#shown.filtered &&
      showsAlerting(this.#model.filter)
    );
  }

  /** Whether the view is on screen. */
  get shown(): boolean {
    return this.#view.visible;
  }

  get onDidChangeVisibility(): vscode.Event<vscode.TreeViewVisibilityChangeEvent> {
    return this.#view.onDidChangeVisibility;
  }

  /** Takes what the store told last, if the view is on screen, and writes what the view says of itself. */
  update(): void {
    if (this.#view.visible) this.#model.update(this.#shown.tallies, this.#shown.seq);
    this.#write();
  }

  setBadge(unseen: number): void {
    const tooltip =
      unseen === 1
        ? vscode.l10n.t('1 unseen event of severity High or above')
        : vscode.l10n.t('{0} unseen events of severity High or above', unseen);
    this.#view.badge = unseen > 0 ? { value: unseen, tooltip } : undefined;
  }

  dispose(): void {
    this.#own.dispose();
  }

  #write(): void {
    const text = this.#shown.filtered ? oneLine(this.#kept.text, 80) : undefined;
    const filter = [filterText(this.#model.filter, this.#l10n), text].filter((part) => part !== undefined).join(' · ');
    const held = this.#times.count(this.#model.held);
    this.#keys.hasEvents.set(countOf(this.#watch.tallies) > 0);
    this.#keys.allFiltered.set(this.#model.allFiltered || this.#nothingFound);
    this.#keys.filtered.set(isRestricting(this.#model.filter) || this.#shown.filtered);
    this.#keys.paused.set(this.#model.paused);
    this.#keys.grouping.set(this.#model.grouping);
    const paused = this.#model.paused ? vscode.l10n.t('Paused. New events held back: {0}', held) : undefined;
    const description = [
      this.#model.paused ? vscode.l10n.t('Paused') : undefined,
      filter === '' ? undefined : vscode.l10n.t('Filter: {0}', filter),
    ];
    this.#view.description = description.filter((part) => part !== undefined).join(' · ');
    const { error, searched } = this.#shown;
    const searching = searched < 1 ? vscode.l10n.t('Searching… {0}%', Math.floor(searched * 100)) : undefined;
    const said = [searching, paused].filter((part) => part !== undefined).join(' · ');
    this.#view.message = error === undefined ? said : localSentence(error, this.#l10n);
  }

  get #nothingFound(): boolean {
    const { filtered, searched } = this.#shown;
    return filtered && searched === 1 && countOf(this.#watch.tallies) > 0 && countOf(this.#model.tallies) === 0;
  }

  #tick(clock: Clock): void {
    this.#stopTicking = clock.timer(AGES_MS, () => {
      if (this.#view.visible) this.#model.redraw();
      this.#tick(clock);
    });
  }
}
