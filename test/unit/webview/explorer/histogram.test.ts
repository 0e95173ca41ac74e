import assert from 'node:assert/strict';
import type { Histogram } from '../../../../src/store/search/contract.ts';
import { bucketOf, countsOf, highest, outlines, timeOf } from '../../../../src/webview/explorer/histogram/bars.ts';
import { gapSpans } from '../../../../src/webview/explorer/histogram/gapSpans.ts';
import { roundTop, ticks } from '../../../../src/webview/explorer/histogram/scale.ts';
import { afterKey, bounds, zoomed } from '../../../../src/webview/explorer/histogram/selection.ts';

const HOUR = 3_600_000;

describe('The axis of the histogram', () => {
  it('has ticks at round local times, no more than fit', () => {
    const from = new Date(2026, 10, 22, 7, 11, 3).getTime();
    const found = ticks(from, from + 3 * HOUR, 7, 'en');
    assert.ok(found.length >= 4 && found.length <= 7);
    for (const { time } of found) assert.equal(new Date(time).getMinutes() % 30, 0);
    assert.equal(found[0]?.label, '07:30');
  });

  it('has ticks at local midnights over days, also when clocks change', () => {
    const from = new Date(2026, 9, 20, 5).getTime();
    const found = ticks(from, from + 12 * 24 * HOUR, 12, 'en');
    assert.ok(found.length >= 5);
    for (const { time } of found) assert.equal(new Date(time).getHours(), 0);
  });

  it('copes with any range', () => {
    assert.deepEqual(ticks(5, 5, 10, 'en'), []);
    assert.deepEqual(ticks(0, Number.NaN, 10, 'en'), []);
    assert.ok(ticks(-8e15, 8e15, 10, 'en').length <= 12);
    assert.ok(ticks(0, 10, 10, 'en').length <= 12);
  });

  it('ends at a round count', () => {
    assert.deepEqual([0, 1, 3, 12, 50, 51, 1_999].map(roundTop), [1, 1, 5, 20, 50, 100, 2_000]);
  });
});

describe('The bars of the histogram', () => {
  const histogram: Histogram = {
    from: 1_000,
    to: 3_000,
    buckets: 2,
    counts: [0, 900, 0, 0, 0, 1, 0, ...[0, 0, 0, 0, 10, 0, 0]],
  };

  it('stack by severity, the worst at the bottom, and what is there can be seen', () => {
    const found = outlines(histogram, 100, 50, 1_000);
    assert.deepEqual(
      found.map(({ severity }) => severity),
      [5, 4, 1],
    );
    assert.match(found[0]?.path ?? '', /^M0 49h49v1h-49Z$/);
    assert.match(found[2]?.path ?? '', /^M0 4h49v45h-49Z$/);
  });

  it('know their times', () => {
    assert.equal(highest(histogram), 901);
    assert.deepEqual(countsOf(histogram, 1), [0, 0, 0, 0, 10, 0, 0]);
    assert.equal(timeOf(histogram, 1), 2_000);
    assert.deepEqual(
      [0, 1_999, 2_000, 9_999].map((time) => bucketOf(histogram, time)),
      [0, 0, 1, 1],
    );
  });
});

describe('Selecting on the histogram', () => {
  it('moves, extends and stays within it', () => {
    const at = { anchor: 5, cursor: 5 };
    assert.deepEqual(afterKey(at, 'ArrowLeft', false, 10), { anchor: 4, cursor: 4 });
    assert.deepEqual(afterKey(at, 'ArrowRight', true, 10), { anchor: 5, cursor: 6 });
    assert.deepEqual(afterKey(at, 'PageDown', true, 10), { anchor: 5, cursor: 9 });
    assert.deepEqual(afterKey(at, 'Home', false, 10), { anchor: 0, cursor: 0 });
    assert.equal(afterKey(at, 'Enter', false, 10), undefined);
    assert.deepEqual(bounds({ anchor: 7, cursor: 2 }), { from: 2, to: 7 });
  });

  it('zooms around the middle, to a second at least', () => {
    assert.deepEqual(zoomed(0, 100_000, 0.5), { from: 25_000, to: 75_000 });
    assert.deepEqual(zoomed(0, 100_000, 2), { from: -50_000, to: 150_000 });
    assert.deepEqual(zoomed(1_000, 1_100, 0.5), { from: 550, to: 1_550 });
  });
});

describe('Known gaps on the histogram', () => {
  const gap = (from: number | undefined, to: number | undefined, noticed = 500) => ({
    connection: 'c',
    reason: 'r',
    noticed,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  });
  const spans = (...gaps: ReturnType<typeof gap>[]) => gapSpans(gaps, 100, 1_000).map(({ from, to }) => [from, to]);

  it('are cut to what is shown; an end that is not known is where they were noticed, or the edge', () => {
    assert.deepEqual(spans(gap(50, 200), gap(900, 2_000), gap(0, 50), gap(1_001, 2_000)), [
      [100, 200],
      [900, 1_000],
    ]);
    assert.deepEqual(spans(gap(300, undefined), gap(undefined, 300), gap(undefined, undefined)), [
      [300, 500],
      [100, 300],
      [500, 500],
    ]);
  });
});
