import assert from 'node:assert/strict';
import { EventsModel, MOST_ROWS } from '../../../src/ui/events/eventsModel.ts';
import { keyOf } from '../../../src/ui/events/grouping.ts';
import { type GroupChange, GroupModel, type GroupNode } from '../../../src/ui/events/groupModel.ts';
import { alertingTotals, showsAlerting } from '../../../src/ui/events/tallySums.ts';
import { decodeFilter } from '../../../src/ui/events/viewState.ts';
import { RowStore, tally } from './fixtures.ts';

const nameOf = (id: string) => `Name of ${id}`;
const shape = (nodes: readonly GroupNode[]): unknown =>
  nodes.map((node) => [keyOf(node.value), node.count, ...(node.children.length > 0 ? [shape(node.children)] : [])]);

describe('GroupModel', () => {
  const tallies = [
    tally('Threat', 4, 3),
    tally('Threat', 2, 5),
    tally('Device', 1, 7),
    tally('Threat', 4, 2, 'b'),
    tally('Audit', 0, 0),
  ];

  it('groups by type and then severity, both worst first, leaving out what has no events', () => {
    const model = new GroupModel(nameOf);
    assert.deepEqual(model.update(tallies, 'typeSeverity', {}), { kind: 'all' });
    assert.deepEqual(shape(model.roots), [
      [
        'type:Threat',
        10,
        [
          ['severity:4', 5],
          ['severity:2', 5],
        ],
      ],
      ['type:Device', 7, [['severity:1', 7]]],
    ]);
  });

  it('groups by severity and by connection', () => {
    const model = new GroupModel(nameOf);
    model.update(tallies, 'severityType', {});
    assert.deepEqual(shape(model.roots), [
      ['severity:4', 5, [['type:Threat', 5]]],
      ['severity:2', 5, [['type:Threat', 5]]],
      ['severity:1', 7, [['type:Device', 7]]],
    ]);
    model.update(tallies, 'connectionType', {});
    assert.deepEqual(shape(model.roots), [
      [
        'connection:a',
        15,
        [
          ['type:Threat', 8],
          ['type:Device', 7],
        ],
      ],
      ['connection:b', 2, [['type:Threat', 2]]],
    ]);
  });

  it('names only the group that changed, with the same node as before', () => {
    const model = new GroupModel(nameOf);
    model.update(tallies, 'typeSeverity', {});
    const [threat, device] = model.roots;
    const change = model.update(
      [...tallies.slice(0, 2), tally('Device', 1, 8), ...tallies.slice(3)],
      'typeSeverity',
      {},
    );
    assert.ok(change.kind === 'groups' && change.groups.length === 1 && change.groups[0] === device);
    assert.equal(device?.count, 8);
    assert.equal(model.roots[0], threat);
    assert.deepEqual(
      model.update([...tallies.slice(0, 2), tally('Device', 1, 8), ...tallies.slice(3)], 'typeSeverity', {}),
      { kind: 'groups', groups: [] },
    );
  });

  it('notices that one event went as another came', () => {
    const model = new GroupModel(nameOf);
    model.update([tally('Device', 1, 7, 'a', 7)], 'typeSeverity', {});
    const change = model.update([tally('Device', 1, 7, 'a', 8)], 'typeSeverity', {});
    assert.ok(change.kind === 'groups' && change.groups.length === 1);
  });

  it('asks for everything again when a heading comes or goes, or the filter changes', () => {
    const model = new GroupModel(nameOf);
    model.update(tallies, 'typeSeverity', {});
    assert.equal(model.update([...tallies, tally('Smishing', 3, 1)], 'typeSeverity', {}).kind, 'all');
    assert.equal(model.update(tallies, 'typeSeverity', {}).kind, 'all');
    assert.equal(model.update(tallies, 'typeSeverity', { severities: [4] }).kind, 'all');
    assert.deepEqual(shape(model.roots), [['type:Threat', 5, [['severity:4', 5]]]]);
    assert.deepEqual(model.roots[0]?.children[0]?.filter, { types: ['Threat'], severities: [4] });
  });
});

describe('EventsModel', () => {
  async function open(store: RowStore, limit = 10) {
    const model = new EventsModel(store, { nameOf, grouping: 'typeSeverity', filter: {}, limit });
    const changes: GroupChange[] = [];
    model.onDidChange((change) => changes.push(change));
    model.update(await store.tallies(), store.rowsStored.length);
    const leaf = () => {
      const found = model.roots[0]?.children[0];
      assert.ok(found);
      return found;
    };
    return { model, changes, leaf };
  }

  it('shows the newest rows of a group, and more on demand up to the cap', async () => {
    const store = new RowStore();
    store.add(25, 'Threat', 4);
    const { model, leaf } = await open(store);
    const first = await model.rows(leaf());
    assert.deepEqual([first.rows.length, first.rows[0]?.id, first.more, first.canGrow], [10, 'e25', 15, true]);
    model.showMore(leaf());
    assert.deepEqual(await model.rows(leaf()).then(({ rows, more }) => [rows.length, more]), [20, 5]);
    model.showMore(leaf());
    assert.deepEqual(await model.rows(leaf()).then(({ rows, more, canGrow }) => [rows.length, more, canGrow]), [
      25,
      0,
      false,
    ]);
  });

  it('never shows more than the cap', async () => {
    const store = new RowStore();
    store.add(MOST_ROWS + 5, 'Threat', 4);
    const { model, leaf } = await open(store, 1_500);
    model.showMore(leaf());
    const { rows, more, canGrow } = await model.rows(leaf());
    assert.deepEqual([rows.length, more, canGrow], [MOST_ROWS, 5, false]);
  });

  it('reads rows again only when their group changed', async () => {
    const store = new RowStore();
    store.add(3, 'Threat', 4);
    store.add(3, 'Device', 1);
    const { model } = await open(store);
    const [threat, device] = model.roots.map((root) => root.children[0]);
    assert.ok(device && threat);
    await Promise.all([model.rows(device), model.rows(threat)]);
    store.add(1, 'Threat', 4);
    model.update(await store.tallies(), 7);
    await Promise.all([model.rows(device), model.rows(threat)]);
    assert.deepEqual(
      store.queries.map(({ filter }) => filter?.types?.[0]),
      ['Device', 'Threat', 'Threat'],
    );
  });

  it('freezes while paused, counts what it holds back, and shows it after', async () => {
    const store = new RowStore();
    store.add(3, 'Threat', 4);
    const { model, changes, leaf } = await open(store);
    model.pause();
    changes.length = 0;
    store.add(2, 'Threat', 4);
    store.add(1, 'Audit', 1);
    model.update(await store.tallies(), 6);
    assert.deepEqual([model.held, changes.length, leaf().count], [3, 0, 3]);
    assert.deepEqual(
      (await model.rows(leaf())).rows.map(({ id }) => id),
      ['e3', 'e2', 'e1'],
    );
    model.resume();
    assert.deepEqual([model.held, model.roots.length], [0, 2]);
  });

  it('finds the position of a pause that came before the store told one', async () => {
    const store = new RowStore();
    store.add(3, 'Threat', 4);
    const model = new EventsModel(store, { nameOf, grouping: 'typeSeverity', filter: {}, limit: 10 });
    model.update(await store.tallies(), undefined);
    model.pause();
    store.add(2, 'Threat', 4);
    model.update(await store.tallies(), 5);
    const leaf = model.roots[0]?.children[0];
    assert.ok(leaf);
    assert.deepEqual(
      (await model.rows(leaf)).rows.map(({ id }) => id),
      ['e3', 'e2', 'e1'],
    );
  });

  it('says when a filter hides everything', async () => {
    const store = new RowStore();
    store.add(1, 'Threat', 4);
    const { model } = await open(store);
    model.setFilter({ severities: [1] });
    assert.deepEqual([model.allFiltered, model.roots.length], [true, 0]);
    model.setFilter({});
    assert.equal(model.allFiltered, false);
  });

  it('passes on a failure to read, and reads again the next time', async () => {
    const store = new RowStore();
    store.add(1, 'Threat', 4);
    const { model, leaf } = await open(store);
    store.fails = new Error('The store at /x cannot be read.');
    await assert.rejects(model.rows(leaf()), /cannot be read/);
    store.fails = undefined;
    assert.equal((await model.rows(leaf())).rows.length, 1);
  });
});

describe('tally sums', () => {
  it('counts High and above per connection', () => {
    const totals = alertingTotals([
      tally('T', 4, 0, 'a', 2),
      tally('T', 5, 1),
      tally('T', 3, 9),
      tally('T', 6, 4, 'b'),
    ]);
    assert.deepEqual(
      [...totals],
      [
        ['a', 3],
        ['b', 4],
      ],
    );
  });

  it('knows whether a filter shows all that alerts', () => {
    assert.ok(showsAlerting({}) && showsAlerting({ severities: [6, 5, 4] }));
    assert.ok(!showsAlerting({ severities: [6, 5] }) && !showsAlerting({ types: ['Threat'] }));
  });

  it('reads a kept filter leniently', () => {
    assert.deepEqual(decodeFilter({ severities: [4, 'x', 9], types: ['Threat', 1] }), {
      severities: [4],
      types: ['Threat'],
    });
    assert.deepEqual(decodeFilter({ severities: [], types: 'no' }), {});
    assert.deepEqual(decodeFilter('broken'), {});
  });
});
