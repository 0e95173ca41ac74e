import assert from 'node:assert/strict';
import { LOADED } from '../../../src/store/contract.ts';
import { files } from '../../../src/store/files.ts';
import { flatten } from '../../../src/store/wire.ts';
import { Cleaner } from '../../../src/store/writer/cleaner.ts';
import { Clearing } from '../../../src/store/writer/clearing.ts';
import { Committing } from '../../../src/store/writer/committing.ts';
import { Identities } from '../../../src/store/writer/identities.ts';
import { Interning } from '../../../src/store/writer/interning.ts';
import { Ledger } from '../../../src/store/writer/ledger.ts';
import { Lock } from '../../../src/store/writer/lock.ts';
import { openDatabase } from '../../../src/store/writer/open.ts';
import { CommitQueue } from '../../../src/store/writer/queue.ts';
import { Relating } from '../../../src/store/writer/relating.ts';
import { Removing } from '../../../src/store/writer/removing.ts';
import { Transactions } from '../../../src/store/writer/transactions.ts';
import { event, Fixture, KEEP_ALL, NOW, request } from './fixture.ts';

const EVENTS = 6_000;
/** How long one step may hold the writer, ms. */
const MOST = 10;

describe('store: cleaning', function () {
  this.timeout(60_000);
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await Fixture.create();
  });
  afterEach(() => fixture.dispose());

  /** The writer's parts, with the steps of cleaning in the hands of the test. */
  async function parts(stream = 'events') {
    const { db } = openDatabase(fixture.directory, new Lock(files(fixture.directory).presence), NOW, () => {});
    const ledger = new Ledger(db);
    const interning = new Interning(db, ledger);
    const identities = new Identities(db, ledger);
    const transactions = new Transactions(db, ledger, interning, identities);
    const relating = new Relating(db, ledger);
    const removing = new Removing(db, interning, ledger, relating, identities);
    const queue = new CommitQueue(transactions, new Committing(db, interning, identities, ledger), ledger);
    const subject = (index: number) => ({ kind: 'threat', id: `t${index}` });
    const events = Array.from({ length: EVENTS }, (_, index) =>
      event(`e${index}`, { time: NOW + index, subject: subject(index), raw: `"${'x'.repeat(6_000)}"` }),
    );
    const stored = queue.add(flatten(request(events, { stream })), NOW);
    queue.drain();
    await stored;
    transactions.run(() => relating.flush());
    const cleaner = new Cleaner(db, transactions, removing, ledger, KEEP_ALL);
    const clearing = new Clearing(db, interning, ledger);
    return { db, cleaner, ledger, transactions, clearing, queue, removing };
  }

  /**
   * The mean time that a step holds the thread, ms. Processor time: how long a single step waits for the disk or for a busy machine says nothing of what it was made
   * for.
   */
  function meanOf(cleaner: Cleaner): number {
    const before = process.threadCpuUsage();
    let steps = 1;
    while (cleaner.step(NOW)) steps++;
    const { user, system } = process.threadCpuUsage(before);
    assert.ok(steps > 10, `${steps} steps`);
    return (user + system) / 1_000 / steps;
  }

  for (const [name, begin] of [
    ['what was cleared', ({ transactions, clearing }) => transactions.run(() => clearing.clear({}))],
    ['what retention lets go', ({ cleaner }) => (cleaner.retention = { ...KEEP_ALL, maxEvents: 10 })],
  ] satisfies [string, (all: Awaited<ReturnType<typeof parts>>) => unknown][]) {
    it(`deletes ${name}, and gives the room back, in steps of at most ${MOST} ms`, async () => {
      const all = await parts();
      try {
        const pages = () => Number(all.db.prepare('PRAGMA page_count').get()?.page_count);
        const before = pages();
        begin(all);
        const mean = meanOf(all.cleaner);
        assert.ok(mean <= MOST, `${mean} ms`);
        assert.ok(all.ledger.events <= 10);
        assert.ok(pages() < before * 0.9, `${before} pages, then ${pages()}`);
      } finally {
        all.db.close();
      }
    });
  }

  it('looks for what is too old behind what was loaded in steps, and not there again', async () => {
    const { db, ledger, queue, removing, transactions } = await parts(LOADED);
    try {
      const stored = queue.add(flatten(request([event('live')])), NOW);
      queue.drain();
      await stored;
      const later = NOW + KEEP_ALL.maxAge + 1;
      /** As many rows as are looked at before the first look at the time. */
      const step = () => transactions.run(() => removing.retain(KEEP_ALL, later, 0));
      let steps = 1;
      while (step()) steps++;
      assert.ok(steps > 100, `${steps} steps`);
      assert.equal(ledger.events, EVENTS);
      const again = queue.add(flatten(request([event('next')])), NOW);
      queue.drain();
      await again;
      assert.equal(step(), false);
      assert.equal(ledger.events, EVENTS);
    } finally {
      db.close();
    }
  });
});
