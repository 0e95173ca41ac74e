import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Holders } from '../../../../src/store/search/learned.ts';

describe('store: who has what was learned', () => {
  it('is told of the numbers that are asked for, wherever they stand in the list', () => {
    const numbers = fc
      .uniqueArray(fc.nat(2_000), { maxLength: 400, size: 'max' })
      .map((list) => list.sort((a, b) => a - b));
    fc.assert(
      fc.property(numbers, numbers, fc.nat(9), (held, asked, most) => {
        const placesOf = (number: number) =>
          Array.from({ length: 1 + ((number * 7) % (most + 1)) }, (_, at) => number + at);
        const holders = new Holders(
          Uint16Array.from(held.flatMap((number) => [number, placesOf(number).length, ...placesOf(number)])),
        );
        for (let times = 0; times < 2; times++) {
          const found: number[][] = [];
          holders.each(asked, (list, from, to) => found.push([...list.subarray(from, to)]));
          assert.deepEqual(found, asked.filter((number) => held.includes(number)).map(placesOf));
        }
      }),
      { numRuns: 200 },
    );
  });
});
