import assert from 'node:assert/strict';
import { existsSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { ResumePoints } from '../../../src/connection/resumePoint.ts';
import { type EventStore, StoreError } from '../../../src/store/contract.ts';
import { files, markSuspect } from '../../../src/store/files.ts';
import { event, Fixture, ids, NOW, request } from './fixture.ts';

const DAY = 86_400_000;
const DEPTH = 10 * DAY;

describe('store: damage', function () {
  this.timeout(60_000);
  let fixture: Fixture;
  let database: string;
  beforeEach(async () => {
    fixture = await Fixture.create();
    database = files(fixture.directory).database;
  });
  afterEach(() => fixture.dispose());

  /** A store in use: wanted, with events of the last 20 days, some cleared, and a known gap. */
  async function fill(store: EventStore): Promise<void> {
    await store.tryLease();
    await store.setWanted('acme', true);
    await store.commit(
      request([event('cleared', { time: NOW - 30 * DAY })], { gaps: [{ from: 1, to: 2, reason: 'Old.' }] }),
    );
    await store.clear({ types: ['Threat'] });
    const events = Array.from({ length: 2_000 }, (_, index) =>
      event(`e${index}`, { time: NOW - 20 * DAY + index, type: 'Device', raw: `"${'x'.repeat(500)}"` }),
    );
    await store.commit(request(events, { cursor: 'c2000', receivedTime: NOW }));
  }

  /** Writes over a part of a file that no process has open. */
  async function overwrite(path: string, from: number, length: number): Promise<void> {
    const file = await open(path, 'r+');
    await file.write(Buffer.alloc(length, 0xa5), 0, length, from);
    await file.close();
  }

  /** Pages of the events' table, from the middle of the file on. */
  async function damageEvents(): Promise<void> {
    const { size } = statSync(database);
    await overwrite(database, Math.floor(size / 2 / 8192) * 8192, 20 * 8192);
  }

  const aside = () => readdirSync(fixture.directory).filter((name) => /^events\.db\.damaged-[^.]+\.\d+Z$/.test(name));

  it('goes on from the oldest event where pages are damaged, with what was wanted, removed and known to be missing', async () => {
    const before = await fixture.open();
    await fill(before);
    await before.close();
    await damageEvents();
    markSuspect(fixture.directory);

    const store = await fixture.open();
    assert.match(store.recovered ?? '', /was damaged\. It was moved to .*What the vendors still keep is read again\.$/);
    assert.equal(aside().length, 1);
    assert.deepEqual([...(await store.wanted())], [['acme', 1]]);
    assert.equal(await store.cursor('acme', 'events'), undefined, 'a cursor would hide that the events are gone');
    const points = new ResumePoints(store, 'acme', 'events', DEPTH);
    assert.deepEqual(await points.current(NOW - DAY, NOW), { kind: 'time', since: NOW - 20 * DAY });
    // What the vendor does not keep any more is a hole, and said to be one.
    await points.opened(NOW);
    assert.deepEqual(
      (await store.gaps('acme')).map(({ from, to, stream }) => ({ from, to, stream })),
      [
        { from: NOW - 20 * DAY, to: NOW - DEPTH, stream: 'events' },
        { from: 1, to: 2, stream: 'events' },
      ],
    );
    const again = await store.commit(request([event('cleared'), event('e1999')], { cursor: 'c' }));
    assert.equal(again.stored, 1, 'what was cleared does not come back');
    assert.ok(again.seq > 2_001, 'no seq is given twice');
  });

  it('starts anew where not even the header can be read, and says what to do', async () => {
    const before = await fixture.open();
    await fill(before);
    await before.close();
    await overwrite(database, 0, 100);
    const store = await fixture.open();
    assert.match(
      store.recovered ?? '',
      /a new, empty one was created\. Connect again to read what the vendors still keep\.$/,
    );
    assert.equal(aside().length, 1);
    assert.equal((await store.commit(request([event('a')]))).stored, 1);
  });

  it('does not take an emptied file for a new one', async () => {
    const before = await fixture.open();
    await fill(before);
    await before.close();
    truncateSync(database);
    const store = await fixture.open();
    assert.match(store.recovered ?? '', /was damaged/);
    assert.equal((await store.commit(request([event('a')]))).stored, 1);
    await store.close();
    assert.equal((await fixture.open()).recovered, undefined, 'it is said once');
  });

  it('begins again where it was killed while it replaced a damaged file', async () => {
    const before = await fixture.open();
    await fill(before);
    await before.close();
    await damageEvents();
    markSuspect(fixture.directory);
    // As it is left between the two renames: the old one is aside, the new one not yet in its place.
    const made = await fixture.open();
    await made.close();
    const { fresh } = files(fixture.directory);
    const { renameSync } = await import('node:fs');
    renameSync(database, fresh);
    markSuspect(fixture.directory);
    const store = await fixture.open();
    assert.deepEqual([...(await store.wanted())], [['acme', 1]]);
    assert.ok(!existsSync(fresh));
  });

  it('opens with a ruined index of the write-ahead log', async () => {
    const before = await fixture.open();
    await fill(before);
    const copy = await Fixture.create();
    try {
      await fixture.copyTo(copy, ['events.db', 'events.db-wal']);
      writeFileSync(`${files(copy.directory).database}-shm`, Buffer.alloc(32_768, 0xa5));
      const store = await copy.open();
      assert.equal(store.recovered, undefined);
      assert.equal((await store.cursor('acme', 'events'))?.cursor, 'c2000');
      assert.equal(
        (await store.tallies()).reduce((sum, { count }) => sum + count, 0),
        2_000,
      );
    } finally {
      await copy.dispose();
    }
  });

  it('repairs itself in the middle of a session, without a reload, and tells', async () => {
    const before = await fixture.open();
    await fill(before);
    await before.close();
    await damageEvents();
    const store = await fixture.open();
    assert.equal(store.recovered, undefined, 'a clean end is not checked');
    assert.equal(await store.tryLease(), true);
    assert.equal((await store.cursor('acme', 'events'))?.cursor, 'c2000');
    const told = new Promise<string>((resolve) => store.onDidRecover(resolve));
    const met = async () => {
      for (let index = 0; index < 2_000; index++) await store.event('acme', `e${index}`);
    };
    await assert.rejects(met(), (error) => error instanceof StoreError && /damaged/.test(error.message));
    assert.match(await told, /What the vendors still keep is read again\.$/);

    // A reading of the old file must not put its cursor into the new one, before whose events it stands.
    const late = request([event('late')], { cursor: 'c2001', run: 2 });
    await assert.rejects(store.commit(late), /read again/);
    assert.equal(await store.cursor('acme', 'events'), undefined);
    assert.equal((await store.commit({ ...late, run: 3 })).stored, 1);
    assert.deepEqual(ids(await store.rows({ limit: 9 })), ['late']);
    assert.deepEqual([...(await store.wanted())], [['acme', 1]]);
    assert.equal(await store.tryLease(), true, 'it streams on');
    const db = new DatabaseSync(database, { readOnly: true });
    assert.equal(db.prepare('PRAGMA integrity_check').get()?.integrity_check, 'ok');
    db.close();
  });

  it('repairs itself when a commit meets the damage, and rejects what was under way', async () => {
    const before = await fixture.open();
    await fill(before);
    await before.close();
    const { size } = statSync(database);
    await overwrite(database, Math.floor((size * 2) / 3 / 8192) * 8192, size);
    const store = await fixture.open();
    const told = new Promise<string>((resolve) => store.onDidRecover(resolve));
    const device = { kind: 'device', id: 'd1' };
    const rejected: unknown[] = [];
    for (let index = 0; rejected.length === 0; index++) {
      const one = event(`new ${index}`, { type: 'Device', target: device, raw: `"${'x'.repeat(5_000)}"` });
      await store.commit(request([one], { cursor: String(index), run: 1 })).catch((error) => rejected.push(error));
    }
    assert.ok(rejected[0] instanceof StoreError && /damaged|read again/.test(rejected[0].message), String(rejected[0]));
    await told;
    const [first] = await store.rows({ limit: 1 });
    assert.equal(first, undefined, 'the new one has no event that stands before what is lost');
  });
});
