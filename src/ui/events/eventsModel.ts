import { type Disposable, Emitter } from '../../base/emitter.ts';
import type { EventRow } from '../../model/event.ts';
import type { Filter } from '../../model/filter.ts';
import type { EventStore, Tally } from '../../store/contract.ts';
import type { Grouping } from './grouping.ts';
import { isRestricting } from './grouping.ts';
import { type GroupChange, GroupModel, type GroupNode } from './groupModel.ts';
import { countOf, totalOf } from './tallySums.ts';

/** No group shows more rows than this, whatever the setting says: a tree of many thousand nodes freezes the workbench. */
export const MOST_ROWS = 2_000;

export interface LeafRows {
  readonly rows: readonly EventRow[];
  /** Events of the group that are not among `rows`. */
  readonly more: number;
  /** Whether asking for more would show more. */
  readonly canGrow: boolean;
}

/** A view that is frozen: what it counts, and which events it may show. */
interface Frozen {
  readonly tallies: readonly Tally[];
  /** Highest `seq` it shows; missing while nothing has arrived since the window opened. */
  upTo?: number;
}

/**
 * What the Events view shows: groups from the tallies, rows of a group on demand, frozen while paused. Holds no events of its own but the rows of
 * opened groups, which are read again when their group changed.
 */
export class EventsModel implements Disposable {
  readonly #store: Pick<EventStore, 'rows'>;
  readonly #groups: GroupModel;
  readonly #rows = new Map<string, { readonly version: string; readonly rows: Promise<readonly EventRow[]> }>();
  readonly #limits = new Map<string, number>();
  readonly #changed = new Emitter<GroupChange>();
  #live: readonly Tally[] = [];
  #seq: number | undefined;
  #frozen: Frozen | undefined;
  #grouping: Grouping;
  #filter: Filter;
  #limit: number;

  /** What to draw again. */
  readonly onDidChange = this.#changed.event;

  constructor(
    store: Pick<EventStore, 'rows'>,
    options: { nameOf: (connection: string) => string; grouping: Grouping; filter: Filter; limit: number },
  ) {
    this.#store = store;
    this.#groups = new GroupModel(options.nameOf);
    this.#grouping = options.grouping;
    this.#filter = options.filter;
    this.#limit = options.limit;
  }

  get roots(): readonly GroupNode[] {
    return this.#groups.roots;
  }
  get grouping(): Grouping {
    return this.#grouping;
  }
  get filter(): Filter {
    return this.#filter;
  }
  get paused(): boolean {
    return this.#frozen !== undefined;
  }
  /** The tallies behind what is shown. */
  get tallies(): readonly Tally[] {
    return this.#frozen?.tallies ?? this.#live;
  }
  /** Events that match the filter and arrived since the pause. */
  get held(): number {
    return this.#frozen
      ? Math.max(0, totalOf(this.#live, this.#filter) - totalOf(this.#frozen.tallies, this.#filter))
      : 0;
  }
  get allFiltered(): boolean {
    return isRestricting(this.#filter) && countOf(this.tallies) > 0 && countOf(this.tallies, this.#filter) === 0;
  }

  /** New tallies; `seq` is the highest in the store when a change told it. */
  update(tallies: readonly Tally[], seq: number | undefined): void {
    if (this.#frozen && this.#frozen.upTo === undefined && seq !== undefined) {
      // Paused before the store had told any position: it is the first one told, less what came since.
      this.#frozen.upTo = seq - Math.max(0, totalOf(tallies) - totalOf(this.#frozen.tallies));
    }
    this.#live = tallies;
    this.#seq = seq ?? this.#seq;
    if (!this.#frozen) this.#render();
  }

  setGrouping(grouping: Grouping): void {
    this.#grouping = grouping;
    this.#render();
  }

  setFilter(filter: Filter): void {
    this.#filter = filter;
    this.#render();
  }

  setLimit(limit: number): void {
    this.#limit = limit;
    this.#limits.clear();
    this.redraw();
  }

  /** Draws everything again from what is known: names or relative times changed. */
  redraw(): void {
    this.#changed.fire({ kind: 'all' });
  }

  pause(): void {
    if (this.#frozen) return;
    this.#frozen = { tallies: this.#live, ...(this.#seq === undefined ? {} : { upTo: this.#seq }) };
  }

  resume(): void {
    this.#frozen = undefined;
    this.#render();
  }

  /** Events were deleted at the user's wish: a paused view does not go on showing them. */
  cleared(tallies: readonly Tally[]): void {
    this.#live = tallies;
    if (this.#frozen) this.#frozen = { ...this.#frozen, tallies };
    this.#rows.clear();
    this.#render();
  }

  /** Other events than before are shown, whatever the counts say. */
  replaced(tallies: readonly Tally[]): void {
    this.cleared(tallies);
    this.redraw();
  }

  /** Newest first. Rejects when the store cannot be read. */
  async rows(leaf: GroupNode): Promise<LeafRows> {
    const limit = Math.min(MOST_ROWS, this.#limits.get(leaf.id) ?? this.#limit);
    const version = `${limit} ${this.#frozen?.upTo ?? ''} ${JSON.stringify(leaf.filter)} ${leaf.version}`;
    let cached = this.#rows.get(leaf.id);
    if (cached?.version !== version) {
      const upTo = this.#frozen?.upTo;
      const rows = this.#store.rows({ filter: leaf.filter, limit, ...(upTo === undefined ? {} : { upTo }) });
      cached = { version, rows };
      this.#rows.set(leaf.id, cached);
      rows.catch(() => this.#rows.delete(leaf.id));
    }
    const rows = await cached.rows;
    return { rows, more: Math.max(0, leaf.count - rows.length), canGrow: rows.length >= limit && limit < MOST_ROWS };
  }

  showMore(leaf: GroupNode): void {
    this.#limits.set(leaf.id, Math.min(MOST_ROWS, (this.#limits.get(leaf.id) ?? this.#limit) + this.#limit));
    this.#changed.fire({ kind: 'groups', groups: [leaf] });
  }

  dispose(): void {
    this.#changed.dispose();
    this.#rows.clear();
  }

  #render(): void {
    const change = this.#groups.update(this.tallies, this.#grouping, this.#filter);
    if (change.kind === 'all') this.#forgetGone();
    if (change.kind === 'all' || change.groups.length > 0) this.#changed.fire(change);
  }

  #forgetGone(): void {
    const alive = new Set(this.roots.flatMap((root) => root.children.map(({ id }) => id)));
    for (const id of this.#rows.keys()) if (!alive.has(id)) this.#rows.delete(id);
    for (const id of this.#limits.keys()) if (!alive.has(id)) this.#limits.delete(id);
  }
}
