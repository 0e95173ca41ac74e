import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Expression } from '../../../../src/model/expression.ts';
import { StoreError } from '../../../../src/store/contract.ts';
import { WorkerLink } from '../../../../src/store/link.ts';
import { SearchClient } from '../../../../src/store/search/client.ts';
import type { EventSearch, EventView } from '../../../../src/store/search/contract.ts';
import type { HostApi, SearchApi } from '../../../../src/store/wire.ts';
import { event, Fixture, KEEP_ALL, NOW, request, WORKER } from '../fixture.ts';
import { found, until } from './until.ts';

const ALL: Expression = { kind: 'all' };
const word = (text: string): Expression => ({ kind: 'anywhere', match: { kind: 'words', text } });
const many = (count: number, name = 'e') =>
  Array.from({ length: count }, (_, index) =>
    event(`${name}${index}`, { time: NOW + index, raw: `{"word":"w${index % 7} ${name}"}` }),
  );

describe('store: what the search outlives', function () {
  this.timeout(60_000);
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await Fixture.create();
  });
  afterEach(() => fixture.dispose());

  async function indexed(search: EventSearch): Promise<void> {
    const view = await search.open(word('anything'));
    await until(view, (state) => state.indexed === 1 && state.searched === 1);
    view.dispose();
  }

  async function whole(search: EventSearch, expression: Expression): Promise<EventView> {
    const view = await search.open(expression);
    await until(view, ({ searched }) => searched === 1);
    return view;
  }

  it('reads columns from segments after a restart, and finds words that were indexed before it', async () => {
    const before = await fixture.open();
    for (let part = 0; part < 5; part++) await before.commit(request(many(2_000, `p${part}x`)));
    await indexed(before.search);
    await before.close();
    const db = new DatabaseSync(path.join(fixture.directory, 'search.db'), { readOnly: true });
    assert.equal(db.prepare('SELECT count(*) AS count FROM segment').get()?.count, 2, 'complete ranges are written');
    db.close();
    const store = await fixture.open();
    const all = await whole(store.search, ALL);
    assert.equal(all.state.total, 10_000);
    assert.deepEqual(await found(all, 9_999, 1), ['p0x0']);
    assert.equal((await whole(store.search, word('w3'))).state.total, 5 * 286);
    await store.commit(request([event('late', { time: NOW - 1, raw: '{"word":"w3"}' })]));
    const again = await whole(store.search, word('w3'));
    assert.deepEqual(await found(again, again.state.total - 1, 1), ['late']);
  });

  it('shows events of another window within its next looks', async () => {
    const [mine, theirs] = [await fixture.open(), await fixture.open()];
    await mine.commit(request([event('a')]));
    const view = await theirs.search.open(ALL);
    const arrived = until(view, (state) => state.arrived === 1);
    await mine.commit(request([event('b', { time: NOW + 1 })]));
    await arrived;
    await view.refresh();
    assert.deepEqual(await found(view), ['b', 'a']);
    await indexed(mine.search);
    await indexed(theirs.search);
  });

  it('takes in history that is loaded behind what is there, in its place', async () => {
    const store = await fixture.open();
    await store.commit(request(many(100)));
    const view = await store.search.open(word('w3'));
    await store.commit(
      request(
        Array.from({ length: 500 }, (_, index) =>
          event(`h${index}`, { time: NOW - 500 + index, raw: '{"word":"w3"}' }),
        ),
        { stream: 'history' },
      ),
    );
    await until(view, ({ arrived }) => arrived === 500);
    const { total } = await view.refresh();
    assert.equal(total, 514);
    assert.deepEqual(await found(view, 12, 3), ['e10', 'e3', 'h499']);
  });

  it('lets go of what retention removes, wherever it lies', async () => {
    const store = await fixture.open();
    await store.commit(request([event('kept', { time: NOW - 9 })], { stream: 'history' }));
    await store.commit(request(many(300, 'old')));
    await store.commit(request([event('new', { time: NOW + 1_000 })], { receivedTime: NOW + 50_000 }));
    const view = await store.search.open(ALL);
    assert.equal(view.state.total, 302);
    fixture.clock.time = NOW + 50_000;
    const gone = new Promise<void>((resolve) => {
      store.onDidChange(async () => {
        if ((await store.tallies()).reduce((sum, { count }) => sum + count, 0) === 2) resolve();
      });
    });
    await store.setRetention({ ...KEEP_ALL, maxAge: 10_000 });
    await gone;
    assert.deepEqual(
      (await found(view)).filter((id) => id !== undefined),
      ['new', 'kept'],
    );
    // A view that is opened later counts what is stored.
    await store.close();
    const later = await (await fixture.open()).search.open(ALL);
    assert.deepEqual(await found(later), ['new', 'kept']);
  });

  it('does not show what segments hold and the store does not any more', async () => {
    const store = await fixture.open();
    await store.commit(request([event('kept', { time: NOW - 9 })], { stream: 'history' }));
    for (let part = 0; part < 3; part++) await store.commit(request(many(1_500, `p${part}x`)));
    await store.commit(request([event('new', { time: NOW + 9_000 })], { receivedTime: NOW + 50_000 }));
    await indexed(store.search);
    fixture.clock.time = NOW + 50_000;
    await store.setRetention({ ...KEEP_ALL, maxAge: 10_000 });
    while ((await store.tallies()).reduce((sum, { count }) => sum + count, 0) > 2)
      await new Promise((resolve) => setTimeout(resolve, 20));
    await store.close();
    const view = await (await fixture.open()).search.open(ALL);
    assert.deepEqual(await found(view), ['new', 'kept']);
  });

  it('keeps no words of what was forgotten', async () => {
    const store = await fixture.open();
    await store.commit(request([event('a', { raw: '{"word":"secretword"}' })]));
    await store.commit(request([event('b', { raw: '{"word":"other"}' })], { connection: 'second' }));
    await indexed(store.search);
    const hits = (text: string) => {
      const db = new DatabaseSync(path.join(fixture.directory, 'search.db'), { readOnly: true });
      try {
        const inTexts = db
          .prepare('SELECT count(*) AS count FROM piece WHERE instr(own || learned, ?)')
          .get(text)?.count;
        return [
          db.prepare('SELECT count(*) AS count FROM text_0 WHERE text_0 MATCH ?').get(text)?.count,
          inTexts,
        ].join();
      } catch {
        return undefined; // Being made anew.
      } finally {
        db.close();
      }
    };
    assert.equal(hits('secretword'), '1,1');
    await store.forget('acme');
    const end = Date.now() + 20_000;
    while (hits('secretword') !== '0,0' || hits('other') !== '1,1') {
      assert.ok(Date.now() < end, 'it stays');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.deepEqual(await found(await whole(store.search, word('other'))), ['b']);
    assert.deepEqual(await found(await whole(store.search, word('secretword'))), []);
  });

  it('tells what a part of the index has learned from what the one before it had', async () => {
    const store = await fixture.open();
    const three = (name: string, type: string) =>
      Array.from({ length: 3 }, (_, index) => event(`${name}${index}`, { type, raw: JSON.stringify({ word: name }) }));
    await store.commit(request([...three('alpha', 'Gone'), ...three('beta', 'Threat'), ...three('gamma', 'Threat')]));
    await indexed(store.search);
    assert.deepEqual(await found(await whole(store.search, word('beta'))), ['beta2', 'beta1', 'beta0']);
    const made = () => {
      const db = new DatabaseSync(path.join(fixture.directory, 'search.db'), { readOnly: true });
      try {
        return db.prepare('SELECT made FROM shard').get()?.made;
      } finally {
        db.close();
      }
    };
    const before = made();
    await store.clear({ types: ['Gone'] });
    const end = Date.now() + 20_000;
    while ((made() ?? before) === before) {
      assert.ok(Date.now() < end, 'it stays');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    for (const name of ['beta', 'gamma', 'alpha'])
      assert.equal((await whole(store.search, word(name))).state.total, name === 'alpha' ? 0 : 3, name);
  });

  for (const [name, from] of [
    ['header', 0],
    ['pages', 8192 * 6],
  ] as const) {
    it(`finds all with an index whose ${name} are damaged, leaves the events alone, and makes it anew`, async () => {
      const before = await fixture.open();
      await before.commit(request(many(3_000)));
      await indexed(before.search);
      await before.close();
      const index = path.join(fixture.directory, 'search.db');
      const file = await open(index, 'r+');
      // To its end: whatever is read of it is damaged.
      const length = (await file.stat()).size - from;
      await file.write(Buffer.alloc(length, 0xa5), 0, length, from);
      await file.close();
      const store = await fixture.open();
      const view = await whole(store.search, word('w3'));
      assert.equal(view.state.total, 429);
      await indexed(store.search);
      assert.equal((await whole(store.search, word('w3'))).state.total, 429);
      assert.equal(store.recovered, undefined);
      assert.ok(!existsSync(path.join(fixture.directory, 'events.db.suspect')));
      const db = new DatabaseSync(index, { readOnly: true });
      assert.equal(db.prepare('PRAGMA integrity_check').get()?.integrity_check, 'ok');
      db.close();
    });
  }

  it('does not take the index of other events for its own', async () => {
    const other = await Fixture.create();
    try {
      const before = await other.open();
      await before.commit(request(many(50, 'other')));
      await indexed(before.search);
      await before.close();
      await other.copyTo(fixture, ['search.db']);
      const store = await fixture.open();
      await store.commit(request(many(50, 'mine')));
      assert.equal((await whole(store.search, word('other'))).state.total, 0);
      await indexed(store.search);
      assert.equal((await whole(store.search, word('other'))).state.total, 0);
      assert.equal((await whole(store.search, word('mine'))).state.total, 50);
    } finally {
      await other.dispose();
    }
  });

  it('goes on in another worker when its own dies, and says that rows are others', async () => {
    const store = await fixture.open();
    await store.commit(request(many(10)));
    const links: { link: WorkerLink<SearchApi>; died: () => void }[] = [];
    const host: HostApi = {
      changed() {},
      damaged() {},
      logGrew() {},
      viewChanged: (view, state) => client.viewChanged(view, state),
      log() {},
    };
    const client: SearchClient = new SearchClient({
      search: (died) => {
        const settings = { role: 'search', directory: fixture.directory, retention: KEEP_ALL } as const;
        const link = new WorkerLink<SearchApi>(WORKER, settings, host, died);
        links.push({ link, died });
        return link;
      },
    });
    try {
      const view = await client.open(ALL);
      const { version } = view.state;
      await store.commit(request([event('more', { time: NOW + 99 })]));
      const [first] = links;
      await first?.link.close();
      first?.died();
      assert.equal((await found(view))[0], 'more');
      assert.ok(view.state.version > version);
      assert.equal(links.length, 2);
      view.dispose();
      await assert.rejects(view.rows(0, 1), StoreError);
    } finally {
      await client.close();
    }
  });

  it('stops a search that nobody wants any more', async () => {
    const store = await fixture.open();
    for (let part = 0; part < 5; part++) await store.commit(request(many(2_000, `p${part}x`)));
    // What is true or false is not indexed: every event is read.
    const slow = await store.search.open({ kind: 'raw', path: ['word'], match: { kind: 'words', text: 'true' } });
    assert.ok(slow.state.searched < 1);
    slow.dispose();
    let told = 0;
    slow.onDidChange(() => told++);
    const start = performance.now();
    await whole(store.search, { kind: 'range', field: 'severity', from: 6 });
    assert.ok(performance.now() - start < 5_000);
    assert.equal(told, 0);
    assert.equal((await store.search.open(ALL)).state.total, 10_000);
  });
});
