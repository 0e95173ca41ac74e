import * as vscode from 'vscode';
import type { Clock } from '../../base/clock.ts';
import { Disposables } from '../../base/emitter.ts';
import type { EventRow } from '../../model/event.ts';
import { ALERTING_SEVERITIES } from '../../model/severity.ts';
import type { StoredGap } from '../../store/contract.ts';
import { gapItem } from '../connections/gapItem.ts';
import { themeIcon, untrusted } from '../icons.ts';
import { Commands } from '../ids.ts';
import type { Localizer } from '../localizer.ts';
import { Reading } from '../reading.ts';
import { oneLine } from '../text/escape.ts';
import { sentenceOf } from '../text/failure.ts';
import { localSentence } from '../text/localSentence.ts';
import { severityLook } from '../text/severityText.ts';
import type { Times } from '../text/times.ts';
import { type EventsModel, MOST_ROWS } from './eventsModel.ts';
import { groupIcon, groupLabel, rowDescription, rowLabel, rowTooltip } from './eventText.ts';
import type { GroupChange, GroupNode } from './groupModel.ts';
import { withGaps } from './holes.ts';

/** An event in the tree; the commands of one event get it as their argument. */
export interface EventNode {
  readonly kind: 'event';
  readonly id: string;
  readonly row: EventRow;
  readonly parent: GroupNode;
}
/** Events of about this time may be missing. */
export interface GapNode {
  readonly kind: 'gap';
  readonly parent: GroupNode;
  readonly gap: StoredGap;
}
/** "N more…" at the end of a group that shows only its newest events. */
export interface MoreNode {
  readonly kind: 'more';
  readonly parent: GroupNode;
  readonly more: number;
  readonly canGrow: boolean;
}
/** The rows could not be read. */
export interface FailureNode {
  readonly kind: 'failure';
  readonly parent: GroupNode;
  readonly message: string;
}
export type EventsNode = GroupNode | EventNode | GapNode | MoreNode | FailureNode;

/** Short, since the counts stand still meanwhile. */
const READING_MS = 4_000;

/** Draws the events model as a tree. */
export class EventsTree implements vscode.TreeDataProvider<EventsNode>, vscode.Disposable {
  readonly #model: EventsModel;
  readonly #gaps: () => readonly StoredGap[];
  readonly #names: () => ReadonlyMap<string, string>;
  readonly #clock: Clock;
  readonly #times: Times;
  readonly #l10n: Localizer;
  readonly #own = new Disposables();
  readonly #changed = this.#own.add(new vscode.EventEmitter<EventsNode[] | undefined>());

  readonly #held = new Set<GroupNode>();
  readonly #reading: Reading;

  readonly onDidChangeTreeData = this.#changed.event;

  /** `names`: of the connections, by id. */
  constructor(deps: {
    readonly model: EventsModel;
    readonly gaps: () => readonly StoredGap[];
    readonly names: () => ReadonlyMap<string, string>;
    readonly clock: Clock;
    readonly times: Times;
    readonly l10n: Localizer;
  }) {
    this.#model = deps.model;
    this.#gaps = deps.gaps;
    this.#names = deps.names;
    this.#clock = deps.clock;
    this.#times = deps.times;
    this.#l10n = deps.l10n;
    this.#reading = this.#own.add(
      new Reading(deps.clock, READING_MS, () => {
        if (this.#held.size > 0) this.#changed.fire([...this.#held]);
        this.#held.clear();
      }),
    );
    this.#own.add(this.#model.onDidChange((change) => this.#draw(change)));
  }

  async getChildren(node?: EventsNode): Promise<EventsNode[]> {
    if (!node) return [...this.#model.roots];
    if (node.kind !== 'group') return [];
    if (node.parent === undefined) return [...node.children];
    try {
      const { rows, more, canGrow } = await this.#model.rows(node);
      const entries = withGaps(rows, this.#gaps(), node.filter, more === 0).map(
        (entry): EventsNode =>
          entry.kind === 'gap'
            ? { ...entry, parent: node }
            : { ...entry, id: `${node.id}/${entry.row.connection}/${entry.row.id}`, parent: node },
      );
      return more > 0 ? [...entries, { kind: 'more', parent: node, more, canGrow }] : entries;
    } catch (error) {
      return [{ kind: 'failure', parent: node, message: localSentence(sentenceOf(error), this.#l10n) }];
    }
  }

  getParent(node: EventsNode): GroupNode | undefined {
    return node.parent;
  }

  getTreeItem(node: EventsNode): vscode.TreeItem {
    switch (node.kind) {
      case 'group':
        return this.#groupItem(node);
      case 'event':
        return this.#eventItem(node);
      case 'gap':
        return gapItem(node.parent.id, node.gap, this.#nameIfSeveral(node.gap.connection), this.#times, this.#l10n);
      case 'more':
        return this.#moreItem(node);
      case 'failure': {
        const item = new vscode.TreeItem(node.message);
        item.id = `${node.parent.id}/failure`;
        item.iconPath = themeIcon({ icon: 'error', color: 'list.errorForeground' });
        return item;
      }
    }
  }

  /** The tooltip is made when it is shown: most never are. */
  resolveTreeItem(item: vscode.TreeItem, node: EventsNode): vscode.TreeItem {
    if (node.kind !== 'event') return item;
    this.#reading.begin();
    const { row } = node;
    item.tooltip = untrusted(rowTooltip(row, this.#nameOf(row.connection), this.#clock.now(), this.#times, this.#l10n));
    return item;
  }

  dispose(): void {
    this.#own.dispose();
  }

  #draw(change: GroupChange): void {
    if (change.kind === 'all') {
      this.#held.clear();
      this.#changed.fire(undefined);
      return;
    }
    // Headings of the top level change because events arrive; a group below because somebody asked for more of it.
    const arriving = change.groups.every((group) => group.parent === undefined);
    if (!arriving || !this.#reading.active) this.#changed.fire([...change.groups]);
    else for (const group of change.groups) this.#held.add(group);
  }

  #groupItem(node: GroupNode): vscode.TreeItem {
    const label = groupLabel(node.value, (id) => this.#nameOf(id), this.#l10n);
    // Opened at first: the headings, and what people came for. Later VS Code keeps what the user opened and closed.
    const open = node.parent === undefined || isAlerting(node) || isAlerting(node.parent);
    const state = open ? vscode.TreeItemCollapsibleState.Expanded : vscode.TreeItemCollapsibleState.Collapsed;
    const item = new vscode.TreeItem(label, state);
    const count = this.#times.count(node.count);
    item.id = node.id;
    item.description = count;
    item.iconPath = themeIcon(groupIcon(node.value));
    item.contextValue = 'group';
    item.tooltip =
      node.count === 1 ? vscode.l10n.t('{0}: 1 event', label) : vscode.l10n.t('{0}: {1} events', label, count);
    item.accessibilityInformation = { label: item.tooltip };
    return item;
  }

  #eventItem(node: EventNode): vscode.TreeItem {
    const { row } = node;
    const item = new vscode.TreeItem(oneLine(row.summary));
    const description = rowDescription(row, this.#nameIfSeveral(row.connection), this.#clock.now(), this.#times);
    item.id = node.id;
    item.description = description;
    item.iconPath = themeIcon(severityLook(row.severity));
    item.contextValue = 'event';
    item.accessibilityInformation = { label: rowLabel(row, description, this.#l10n) };
    item.command = { command: Commands.OpenEvent, title: vscode.l10n.t('Open Event'), arguments: [node] };
    return item;
  }

  #moreItem(node: MoreNode): vscode.TreeItem {
    const count = this.#times.count(node.more);
    const item = new vscode.TreeItem(
      node.canGrow ? vscode.l10n.t('{0} more…', count) : vscode.l10n.t('{0} more are not shown', count),
    );
    item.id = `${node.parent.id}/more`;
    item.iconPath = new vscode.ThemeIcon('ellipsis');
    item.tooltip = node.canGrow
      ? vscode.l10n.t('Select to show more of this group.')
      : vscode.l10n.t(
          'A group shows its newest {0} events at most. Select to see all of them in the Event Explorer.',
          this.#times.count(MOST_ROWS),
        );
    item.contextValue = 'more';
    item.command = node.canGrow
      ? { command: Commands.ShowMore, title: vscode.l10n.t('Show More'), arguments: [node] }
      : { command: Commands.OpenExplorer, title: vscode.l10n.t('Open Event Explorer'), arguments: [node] };
    return item;
  }

  #nameIfSeveral(connection: string): string | undefined {
    return this.#names().size > 1 ? this.#nameOf(connection) : undefined;
  }

  #nameOf(connection: string): string {
    return this.#names().get(connection) ?? connection;
  }
}

function isAlerting({ value }: GroupNode): boolean {
  return value.by === 'severity' && ALERTING_SEVERITIES.includes(value.severity);
}
