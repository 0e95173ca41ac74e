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
  const current = async () => {
    const points = resume();
    const point = await points.current(0, clock.now());
    await points.opened(clock.now());
    return point;
  };
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

  it('records a hole however short it is', async () => {
    const read = clock.now();
    await clock.advance(DEPTH + 30_000);
    await current();
    assert.deepEqual(await holes(), [[read, read + 30_000]]);
  });

  it('measures from what was read, not from when: a replay that was cut off leaves a hole too', async () => {
    const late = clock.now() + 9 * DAY;
    await clock.advance(9 * DAY);
    await store.commit({
      connection: 'a',
      stream: 'events',
      events: [sampleEvent('e2', late - 9 * DAY)],
      cursor: 'c2',
      receivedTime: late,
    });
    await clock.advance(5 * DAY);
    await current();
    assert.deepEqual(await holes(), [[late - 9 * DAY, late - 5 * DAY]]);
  });

  it('goes on from a time when the cursor was rejected, also after the clock was set back', async () => {
    const points = resume();
    await points.cursorRejected(0, clock.now());
    const again = await resume().current(0, clock.now() - DAY);
    assert.deepEqual(again, { kind: 'time', since: clock.now() - 60_000 });
  });

  it('goes back further for a vendor that keeps no order, but not behind the beginning of the first run', async () => {
    const points = new ResumePoints(store, 'd', 'events', Number.POSITIVE_INFINITY, DAY);
    const began = clock.now() - 3_600_000;
    const commit = (id: string) => {
      const events = [sampleEvent(id, clock.now())];
      return store.commit({ connection: 'd', stream: 'events', events, cursor: id, receivedTime: clock.now() });
    };
    assert.deepEqual(await points.current(began, clock.now()), { kind: 'time', since: began });
    await commit('d1');
    await points.cursorRejected(0, clock.now());
    assert.deepEqual(await points.current(0, clock.now()), { kind: 'time', since: began });
    await clock.advance(3 * DAY);
    await commit('d2');
    await points.cursorRejected(0, clock.now());
    assert.deepEqual(await points.current(0, clock.now()), { kind: 'time', since: clock.now() - DAY });
  });

  it('says from when on something may be missing: from when all was read, as it stood then', async () => {
    const points = resume();
    await points.current(0, clock.now());
    const stored = clock.now();
    await clock.advance(DAY);
    assert.deepEqual(points.gap('Why.', clock.now()), { from: stored, to: clock.now(), reason: 'Why.' });
    const read = clock.now();
    points.readToEnd(read);
    await clock.advance(DAY);
    assert.deepEqual(points.gap('Why.', clock.now()), { from: read, to: clock.now(), reason: 'Why.' });
  });

  it('takes no time alone for a hole where it is not known how long a vendor keeps events', async () => {
    await clock.advance(1_000 * DAY);
    const points = new ResumePoints(store, 'a', 'events', Number.POSITIVE_INFINITY);
    await points.current(0, clock.now());
    await points.opened(clock.now());
    assert.deepEqual(await holes(), []);
  });

  it('does not believe an event of the future', async () => {
    await store.commit({
      connection: 'a',
      stream: 'events',
      events: [sampleEvent('e9', clock.now() + 400 * DAY)],
      cursor: 'c9',
      receivedTime: clock.now(),
    });
    await resume().cursorRejected(0, clock.now());
    assert.deepEqual(await resume().current(0, clock.now()), { kind: 'time', since: clock.now() - 60_000 });
  });

  it('does not take the time of an event of the future for read', async () => {
    const read = clock.now();
    const future = sampleEvent('e9', read + 400 * DAY);
    await store.commit({ connection: 'a', stream: 'events', events: [future], cursor: 'c9', receivedTime: read });
    await clock.advance(2 * DAY);
    await resume().cursorRejected(0, clock.now());
    assert.deepEqual(await resume().current(0, clock.now()), { kind: 'time', since: read - 60_000 });
    assert.deepEqual(await holes(), [[read, clock.now()]]);
  });

  it('finds the hole of an outage though the last event was of the future', async () => {
    const read = clock.now();
    const future = sampleEvent('e9', read + 400 * DAY);
    await store.commit({ connection: 'a', stream: 'events', events: [future], cursor: 'c9', receivedTime: read });
    await clock.advance(DEPTH + DAY);
    await current();
    assert.deepEqual(await holes(), [[read, read + DAY]]);
  });

  it('begins where the first run began when the cursor is rejected before any event came', async () => {
    const points = new ResumePoints(store, 'b', 'events', DEPTH);
    const began = clock.now() - 3_600_000;
    await points.current(began, clock.now());
    const receivedTime = clock.now();
    await store.commit({ connection: 'b', stream: 'events', events: [], cursor: 'c1', receivedTime });
    await clock.advance(3 * DAY);
    await points.cursorRejected(clock.now() - 3_600_000, clock.now());
    assert.deepEqual(await points.current(0, clock.now()), { kind: 'time', since: began });
    assert.deepEqual(
      (await store.gaps('b')).map(({ from, to }) => [from, to]),
      [[began, clock.now()]],
    );
  });

  it('does not take a quiet stream for an outage', async () => {
    for (let day = 0; day < 12; day++) {
      await clock.advance(DAY);
      await resume().caughtUp(clock.now());
    }
    await current();
    assert.deepEqual(await holes(), []);
  });

  it('notes a quiet stream once in ten minutes', async () => {
    const points = resume();
    assert.ok(points.isNoteDue(clock.now()));
    await points.caughtUp(clock.now());
    assert.ok(!points.isNoteDue(clock.now() + 599_999));
    assert.ok(points.isNoteDue(clock.now() + 600_000));
  });
});
