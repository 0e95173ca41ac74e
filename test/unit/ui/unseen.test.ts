import assert from 'node:assert/strict';
import { REFRESH_MS, TallyWatch } from '../../../src/ui/events/tallyWatch.ts';
import { Unseen } from '../../../src/ui/events/unseen.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';
import { MemoryState, RowStore } from './fixtures.ts';

describe('Unseen', () => {
  async function start(state = new MemoryState(), store = new RowStore()) {
    const clock = new ManualClock();
    const watch = new TallyWatch(store, clock);
    const eyes = { looking: false };
    const unseen = new Unseen(watch, state, () => eyes.looking);
    await settle();
    const arrive = async () => {
      store.tell();
      await clock.advance(REFRESH_MS);
    };
    return { store, state, watch, eyes, unseen, arrive };
  }

  it('counts events of severity High and above that nobody looked at', async () => {
    const { store, unseen, arrive } = await start();
    store.add(2, 'Threat', 4);
    store.add(1, 'Threat', 6);
    store.add(9, 'Device', 3);
    await arrive();
    assert.equal(unseen.count, 3);
    unseen.markAllSeen();
    assert.equal(unseen.count, 0);
  });

  it('takes what arrives under a watching eye as seen, and remembers it', async () => {
    const { store, state, eyes, unseen, arrive } = await start();
    eyes.looking = true;
    store.add(2, 'Threat', 4);
    await arrive();
    assert.equal(unseen.count, 0);
    const again = await start(state, store);
    assert.equal(again.unseen.count, 0);
    store.add(1, 'Threat', 5);
    await again.arrive();
    assert.equal(again.unseen.count, 1);
  });

  it('counts from nothing when a connection was forgotten and came back', async () => {
    const { store, unseen, arrive } = await start();
    store.add(5, 'Threat', 4);
    await arrive();
    unseen.markAllSeen();
    store.rowsStored = [];
    store.add(2, 'Threat', 4);
    await arrive();
    assert.equal(unseen.count, 2);
  });

  it('does not take a store that cannot be read for an empty one', async () => {
    const { store, state, watch, unseen, arrive } = await start();
    store.add(2, 'Threat', 4);
    await arrive();
    store.fails = new Error('The store at /x cannot be read.');
    await arrive();
    assert.deepEqual([unseen.count, watch.error], [2, 'The store at /x cannot be read.']);
    const broken = new RowStore();
    broken.fails = store.fails;
    const later = await start(state, broken);
    later.eyes.looking = true;
    later.unseen.look();
    assert.equal(state.get('unseen.seen'), undefined);
  });
});

describe('TallyWatch', () => {
  it('reads at most once per interval however often the store changes, and always once after the last change', async () => {
    const store = new RowStore();
    const clock = new ManualClock();
    const watch = new TallyWatch(store, clock);
    let reads = 0;
    watch.onDidChange(() => reads++);
    await settle();
    for (let ms = 0; ms < 2_000; ms += 10) {
      store.add(1, 'Threat', 4);
      store.tell();
      await clock.advance(10);
    }
    assert.ok(reads >= 2_000 / REFRESH_MS && reads <= 2_000 / REFRESH_MS + 1, String(reads));
    await clock.advance(REFRESH_MS);
    assert.deepEqual([watch.tallies[0]?.count, watch.seq], [200, 200]);
  });
});
