import assert from 'node:assert/strict';
import { KeptLook } from '../../../../src/ui/explorer/keptLook.ts';
import { KeptTabs } from '../../../../src/ui/explorer/keptTabs.ts';
import { rowView } from '../../../../src/ui/explorer/rowView.ts';
import { surroundings } from '../../../../src/ui/explorer/surroundings.ts';
import { english } from '../../../../src/ui/localizer.ts';
import { DEFAULT_CONFIG } from '../../../../src/webview/explorer/config.ts';
import { resized } from '../../../../src/webview/explorer/grid/columns.ts';
import { connectionView, MemoryState, RowStore } from '../fixtures.ts';

describe('What explorers begin with', () => {
  it('are the columns as they were last arranged, and the filters used last', async () => {
    const kept = new KeptLook(new MemoryState());
    assert.deepEqual(kept.columns, DEFAULT_CONFIG.columns);
    const columns = resized(DEFAULT_CONFIG.columns, 'type', 99);
    await kept.keepColumns({ ...DEFAULT_CONFIG, columns });
    assert.deepEqual(kept.columns, columns);
    for (const filter of ['a', 'b', ' ', 'a', ...Array.from({ length: 25 }, (_, n) => `f${n}`)])
      await kept.remember(filter);
    assert.equal(kept.history.length, 20);
    assert.deepEqual(kept.history.slice(0, 2), ['f24', 'f23']);
    await kept.remember('f10');
    assert.deepEqual(kept.history.slice(0, 2), ['f10', 'f24']);
    assert.equal(kept.history.filter((each) => each === 'f10').length, 1);
  });

  it('is nothing of what does not fit', async () => {
    const state = new MemoryState();
    await state.update('explorer.history', ['ok', 7, 'x'.repeat(5_000), null]);
    await state.update('explorer.look', [{ name: 'nowhere' }]);
    assert.deepEqual(new KeptLook(state).history, ['ok']);
    assert.deepEqual(new KeptLook(state).columns, DEFAULT_CONFIG.columns);
  });
});

describe('Explorers that were open', () => {
  const config = (key: string, filter: string) => ({ ...DEFAULT_CONFIG, key, filter });

  it('come back as they were last, even if VS Code kept something older or nothing', async () => {
    const tabs = new KeptTabs(new MemoryState());
    assert.deepEqual(tabs.latest(config('a', 'older')), config('a', 'older'));
    await tabs.keep(config('a', '1'));
    await tabs.keep(config('b', '2'));
    await tabs.keep(config('a', '3'));
    assert.equal(tabs.latest(config('a', 'older')).filter, '3');
    assert.equal(tabs.latest(config('b', 'older')).filter, '2');
    assert.equal(tabs.latest(DEFAULT_CONFIG).key, 'a');
    await tabs.forget('a');
    assert.equal(tabs.latest(config('a', 'older')).filter, 'older');
    for (let n = 0; n < 20; n++) await tabs.keep(config(`k${n}`, 'x'));
    assert.equal(tabs.latest(config('b', 'gone')).filter, 'gone');
  });
});

describe('A row for the explorer', () => {
  it('has what cells show, cut to what they hold, and not where a link leads', () => {
    const row = {
      ...{ seq: 1, connection: 'c', stream: 's', id: 'e', time: 1, receivedTime: 2, severity: 4 as const },
      ...{ type: 'T', activity: 'A', summary: 'x'.repeat(1_000), link: 'https://example.com/' },
      target: { kind: 'device', id: 'd' },
      subject: { kind: 'threat', id: 't' },
    };
    assert.deepEqual(rowView(row), {
      ...{ connection: 'c', id: 'e', time: 1, severity: 4, type: 'T', activity: 'A' },
      ...{ target: { kind: 'device', id: 'd' }, subject: 't', summary: `${'x'.repeat(400)}…`, link: true },
    });
  });
});

describe('What is around the events', () => {
  const store = new RowStore();
  store.add(3, 'Threat', 4);
  store.add(2, 'Audit', 1);
  const sources = {
    store: {
      tallies: () => store.tallies(),
      gaps: async (connection: string) => [
        { id: 1, connection, stream: 's', noticed: 5, to: 4, reason: 'No longer there (42).' },
      ],
      oldest: async () => 7,
    },
    connections: { list: () => [connectionView({ kind: 'disconnected' })] },
    saved: () => [{ name: 'n', filter: 'f' }],
    history: () => ['h'],
    l10n: english,
  };

  it('is told with counts, types, gaps and the oldest event', async () => {
    assert.deepEqual(await surroundings(sources), {
      connections: [{ id: 'a', name: 'Production' }],
      gaps: [{ connection: 'a', noticed: 5, to: 4, reason: 'No longer there (42).' }],
      types: ['Audit', 'Threat'],
      saved: [{ name: 'n', filter: 'f' }],
      history: ['h'],
      stored: 5,
      oldest: 7,
    });
  });

  it('is told as far as the store can, when it cannot all', async () => {
    const fail = () => Promise.reject(new Error());
    const around = await surroundings({ ...sources, store: { tallies: fail, gaps: fail, oldest: fail } });
    assert.deepEqual([around.stored, around.gaps, around.oldest], [0, [], undefined]);
  });
});
