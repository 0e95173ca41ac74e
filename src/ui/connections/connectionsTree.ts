import * as vscode from 'vscode';
import type { Clock } from '../../base/clock.ts';
import type { ConnectionService, ConnectionView } from '../../connection/contract.ts';
import type { Vendor } from '../../feeds/feed.ts';
import type { System } from '../../model/connection.ts';
import type { StoredGap } from '../../store/contract.ts';
import { themeIcon, untrusted } from '../icons.ts';
import { Commands } from '../ids.ts';
import type { Localizer } from '../localizer.ts';
import { Reading } from '../reading.ts';
import { oneLine } from '../text/escape.ts';
import type { Times } from '../text/times.ts';
import { connectionFacts, connectionLabel, connectionTooltip, describeConnection } from './connectionText.ts';
import { gapItem } from './gapItem.ts';
import { connectionContext, stateLook } from './stateText.ts';
import { MOST_QUARANTINED, type Troubles } from './troubles.ts';
import { quarantineLabel } from './troubleText.ts';

export interface ConnectionNode {
  readonly kind: 'connection';
  readonly id: string;
}
export type ConnectionsNode =
  | ConnectionNode
  | { readonly kind: 'gap'; readonly connection: ConnectionNode; readonly gap: StoredGap }
  | { readonly kind: 'quarantine'; readonly connection: ConnectionNode };

/** What a row was drawn with. */
interface Face {
  readonly state: string;
  readonly line: string;
}

/** Long enough for a dozen facts. */
const READING_MS = 8_000;

/** Connections, and below them what is known to be missing. */
export class ConnectionsTree implements vscode.TreeDataProvider<ConnectionsNode>, vscode.Disposable {
  readonly #service: ConnectionService;
  readonly #troubles: Troubles;
  readonly #vendors: ReadonlyMap<System, Vendor>;
  readonly #clock: Clock;
  readonly #times: Times;
  readonly #l10n: Localizer;
  readonly #changed = new vscode.EventEmitter<ConnectionsNode[] | undefined>();
  /** One object per connection: VS Code refreshes nodes by identity. */
  readonly #nodes = new Map<string, ConnectionNode>();
  readonly #drawn = new Map<string, Face>();
  readonly #reading: Reading;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(deps: {
    readonly service: ConnectionService;
    readonly troubles: Troubles;
    readonly vendors: ReadonlyMap<System, Vendor>;
    readonly clock: Clock;
    readonly times: Times;
    readonly l10n: Localizer;
  }) {
    this.#service = deps.service;
    this.#troubles = deps.troubles;
    this.#vendors = deps.vendors;
    this.#clock = deps.clock;
    this.#times = deps.times;
    this.#l10n = deps.l10n;
    this.#reading = new Reading(deps.clock, READING_MS, () => this.refreshChanged());
  }

  /** Draws the connections again whose line reads otherwise than it was drawn. */
  refreshChanged(): void {
    this.#refresh((drawn, face) => drawn?.state !== face.state || (drawn.line !== face.line && !this.#reading.active));
  }

  /** Draws the connections again whose state or name changed. */
  refreshStates(): void {
    this.#refresh((drawn, face) => drawn?.state !== face.state);
  }

  #refresh(differs: (drawn: Face | undefined, face: Face) => boolean): void {
    const stale = this.#service.list().filter((view) => differs(this.#drawn.get(view.config.id), this.#face(view)));
    const nodes = stale.flatMap(({ config }) => this.#nodes.get(config.id) ?? []);
    if (nodes.length > 0) this.#changed.fire(nodes);
  }

  refreshAll(): void {
    this.#changed.fire(undefined);
  }

  getChildren(node?: ConnectionsNode): ConnectionsNode[] {
    if (!node) return this.#service.list().map(({ config }) => this.#node(config.id));
    if (node.kind !== 'connection') return [];
    const { gaps, quarantined } = this.#troubles.of(node.id);
    const holes = gaps.map((gap) => ({ kind: 'gap' as const, connection: node, gap }));
    return quarantined > 0 ? [...holes, { kind: 'quarantine', connection: node }] : holes;
  }

  getParent(node: ConnectionsNode): ConnectionNode | undefined {
    return node.kind === 'connection' ? undefined : node.connection;
  }

  getTreeItem(node: ConnectionsNode): vscode.TreeItem {
    switch (node.kind) {
      case 'connection':
        return this.#connectionItem(node.id);
      case 'gap':
        return gapItem(node.connection.id, node.gap, undefined, this.#times, this.#l10n);
      case 'quarantine': {
        const { quarantined } = this.#troubles.of(node.connection.id);
        const item = new vscode.TreeItem(quarantineLabel(quarantined, MOST_QUARANTINED, this.#l10n));
        item.id = `${node.connection.id}/quarantine`;
        item.tooltip = vscode.l10n.t('Received, but not understood as events. Select to see them and why.');
        item.iconPath = themeIcon({ icon: 'bracket-error', color: 'charts.yellow' });
        item.contextValue = 'quarantine';
        item.command = {
          command: Commands.ShowQuarantine,
          title: vscode.l10n.t('Show Quarantined Payloads'),
          arguments: [node.connection],
        };
        return item;
      }
    }
  }

  /** The tooltip is made when it is shown, so that it tells of now. */
  resolveTreeItem(item: vscode.TreeItem, node: ConnectionsNode): vscode.TreeItem {
    const view = node.kind === 'connection' ? this.#service.get(node.id) : undefined;
    if (!view) return item;
    this.#reading.begin();
    const vendor = this.#vendors.get(view.config.system);
    const facts = connectionFacts(
      view,
      this.#troubles.of(view.config.id).gaps.length,
      this.#clock.now(),
      this.#times,
      this.#l10n,
      vendor?.emptyHint,
    );
    const system = vendor?.label ?? view.config.system;
    item.tooltip = untrusted(connectionTooltip(view, system, facts, this.#l10n));
    return item;
  }

  dispose(): void {
    this.#reading.dispose();
    this.#changed.dispose();
  }

  #connectionItem(id: string): vscode.TreeItem {
    const view = this.#service.get(id);
    if (!view) return new vscode.TreeItem(id);
    const item = new vscode.TreeItem(oneLine(view.config.name));
    const { gaps, quarantined } = this.#troubles.of(id);
    item.id = id;
    item.description = this.#line(view);
    item.iconPath = themeIcon(stateLook(view.state, this.#l10n));
    item.contextValue = this.#context(view);
    item.accessibilityInformation = { label: connectionLabel(view, item.description) };
    item.collapsibleState =
      gaps.length + quarantined > 0 ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None;
    this.#drawn.set(id, this.#face(view));
    return item;
  }

  #face(view: ConnectionView): Face {
    return { state: `${view.config.name}\n${this.#context(view)}`, line: this.#line(view) };
  }

  #line(view: ConnectionView): string {
    const hint = this.#vendors.get(view.config.system)?.emptyHint;
    return describeConnection(view, this.#clock.now(), this.#times, this.#l10n, hint);
  }

  #context(view: ConnectionView): string {
    const { system, options = {} } = view.config;
    return connectionContext(view, this.#vendors.get(system)?.history?.depth(options) !== undefined);
  }

  #node(id: string): ConnectionNode {
    const known = this.#nodes.get(id) ?? { kind: 'connection', id };
    this.#nodes.set(id, known);
    return known;
  }
}
