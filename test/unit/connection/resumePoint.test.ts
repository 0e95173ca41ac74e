import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ResumePoints } from '../../../src/connection/resumePoint.ts';
import type { EventStore } from '../../../src/store/contract.ts';
import { openStore } from '../../../src/store/open.ts';
import { recordingLogger } from '../../support/logger.ts';
import { ManualClock } from '../../support/manualClock.ts';
import { sampleEvent } from '../../support/scriptedVendor.ts';

const DAY = 86_400_000;
const DEPTH = 10 * DAY;

describe('ResumePoints', () => {
  let directory: string;
  let clock: ManualClock;
  let store: EventStore;

  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'resume-'));
    clock = new ManualClock();
    store = await openStore({
      directory,
      worker: new URL('../../../src/store/worker.ts', import.meta.url),
      retention: { maxEvents: 1_000_000, maxBytes: 2 ** 31, maxAge: 1_000 * DAY },
      log: recordingLogger(),
      clock,
    });
    await store.commit({
      connection: 'a',
      stream: 'events',
      events: [sampleEvent('e1', clock.now())],
      cursor: 'c1',
      receivedTime: clock.now(),
    });
  });
  afterEach(async () => {
    await store.close();
    await rm(directory, { recursive: true, force: true });
  });

  /** As a window does that opens now. */
  const resume = () => new ResumePoints(store, 'a', 'events', DEPTH);
  const current = () => resume().current(0, clock.now());
  const holes = async () => (await store.gaps('a')).map(({ from, to }) => [from, to]);

  it('finds no hole in a pause that the vendor can replay', async () => {
    await clock.advance(DEPTH);
    assert.equal((await current()).kind, 'cursor');
    assert.deepEqual(await holes(), []);
  });

  it('records what an outage longer than the replay has lost, once', async () => {
    const read = clock.now();
    await clock.advance(DEPTH + DAY);
    assert.deepEqual(await current(), { kind: 'cursor', cursor: 'c1', stored: read });
    await current();
    assert.deepEqual(await holes(), [[read, read + DAY]]);
  });

  it('does not take a quiet stream for an outage', async () => {
    for (let day = 0; day < 12; day++) {
      await clock.advance(DAY);
      await resume().caughtUp(clock.now());
    }
    await current();
    assert.deepEqual(await holes(), []);
  });

  it('notes a quiet stream at most once in ten minutes', async () => {
    const points = resume();
    await points.caughtUp(clock.now());
    const first = (await store.cursor('a', 'events:read'))?.updated;
    await clock.advance(599_999);
    await points.caughtUp(clock.now());
    assert.equal((await store.cursor('a', 'events:read'))?.updated, first);
    await clock.advance(1);
    await points.caughtUp(clock.now());
    assert.equal((await store.cursor('a', 'events:read'))?.updated, clock.now());
  });
});
