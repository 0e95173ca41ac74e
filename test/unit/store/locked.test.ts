import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { StoreError } from '../../../src/store/contract.ts';
import { files } from '../../../src/store/files.ts';
import { event, Fixture, request } from './fixture.ts';

/** ms */
const BUSY = 1_000;
/** Of one stream, in several groups, as they are under way when a server sends a backlog; and of others. */
const BACKLOG = 64;
const OTHERS = 12;

describe('store: a locked database', function () {
  this.timeout(60_000);
  let fixture: Fixture;
  let other: ChildProcess;
  beforeEach(async () => {
    fixture = await Fixture.create();
  });
  afterEach(async () => {
    if (other.exitCode === null && other.signalCode === null) {
      other.kill('SIGKILL');
      await once(other, 'exit');
    }
    await fixture.dispose();
  });

  it('is waited for once, not by every commit, and stores nothing behind what it failed', async () => {
    const store = await fixture.open({ busyTimeout: BUSY });
    await store.commit(request([event('a')], { cursor: 'c0' }));
    other = fork(new URL('holder.ts', import.meta.url), [files(fixture.directory).database]);
    assert.deepEqual((await once(other, 'message'))[0], 'locked');

    const started = performance.now();
    const others = Array.from({ length: OTHERS }, (_, index) =>
      request([event(`${index}`)], { stream: `other ${index}` }),
    );
    const backlog = Array.from({ length: BACKLOG }, (_, index) =>
      request(
        Array.from({ length: 100 }, (_, each) => event(`${index}-${each}`)),
        { cursor: `c${index + 1}`, run: 1 },
      ),
    );
    const results = await Promise.allSettled([...backlog, ...others].map((each) => store.commit(each)));
    // Waiting for each would take a minute, for each group of the backlog some seconds.
    const waits = (performance.now() - started) / BUSY;
    assert.ok(waits < 4.9, `${waits} times the busy timeout`);
    assert.ok(results.every(({ status }) => status === 'rejected'));
    const [first] = results;
    assert.ok(first?.status === 'rejected' && first.reason instanceof StoreError);
    assert.match(first.reason.message, /is locked by another window or program that does not let go of it\.$/);
    // Readers go on all the while.
    assert.equal((await store.cursor('acme', 'events'))?.cursor, 'c0');

    other.send('release');
    await once(other, 'exit');
    assert.equal((await store.commit(request([event('0-0')], { cursor: 'c1', run: 2 }))).stored, 1);
    assert.equal((await store.cursor('acme', 'events'))?.cursor, 'c1');
    assert.equal((await store.rows({ limit: 9_999 })).length, 2);
  });
});
