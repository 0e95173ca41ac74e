import assert from 'node:assert/strict';
import { parseTime } from '../../../src/feeds/rfc3339.ts';

const TIME = Date.UTC(2026, 4, 4, 3, 2, 1);

describe('Times of vendors', () => {
  for (const told of [
    '2026-05-04T03:02:01Z',
    '2026-05-04t03:02:01z',
    '2026-05-04 03:02:01',
    '2026-05-04T03:02:01+00:00',
    ' 2026-05-03T20:02:01-0700 ',
  ]) {
    it(`reads ${told}`, () => assert.equal(parseTime(told), TIME));
  }

  it('keeps fractions to the millisecond', () => assert.equal(parseTime('2026-05-04T03:02:01.250999Z'), TIME + 250));

  for (const told of [
    undefined,
    '',
    '2026-13-04T03:02:01Z',
    '2026-05-04T33:02:01Z',
    '2026-05-04',
    '2026-x5-04T03:02:01Z',
    'May 4, 2026',
    '2026-05-04T03:02:01Z'.repeat(9),
  ]) {
    it(`does not take ${told} for one`, () => assert.equal(parseTime(told), undefined));
  }
});
