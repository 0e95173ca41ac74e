import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { files } from '../../../../src/store/files.ts';
import { Indexing } from '../../../../src/store/search/indexer/indexing.ts';
import { openIndex } from '../../../../src/store/search/searchDatabase.ts';
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
});
