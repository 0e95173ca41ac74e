import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { files } from '../../../src/store/files.ts';
import { change, event, Fixture, ids, request } from './fixture.ts';
import type { Order } from './window.ts';

describe('store: several windows', function () {
  this.timeout(60_000);
  let fixture: Fixture;
  const windows: ChildProcess[] = [];
  beforeEach(async () => {
    fixture = await Fixture.create();
  });
  afterEach(async () => {
    await Promise.all(windows.splice(0).map(kill));
    await fixture.dispose();
  });

  async function openWindow(): Promise<ChildProcess> {
    const child = fork(new URL('window.ts', import.meta.url), [fixture.directory]);
    windows.push(child);
    assert.deepEqual(await once(child, 'message'), ['ready', undefined]);
    return child;
  }

  async function tell(child: ChildProcess, order: Order): Promise<unknown> {
    child.send(order);
    const [answer] = await once(child, 'message');
    return answer;
  }

  it('gives the lease to one, and to the next when that one is killed', async () => {
    const other = await openWindow();
    assert.deepEqual(await tell(other, 'lease'), { result: true });
    const store = await fixture.open();
    assert.equal(await store.tryLease(), false);
    await kill(other);
    assert.equal(await store.tryLease(), true);
    assert.equal(await store.tryLease(), true, 'it holds it');
    const third = await openWindow();
    assert.deepEqual(await tell(third, 'lease'), { result: false });
    await store.releaseLease();
    assert.deepEqual(await tell(third, 'lease'), { result: true });
  });

  it('tells of what another window did within a second', async () => {
    const store = await fixture.open();
    const other = await openWindow();
    for (const [order, expected] of [
      ['commit', { seq: 1, removed: false, shared: false }],
      ['want', { seq: 1, removed: false, shared: true }],
    ] as const) {
      const heard = change(store, () => true).then((value) => ({ value, time: performance.now() }));
      await tell(other, order);
      const done = performance.now();
      const { value, time } = await heard;
      assert.deepEqual(value, expected);
      assert.ok(time - done < 1_000, `${time - done} ms`);
    }
    assert.deepEqual(ids(await store.rows({ limit: 9 })), ['other 1']);
  });

  it('lets windows write in turn, each knowing what the other changed', async () => {
    const store = await fixture.open();
    const other = await openWindow();
    await store.commit(request([event('own 1')]));
    await tell(other, 'commit');
    await store.commit(request([event('own 2')]));
    await tell(other, 'commit');
    const again = await store.commit(request(['other 1', 'own 1', 'other 2'].map((id) => event(id))));
    assert.deepEqual([again.stored, again.duplicates], [0, 3]);
    assert.deepEqual(ids(await store.rows({ limit: 9 })), ['other 2', 'own 2', 'other 1', 'own 1']);
    // The other window remembers rows that are cleared now.
    await store.clear({});
    await tell(other, 'commit');
    assert.deepEqual(ids(await store.rows({ limit: 9 })), ['other 3']);
    assert.deepEqual(await store.tallies(), [{ connection: 'acme', type: 'Threat', severity: 4, count: 1, total: 5 }]);
  });

  it('keeps its files from other users', async () => {
    const store = await fixture.open();
    await store.tryLease();
    await store.setWanted('acme', true);
    const { database, lease, presence } = files(fixture.directory);
    for (const path of [database, `${database}-wal`, `${database}-shm`, lease, presence]) {
      assert.equal(statSync(path).mode & 0o777, 0o600, path);
    }
  });
});

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}
