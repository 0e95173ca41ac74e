import assert from 'node:assert/strict';
import { watchdog } from '../../../src/base/watchdog.ts';
import { ManualClock } from '../../support/manualClock.ts';

const HOUR = 3_600_000;

describe('watchdog', () => {
  const setUp = () => {
    const clock = new ManualClock();
    const barks: string[] = [];
    const watch = () => watchdog(clock, 12_000, (why) => barks.push(why));
    return { clock, barks, watch };
  };

  it('barks once, when the time is over', async () => {
    const { clock, barks, watch } = setUp();
    watch();
    await clock.advance(11_999);
    assert.deepEqual(barks, []);
    await clock.advance(1);
    assert.deepEqual(barks, ['silent']);
    await clock.advance(HOUR);
    assert.deepEqual(barks, ['silent']);
    assert.deepEqual(clock.pending, []);
  });

  it('is quiet when called off', async () => {
    const { clock, barks, watch } = setUp();
    const callOff = watch();
    await clock.advance(5_500);
    callOff();
    assert.deepEqual(clock.pending, []);
    await clock.advance(HOUR);
    assert.deepEqual(barks, []);
  });

  it('barks right after a sleep', async () => {
    const { clock, barks, watch } = setUp();
    watch();
    await clock.advance(3_000);
    await clock.sleep(HOUR);
    assert.deepEqual(barks, ['slept']);
  });

  it('barks within a second of a sleep during which timers stood still', async () => {
    const { clock, barks, watch } = setUp();
    watch();
    await clock.advance(3_500);
    clock.setWall(HOUR);
    await clock.advance(499);
    assert.deepEqual(barks, []);
    await clock.advance(1);
    assert.deepEqual(barks, ['slept']);
  });

  it('counts a short delay as time that passed', async () => {
    const { clock, barks, watch } = setUp();
    watch();
    await clock.advance(3_500);
    clock.setWall(4_000);
    await clock.advance(4_499); // 7,999 by the timers, 11,999 by the wall.
    assert.deepEqual(barks, []);
    await clock.advance(1);
    assert.deepEqual(barks, ['silent']);
  });

  it('does not wait longer when the clock is set back', async () => {
    const { clock, barks, watch } = setUp();
    watch();
    await clock.advance(5_500);
    clock.setWall(-HOUR);
    await clock.advance(6_499);
    assert.deepEqual(barks, []);
    await clock.advance(1);
    assert.deepEqual(barks, ['silent']);
  });
});
