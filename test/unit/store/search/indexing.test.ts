import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { files } from '../../../../src/store/files.ts';
import { Indexing } from '../../../../src/store/search/indexer/indexing.ts';
import { openIndex, SHARD } from '../../../../src/store/search/searchDatabase.ts';
import { TextIndex } from '../../../../src/store/search/textIndex.ts';
import { event, Fixture, request } from '../fixture.ts';

describe('store: indexing', function () {
  this.timeout(60_000);

  it('knows each leaf before its words are written, also of what arrives while it works, so that they can be purged', async () => {
    const fixture = await Fixture.create();
    try {
      const store = await fixture.open();
      await store.commit(request(Array.from({ length: 3_000 }, (_, index) => event(`e${index}`))));
      const index = openIndex(fixture.directory, () => {});
      const events = new DatabaseSync(files(fixture.directory).database, { readOnly: true });
      const indexing = new Indexing(index, events);
      const known = () => JSON.parse(String(index.prepare('SELECT leaves FROM origin').get()?.leaves)).length;
      const words = () => index.prepare('SELECT rows FROM shard').get()?.rows;
      const { signal } = new AbortController();
      while (words() === undefined) assert.ok(await indexing.step(signal));
      assert.deepEqual([words(), known()], [2_048, 1]);
      await store.commit(request([event('late', { type: 'Another' })]));
      assert.ok(await indexing.step(signal));
      assert.deepEqual([words(), known()], [3_001, 2]);
      events.close();
      index.close();
    } finally {
      await fixture.dispose();
    }
  });

  it('takes what arrives in its order, and before what was there, which it takes from the newest on', async () => {
    const fixture = await Fixture.create();
    try {
      const store = await fixture.open();
      let number = 0;
      const commit = (count: number) =>
        store.commit(request(Array.from({ length: count }, () => event(`e${number++}`, { raw: '{}' }))));
      await commit(SHARD + 5_000);
      const index = openIndex(fixture.directory, () => {});
      const events = new DatabaseSync(files(fixture.directory).database, { readOnly: true });
      const indexing = new Indexing(index, events);
      const shards = () => index.prepare('SELECT upto FROM shard ORDER BY number').all();
      const { signal } = new AbortController();
      const order: number[] = [];
      await commit(SHARD);
      while (await indexing.step(signal)) {
        const upTo = shards().map(({ upto }) => Number(upto));
        for (const end of upTo) if (end % SHARD === 0 && !order.includes(end / SHARD)) order.push(end / SHARD);
        // Whole ones only lie between one that is being written and the first that arrived.
        if (upTo.length === 2 && (upTo[1] ?? 0) > 2 * SHARD) assert.equal(upTo[0], 2 * SHARD);
      }
      assert.deepEqual(order, [2, 1]);
      assert.deepEqual(
        shards().map(({ upto }) => upto),
        [SHARD, 2 * SHARD, 2 * SHARD + 5_000],
      );
      events.close();
      index.close();
    } finally {
      await fixture.dispose();
    }
  });

  it('covers from an event on what has no hole before it', async () => {
    const fixture = await Fixture.create();
    try {
      await fixture.open();
      const index = openIndex(fixture.directory, () => {});
      const text = new TextIndex(index);
      const save = index.prepare('INSERT OR REPLACE INTO shard VALUES(?, ?, 1, 0, 1)');
      assert.equal(text.coveredFrom(1), 0);
      save.run(0, 5_000);
      save.run(1, SHARD + 300);
      assert.deepEqual(
        [1, 5_000, 5_001, SHARD, SHARD + 1].map((seq) => text.coveredFrom(seq)),
        [...[5_000, 5_000, 5_000, SHARD - 1], SHARD + 300],
      );
      save.run(0, SHARD);
      assert.deepEqual(
        [1, SHARD + 301, 2 * SHARD + 1].map((seq) => text.coveredFrom(seq)),
        [...[SHARD + 300, SHARD + 300], 2 * SHARD],
      );
      index.close();
    } finally {
      await fixture.dispose();
    }
  });
});
