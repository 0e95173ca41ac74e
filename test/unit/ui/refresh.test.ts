import assert from 'node:assert/strict';
import { Latest } from '../../../src/ui/latest.ts';
import { Reading } from '../../../src/ui/reading.ts';
import { Throttle } from '../../../src/ui/throttle.ts';
import { ManualClock, settle } from '../../support/manualClock.ts';

describe('Throttle', () => {
  it('runs at once, then at most once per interval, and once after the last request', async () => {
    const clock = new ManualClock();
    const start = clock.now();
    const runs: number[] = [];
    const throttle = new Throttle(clock, 300, () => runs.push(clock.now() - start));
    for (let ms = 0; ms < 1_000; ms += 50) {
      throttle.request();
      await clock.advance(50);
    }
    await clock.advance(5_000);
    assert.deepEqual(runs, [0, 300, 600, 900, 1_200]);
  });

  it('does nothing after its disposal', async () => {
    const clock = new ManualClock();
    let runs = 0;
    const throttle = new Throttle(clock, 300, () => runs++);
    throttle.request();
    throttle.request();
    throttle.dispose();
    throttle.request();
    await clock.advance(1_000);
    assert.equal(runs, 1);
  });
});

describe('Latest', () => {
  it('runs one job at a time, and once more for all requests that came meanwhile', async () => {
    const ends: (() => void)[] = [];
    const latest = new Latest(() => new Promise((resolve) => ends.push(resolve)));
    const first = latest.run();
    const second = latest.run();
    void latest.run();
    assert.equal(ends.length, 1);
    ends[0]?.();
    await settle();
    assert.equal(ends.length, 2);
    ends[1]?.();
    await Promise.all([first, second]);
    assert.equal(ends.length, 2);
  });
});

describe('Reading', () => {
  it('holds for its time, is not prolonged, and ends by drawing what was held', async () => {
    const clock = new ManualClock();
    let drawn = 0;
    const reading = new Reading(clock, 4_000, () => drawn++);
    reading.begin();
    await clock.advance(3_000);
    reading.begin();
    assert.deepEqual([reading.active, drawn], [true, 0]);
    await clock.advance(1_000);
    assert.deepEqual([reading.active, drawn], [false, 1]);
    await clock.advance(10_000);
    assert.equal(drawn, 1);
  });
});
