import assert from 'node:assert/strict';
import { Emitter } from '../../../src/base/emitter.ts';
import { matches } from '../../../src/filter/matches.ts';
import { parseFilter } from '../../../src/filter/parseFilter.ts';
import type { Expression } from '../../../src/model/expression.ts';
import type { Tally } from '../../../src/store/contract.ts';
import type { EventSearch, EventView, ViewState } from '../../../src/store/search/contract.ts';
import { EventsModel } from '../../../src/ui/events/eventsModel.ts';
import { ShownEvents } from '../../../src/ui/events/shownEvents.ts';
import { REFRESH_MS, TallyWatch } from '../../../src/ui/events/tallyWatch.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { RowStore } from './fixtures.ts';

/** As much of a search as the tree asks for, over the rows of a store. */
class RowSearch implements EventSearch {
  readonly store: RowStore;
  readonly open_: FrozenRows[] = [];
  /** Openings wait for these. */
  gates: Promise<void>[] = [];
  /** How far all of them are. */
  searched = 1;

  constructor(store: RowStore) {
    this.store = store;
  }

  async open(expression: Expression): Promise<EventView> {
    await this.gates.shift();
    const view = new FrozenRows(this, expression);
    this.open_.push(view);
    return view;
  }
}

class FrozenRows implements EventView {
  readonly changes = new Emitter<ViewState>();
  readonly onDidChange = this.changes.event;
  readonly #search: RowSearch;
  readonly #expression: Expression;
  #rows: RowStore['rowsStored'];
  refreshed = 0;
  disposed = false;

  constructor(search: RowSearch, expression: Expression) {
    this.#search = search;
    this.#expression = expression;
    this.#rows = this.#found;
  }

  get state(): ViewState {
    const arrived = this.#found.length - this.#rows.length;
    return { version: this.refreshed, total: this.#rows.length, arrived, searched: this.#search.searched, indexed: 1 };
  }

  async refresh(): Promise<ViewState> {
    this.refreshed++;
    this.#rows = this.#found;
    this.changes.fire(this.state);
    return this.state;
  }

  async tallies(): Promise<readonly Tally[]> {
    const store = new RowStore();
    store.rowsStored = this.#rows;
    return store.tallies();
  }

  async rowsOfLeaf(leaf: Parameters<EventView['rowsOfLeaf']>[0], limit: number) {
    return this.#rows
      .filter(({ connection, type, severity }) => {
        return connection === leaf.connection && type === leaf.type && severity === leaf.severity;
      })
      .reverse()
      .slice(0, limit);
  }

  dispose(): void {
    this.disposed = true;
  }

  rows = () => assert.fail('not asked by the tree');
  whole = () => assert.fail('not asked by the tree');
  encoded = () => assert.fail('not asked by the tree');
  rankOfTime = () => assert.fail('not asked by the tree');
  rankOf = () => assert.fail('not asked by the tree');
  facets = () => assert.fail('not asked by the tree');
  histogram = () => assert.fail('not asked by the tree');

  get #found() {
    const fields = { changed: () => [], raw: () => '{}' };
    return this.#search.store.rowsStored.filter((row) => matches(this.#expression, { ...row, ...fields }));
  }
}

describe('The events that the tree shows', () => {
  async function open() {
    const store = new RowStore();
    store.add(3, 'Threat', 4);
    store.add(4, 'Threat', 4, 'b');
    store.add(5, 'Device', 1);
    const search = new RowSearch(store);
    const clock = new ManualClock();
    const all = new TallyWatch(store, clock);
    await all.refresh();
    const shown = new ShownEvents(
      { rows: (query) => store.rows(query), search, onDidChange: store.onDidChange },
      all,
      clock,
    );
    const counts = () =>
      Object.fromEntries(shown.tallies.map(({ connection, type, count }) => [`${connection} ${type}`, count]));
    const show = (text: string) => shown.show(parseFilter(text, 0).expression);
    const pass = () => clock.advance(REFRESH_MS);
    return { store, search, clock, shown, counts, show, pass };
  }

  it('are all that are stored without a filter, and those that it finds with one', async () => {
    const { counts, show, shown } = await open();
    assert.deepEqual(counts(), { 'a Threat': 3, 'b Threat': 4, 'a Device': 5 });
    assert.equal(await show('type:threat -connection:b'), true);
    assert.deepEqual(counts(), { 'a Threat': 3 });
    await shown.show(undefined);
    assert.deepEqual(counts(), { 'a Threat': 3, 'b Threat': 4, 'a Device': 5 });
  });

  it('say how far the search for them is, until it is over', async () => {
    const { pass, search, show, shown } = await open();
    assert.equal(shown.searched, 1);
    search.searched = 0.4;
    await show('type:threat');
    assert.equal(shown.searched, 0.4);
    let told = 0;
    shown.onDidChange(() => told++);
    for (const searched of [1, 0.99]) {
      search.searched = searched;
      search.open_[0]?.changes.fire(search.open_[0].state);
      await pass();
      assert.equal(shown.searched, 1);
    }
    assert.equal(told, 2);
    search.searched = 0.4;
    await show('type:device');
    assert.equal(shown.searched, 0.4);
    await shown.show(undefined);
    assert.equal(shown.searched, 1);
  });

  it('come newest first, from all leaves of a group, up to where a paused view stands', async () => {
    const { show, shown } = await open();
    await show('type:threat');
    const ids = async (query: Parameters<typeof shown.rows>[0]) => (await shown.rows(query)).map(({ id }) => id);
    assert.deepEqual(await ids({ limit: 5 }), ['e7', 'e6', 'e5', 'e4', 'e3']);
    assert.deepEqual(await ids({ limit: 5, filter: { connections: ['a'] } }), ['e3', 'e2', 'e1']);
    assert.deepEqual(await ids({ limit: 5, upTo: 4 }), ['e4', 'e3', 'e2', 'e1']);
    assert.deepEqual(await ids({ limit: 5, filter: { types: ['Device'] } }), []);
  });

  it('follow what arrives, and stand still when nothing does', async () => {
    const { counts, pass, search, show, store } = await open();
    await show('type:threat');
    await pass();
    store.add(2, 'Threat', 4);
    store.tell();
    await pass();
    assert.deepEqual(counts(), { 'a Threat': 5, 'b Threat': 4 });
    for (let i = 0; i < 5; i++) await pass();
    assert.equal(search.open_[0]?.refreshed, 1);
  });

  it('stay in a paused view, and nothing comes to them', async () => {
    const { pass, search, show, shown, store } = await open();
    store.tell();
    await pass();
    await show('type:threat');
    search.open_[0]?.changes.fire(search.open_[0].state);
    await pass();
    const options = { nameOf: (id: string) => id, grouping: 'typeSeverity', filter: {}, limit: 3 } as const;
    const model = new EventsModel(shown, options);
    model.update(shown.tallies, shown.seq);
    model.pause();
    store.add(1, 'Threat', 4);
    store.tell();
    await pass();
    model.update(shown.tallies, shown.seq);
    const leaf = model.roots[0]?.children[0];
    assert.ok(leaf);
    assert.deepEqual([(await model.rows(leaf)).rows.map(({ id }) => id), model.held], [['e7', 'e6', 'e5'], 1]);
  });

  it('are those of the filter that was asked for last, and no search is left open', async () => {
    const { counts, search, show, shown } = await open();
    const gate = Promise.withResolvers<void>();
    search.gates = [gate.promise];
    const first = show('type:threat');
    assert.equal(await show('type:device'), true);
    gate.resolve();
    assert.equal(await first, false);
    assert.deepEqual(counts(), { 'a Device': 5 });
    shown.dispose();
    assert.deepEqual(
      search.open_.map(({ disposed }) => disposed),
      [true, true],
    );
  });

  it('are read anew by the tree when the filter changes, also where the counts are the same', async () => {
    const { show, shown } = await open();
    const options = { nameOf: (id: string) => id, grouping: 'typeSeverity', filter: {}, limit: 10 } as const;
    const model = new EventsModel(shown, options);
    const ids = async () => {
      const leaf = model.roots[0]?.children[0];
      assert.ok(leaf);
      return (await model.rows(leaf)).rows.map(({ id }) => id);
    };
    for (const id of ['e1', 'e2']) {
      await show(`id:${id}`);
      model.replaced(shown.tallies);
      assert.deepEqual(await ids(), [id]);
    }
  });
});
