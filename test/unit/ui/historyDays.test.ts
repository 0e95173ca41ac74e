import assert from 'node:assert/strict';
import { daysWithin } from '../../../src/ui/commands/historyDays.ts';

const DAY = 86_400_000;

describe('days of history to choose from', () => {
  it('end with all that the vendor keeps', () => {
    assert.deepEqual(daysWithin(10 * DAY), [1, 7, 10]);
    assert.deepEqual(daysWithin(365 * DAY), [1, 7, 30, 90, 365]);
    assert.deepEqual(daysWithin(7 * DAY), [1, 7]);
    assert.deepEqual(daysWithin(1.5 * DAY), [1]);
    assert.deepEqual(daysWithin(DAY / 2), []);
  });
});
