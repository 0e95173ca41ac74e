import assert from 'node:assert/strict';
import { clampServerDelay } from '../../../src/net/backoff.ts';
import { retryAfter } from '../../../src/net/retryAfter.ts';

const NOW = Date.UTC(1994, 10, 6, 8, 49, 7);

describe('retryAfter', () => {
  const cases: readonly (readonly [text: string, ms: number | undefined])[] = [
    ['0', 0],
    ['17', 17_000],
    [' 17 ', 17_000],
    ['0017', 17_000],
    ['99999999999999999999', 1e23],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 30_000],
    ['Sunday, 06-Nov-94 08:49:37 GMT', 30_000],
    ['Sun Nov  6 08:49:37 1994', 30_000],
    ['Sun, 06 Nov 1994 08:00:00 GMT', 0],
    ['Fri, 31 Dec 9999 23:59:59 GMT', Date.UTC(9999, 11, 31, 23, 59, 59) - NOW],
    ['', undefined],
    ['-5', undefined],
    ['+5', undefined],
    ['1.5', undefined],
    ['1e3', undefined],
    ['5, 7', undefined],
    ['soon', undefined],
    ['in 5', undefined],
    ['1994-11-06T08:49:37Z', undefined],
    ['Sun, 06 Nov 1994 08:49:37 +0100', undefined],
    ['Sun, 99 Foo 1994 08:49:37 GMT', undefined],
  ];
  for (const [text, ms] of cases) {
    it(`reads ${JSON.stringify(text)} as ${ms === undefined ? 'nothing' : `${ms} ms`}`, () => {
      assert.equal(retryAfter(new Headers({ 'retry-after': text }), NOW), ms);
    });
  }

  it('is nothing without the header', () => assert.equal(retryAfter(new Headers(), NOW), undefined));

  it('is bounded by whoever waits', () => {
    for (const text of ['0', '9'.repeat(400)]) {
      const wait = clampServerDelay(retryAfter(new Headers({ 'retry-after': text }), NOW) ?? 0);
      assert.ok(wait >= 1_000 && wait <= 300_000);
    }
  });
});
