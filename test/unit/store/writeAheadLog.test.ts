import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { files } from '../../../src/store/files.ts';
import { flatten } from '../../../src/store/wire.ts';
import { Lock } from '../../../src/store/writer/lock.ts';
import { openDatabase } from '../../../src/store/writer/open.ts';
import { HARD, SOFT, WriteAheadLog } from '../../../src/store/writer/writeAheadLog.ts';
import { Writer } from '../../../src/store/writer/writer.ts';
import { until } from '../../support/until.ts';
import { event, Fixture, KEEP_ALL, request } from './fixture.ts';

const RAW = `"${'x'.repeat(20_000)}"`;
const EVENTS = 25;

describe('store: the write-ahead log', function () {
  this.timeout(120_000);
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await Fixture.create();
  });
  afterEach(() => fixture.dispose());

  const size = () => statSync(`${files(fixture.directory).database}-wal`).size;
  let number = 0;
  const batch = () => request(Array.from({ length: EVENTS }, () => event(`e${++number}`, { raw: RAW })));

  it('stays bounded while more is written than it may hold, without a pause', async () => {
    const store = await fixture.open();
    let largest = 0;
    let written = 0;
    const lane = async () => {
      while (written < 6 * HARD) {
        written += EVENTS * RAW.length;
        await store.commit(batch());
        largest = Math.max(largest, size());
      }
    };
    await Promise.all(Array.from({ length: 8 }, lane));
    assert.ok(largest > SOFT, 'it was put to the test');
    assert.ok(largest < 2 * HARD + SOFT, `${largest} bytes`);
    // Begun anew and cut down once the load is over.
    await until(async () => {
      await store.commit(batch());
      return size() <= 2 * SOFT;
    });
  });

  it('holds commits back while more was written than the disk takes', async () => {
    const { database, lease, presence } = files(fixture.directory);
    const { db } = openDatabase(fixture.directory, new Lock(presence), 0, () => {});
    let full = true;
    let looks = 0;
    const log = { look: () => ++looks > 0 && full, checkpointed() {} };
    const writer = new Writer(db, KEEP_ALL, new Lock(lease), log, 0, { removed() {}, failed: assert.ifError });
    try {
      await until(() => looks > 0);
      let stored = false;
      const commit = writer.commit(flatten(batch()), 0).then(() => {
        stored = true;
      });
      const before = looks;
      await until(() => looks > before + 3);
      assert.equal(stored, false);
      full = false;
      await commit;
      assert.ok(statSync(database).size > 0);
    } finally {
      writer.close();
    }
  });

  it('is left to the writer when the other thread does not answer', async () => {
    const source = await fixture.open();
    await source.close();
    const { database, presence } = files(fixture.directory);
    const { db } = openDatabase(fixture.directory, new Lock(presence), 0, () => {});
    try {
      let asked = 0;
      const log = new WriteAheadLog(db, database, () => asked++);
      db.exec('CREATE TABLE filler(text TEXT)');
      const insert = db.prepare('INSERT INTO filler VALUES(?)');
      let largest = 0;
      for (let written = 0; written < 4 * HARD; written += 1_000_000) {
        insert.run('x'.repeat(1_000_000));
        log.look();
        largest = Math.max(largest, size());
      }
      assert.equal(asked, 1, 'it does not ask again before it was answered');
      assert.ok(largest < 2 * HARD + 2 * SOFT, `${largest} bytes`);
      const before = size();
      log.checkpointed();
      insert.run('x');
      assert.ok(size() <= before);
    } finally {
      db.close();
    }
  });
});
