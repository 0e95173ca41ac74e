import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StreamRunner } from '../../../src/connection/streamRunner.ts';
import type { Feed } from '../../../src/feeds/feed.ts';
import { type EventStore, StoreError } from '../../../src/store/contract.ts';
import { openStore } from '../../../src/store/open.ts';
import { recordingLogger } from '../../support/logger.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { batchOf, OPEN, sampleEvent } from '../../support/scriptedVendor.ts';
import { until } from '../../support/until.ts';

describe('StreamRunner', () => {
  const clock = new ManualClock();
  let directory: string;
  let store: EventStore;

  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'runner-'));
    store = await openStore({
      directory,
      worker: new URL('../../../src/store/worker.ts', import.meta.url),
      retention: { maxEvents: 1_000, maxBytes: 2 ** 31, maxAge: 86_400_000 },
      log: recordingLogger(),
      clock: { now: () => clock.now(), timer: () => () => undefined },
    });
  });
  afterEach(async () => {
    await store.close();
    await rm(directory, { recursive: true, force: true });
  });

  it('honours the server’s delay also when what came before could not be stored', async () => {
    const feed: Feed = {
      async *read() {
        yield OPEN;
        yield batchOf('c1', sampleEvent('e1', 1));
        yield { kind: 'end', why: 'reconnect', delay: 30_000 };
      },
    };
    const commit = store.commit.bind(store);
    store.commit = (request) =>
      request.events.length > 0 ? Promise.reject(new StoreError('The disk is full.')) : commit(request);
    const runner = new StreamRunner({
      connection: 'a',
      stream: 'events',
      feed,
      store,
      clock,
      log: recordingLogger(),
      initialHistory: () => 3_600_000,
      replayDepth: 864_000_000,
      random: () => 0,
      onChange: () => undefined,
    });
    const run = runner.run();
    await until(() => runner.status.state.kind === 'waiting');
    const { state } = runner.status;
    assert.ok(state.kind === 'waiting');
    assert.deepEqual([state.reason.kind, state.until - clock.now()], ['store', 30_000]);
    runner.stop();
    await run;
  });
});
