import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../../../src/demo/random.ts';
import { files } from '../../../src/store/files.ts';
import { Lock } from '../../../src/store/writer/lock.ts';
import { openDatabase } from '../../../src/store/writer/open.ts';
import { event, Fixture, NOW, request } from './fixture.ts';

const BATCH = 20;
const INSTANTS = 3;
const CUTS = 20;

describe('store: power loss', function () {
  this.timeout(60_000);
  const fixtures: Fixture[] = [];
  const create = async () => {
    const fixture = await Fixture.create();
    fixtures.push(fixture);
    return fixture;
  };
  afterEach(() => Promise.all(fixtures.splice(0).map((fixture) => fixture.dispose())));

  /** Opens what is left as the writer does, and returns the number of the last batch whose cursor it holds. */
  function openAndCheck(directory: string, said: string): number {
    const presence = new Lock(files(directory).presence);
    const { db, recovered } = openDatabase(directory, presence, NOW, () => {});
    try {
      assert.equal(recovered, undefined, `${said}: taken for damaged`);
      assert.equal(db.prepare('PRAGMA integrity_check').get()?.integrity_check, 'ok', said);
      const one = (sql: string) => Number(Object.values(db.prepare(sql).get() ?? {})[0] ?? -1);
      const cursor = one("SELECT cursor FROM stream WHERE name = 'events'");
      const events = (cursor + 1) * BATCH;
      assert.equal(one('SELECT count(*) FROM event'), events, `${said}: cursor ${cursor}`);
      assert.equal(one('SELECT ifnull(sum(count), 0) FROM leaf'), events, said);
      assert.equal(one('SELECT events FROM state'), events, said);
      return cursor;
    } finally {
      db.close();
      presence.release();
    }
  }

  it('leaves a sound store whose cursor is not ahead of it, wherever the write-ahead log ends', async () => {
    const seed = Date.now() % 1_000_000;
    const random = new Random(seed, 'power loss');
    const source = await create();
    const store = await source.open();
    const cursors = new Set<number>();
    let batch = 0;
    for (let instant = 0; instant < INSTANTS; instant++) {
      for (let count = 0; count < 25; count++, batch++) {
        const events = Array.from({ length: BATCH }, (_, index) =>
          event(`${batch}-${index}`, { target: { kind: 'device', id: `d${index}` }, raw: `"${'x'.repeat(700)}"` }),
        );
        await store.commit(request(events, { cursor: String(batch) }));
      }
      const copy = await create();
      await source.copyTo(copy, ['events.db', 'events.db-wal']);
      const wal = readFileSync(`${files(copy.directory).database}-wal`);
      for (let cut = 0; cut < CUTS; cut++) {
        const directory = join(copy.directory, String(cut));
        mkdirSync(directory);
        copyFileSync(files(copy.directory).database, files(directory).database);
        const length = random.integer(wal.length + 1);
        const torn = random.integer(Math.min(length, 20_000) + 1);
        const rest = Buffer.from(wal.subarray(0, length));
        // Blocks that never reached the disk, or did in part.
        if (random.chance(0.5)) rest.fill(random.chance(0.5) ? 0 : 0xa5, length - torn);
        writeFileSync(`${files(directory).database}-wal`, rest);
        cursors.add(
          openAndCheck(directory, `seed ${seed}, instant ${instant}, cut ${cut} at ${length} of ${wal.length}`),
        );
      }
    }
    assert.ok(cursors.size > 20, `the cuts made a difference: ${cursors.size}`);
  });
});
