import assert from 'node:assert/strict';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../../../src/store/contract.ts';
import { files } from '../../../src/store/files.ts';
import { MIGRATIONS, VERSION, versionOf } from '../../../src/store/schema.ts';
import { event, Fixture, ids, NOW, request } from './fixture.ts';

describe('store: opening', function () {
  this.timeout(30_000);
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await Fixture.create();
  });
  afterEach(() => fixture.dispose());

  const storeError = (pattern: RegExp) => (error: unknown) => {
    assert.ok(error instanceof StoreError);
    assert.match(error.message, pattern);
    return true;
  };

  it('leaves one file that needs no recovery when it was closed', async () => {
    const store = await fixture.open();
    await store.commit(request([event('a')]));
    await store.close();
    assert.deepEqual(readdirSync(fixture.directory).sort(), ['events.db', 'presence.lock']);
    const db = new DatabaseSync(files(fixture.directory).database, { readOnly: true });
    assert.equal(versionOf(db), VERSION);
    db.close();
    assert.equal((await fixture.open()).recovered, undefined);
  });

  it('moves a file aside that is not a database, says so, and goes on', async () => {
    const { database } = files(fixture.directory);
    writeFileSync(database, 'This is not a database, but long enough to look at. '.repeat(100));
    const store = await fixture.open();
    const aside = readdirSync(fixture.directory).find((name) => name.startsWith('events.db.damaged-'));
    assert.ok(aside && store.recovered?.includes(join(fixture.directory, aside)));
    assert.equal((await store.commit(request([event('a')]))).stored, 1);
  });

  it('checks the file after an unclean end, and moves a damaged one aside', async () => {
    const store = await fixture.open();
    const events = Array.from({ length: 2_000 }, (_, index) => event(`e${index}`, { raw: `"${'x'.repeat(500)}"` }));
    await store.commit(request(events));
    await store.close();
    const { database, suspect } = files(fixture.directory);
    const db = new DatabaseSync(database);
    const [page, pages] = ['page_size', 'page_count'].map((name) => Number(db.prepare(`PRAGMA ${name}`).get()?.[name]));
    db.close();
    assert.ok(page && pages);
    // Nothing has the file open, so no lock is lost.
    const { open } = await import('node:fs/promises');
    const file = await open(database, 'r+');
    await file.write(Buffer.alloc(page * 20, 0xa5), 0, page * 20, Math.floor(pages / 2) * page);
    await file.close();
    const unchecked = await fixture.open();
    assert.equal(unchecked.recovered, undefined, 'after a clean end it is not checked');
    await unchecked.close();
    // As the worker leaves it when SQLite reports damage.
    writeFileSync(suspect, '');
    const again = await fixture.open();
    assert.match(again.recovered ?? '', /damaged/);
    assert.ok(!existsSync(suspect));
    assert.deepEqual(await again.rows({ limit: 9 }), []);
  });

  it('brings a file of the first version up to date, with all that it holds', async () => {
    const [first] = MIGRATIONS;
    assert.ok(first);
    const db = new DatabaseSync(files(fixture.directory).database);
    db.exec(`PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; ${first}; PRAGMA user_version = 1;
      INSERT INTO connection(id, name) VALUES(1, 'acme'); INSERT INTO stream(id, connection, name) VALUES(1, 1, 'events');
      INSERT INTO quarantine(connection, stream, time, reason, raw) VALUES(1, 1, 5, 'Not JSON.', 'bad'), (1, 1, 5, 'Not JSON.', 'bad')`);
    db.close();
    const store = await fixture.open();
    await store.commit(request([event('a')], { quarantined: [{ reason: 'Not JSON.', raw: 'bad' }] }));
    assert.equal((await store.quarantine('acme', 9)).length, 3);
    assert.deepEqual(ids(await store.rows({ limit: 9 })), ['a']);
  });

  it('knows the events and parties of a file that indexed them otherwise', async () => {
    const [first, second] = MIGRATIONS;
    const db = new DatabaseSync(files(fixture.directory).database);
    db.exec(`PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; ${first}; ${second}; PRAGMA user_version = 2;
      INSERT INTO connection(id, name) VALUES(1, 'acme'); INSERT INTO stream(id, connection, name) VALUES(1, 1, 'events');
      INSERT INTO leaf(id, connection, type, severity, count, total) VALUES(1, 1, 'Threat', 4, 2, 2);
      INSERT INTO aspect(id, connection, activity) VALUES(1, 1, 'CREATED');
      INSERT INTO party(id, connection, kind, vendor_id, name) VALUES(7, 1, 'device', 'd1', 'Pixel'), (8, 1, 'device', 'd1', NULL), (9, 1, 'user', NULL, 'Eve');
      INSERT INTO event(seq, connection, id, stream, leaf, time, received, aspect, actor, target, subject, summary, raw)
        VALUES(1, 1, 'a', 1, 1, ${NOW - 2}, ${NOW}, 1, 9, 7, 7, 'A', '{}'), (2, 1, 'b', 1, 1, ${NOW - 1}, ${NOW}, 1, NULL, 8, 8, 'B', '{}');
      INSERT INTO relation VALUES(7, 0, ${NOW - 2}, 1), (8, 0, ${NOW - 1}, 2);
      UPDATE state SET seq = 2, related = 2, events = 2`);
    db.close();
    const store = await fixture.open();
    const device = { kind: 'device', id: 'd1', name: 'Pixel 9' };
    const result = await store.commit(
      request([event('a'), event('c', { target: device, subject: device }), event('b')]),
    );
    assert.deepEqual([result.stored, result.duplicates], [1, 2]);
    assert.equal((await store.event('acme', 'b'))?.summary, 'B');
    assert.deepEqual(ids(await store.related('acme', 'c', 'subject', 9)), ['b', 'a']);
    const parties = new DatabaseSync(files(fixture.directory).database, { readOnly: true });
    assert.deepEqual(
      parties
        .prepare('SELECT id, name FROM party WHERE id > 9')
        .all()
        .map((row) => ({ ...row })),
      [{ id: 10, name: 'Pixel 9' }],
    );
    parties.close();
  });

  it('refuses a file of a newer version and leaves it alone', async () => {
    const db = new DatabaseSync(files(fixture.directory).database);
    db.exec(`CREATE TABLE future(x); PRAGMA user_version = ${VERSION + 1}`);
    db.close();
    await assert.rejects(fixture.open(), storeError(/newer version/));
    assert.deepEqual(readdirSync(fixture.directory).sort(), ['events.db', 'presence.lock']);
  });

  it('names the path of a folder that cannot be', async () => {
    const blocked = join(fixture.directory, 'file');
    writeFileSync(blocked, '');
    await assert.rejects(fixture.open({ directory: join(blocked, 'store') }), storeError(/file\/store/));
  });

  it('rejects when the worker cannot start', async () => {
    await assert.rejects(fixture.open({ worker: join(fixture.directory, 'missing.cjs') }), storeError(/stopped/));
  });

  it('stores nothing by halves when the disk is full, and goes on when there is room', async () => {
    const store = await fixture.open({ maxPages: 200 });
    const batch = (number: number) =>
      request(
        Array.from({ length: 20 }, (_, index) => event(`${number}-${index}`, { raw: `"${'x'.repeat(1_000)}"` })),
        { cursor: String(number) },
      );
    let stored = 0;
    await assert.rejects(async () => {
      for (; stored < 100; stored++) await store.commit(batch(stored));
    }, storeError(/full/));
    assert.ok(stored > 5);
    assert.equal((await store.cursor('acme', 'events'))?.cursor, String(stored - 1));
    assert.equal((await store.tallies())[0]?.count, stored * 20);
    assert.equal((await store.rows({ limit: 10_000 })).length, stored * 20);
    await store.clear({});
    let done = false;
    while (!done) {
      // Room comes as cleaning goes on, which each write lets happen.
      done = await store.commit(batch(stored)).then(
        () => true,
        () => false,
      );
    }
    assert.deepEqual(ids(await store.rows({ limit: 1 })), [`${stored}-19`]);
  });
});
