import assert from 'node:assert/strict';
import { parseFilter } from '../../../src/filter/parseFilter.ts';
import { parseTime, printTime } from '../../../src/filter/times.ts';
import { NOW } from './fixtures.ts';

const iso = (time: number | undefined) => (time === undefined ? undefined : new Date(time).toISOString());
const local = (...parts: readonly [number, number, number?, number?, number?]) => {
  const [year, month, day = 1, hour = 0, minute = 0] = parts;
  return new Date(year, month, day, hour, minute).getTime();
};

function range(text: string): { readonly from: string | undefined; readonly to: string | undefined } {
  const { expression, problems } = parseFilter(text, NOW);
  assert.deepEqual(problems, [], text);
  assert.equal(expression.kind, 'range');
  return expression.kind === 'range' ? { from: iso(expression.from), to: iso(expression.to) } : range('');
}

describe('Times of a filter', () => {
  it('stand for all of a month, day, minute, second or millisecond', () => {
    assert.deepEqual(parseTime('2026-11', NOW), { from: local(2026, 10), to: local(2026, 11) - 1 });
    assert.deepEqual(parseTime('2026-11-01', NOW), { from: local(2026, 10, 1), to: local(2026, 10, 2) - 1 });
    const minute = local(2026, 10, 1, 10, 5);
    assert.deepEqual(parseTime('2026-11-01T10:05', NOW), { from: minute, to: minute + 59_999 });
    assert.deepEqual(parseTime('2026-11-01 10:05:00', NOW), { from: minute, to: minute + 999 });
    assert.deepEqual(parseTime('2026-11-01T10:05:00.250', NOW), { from: minute + 250, to: minute + 250 });
  });

  it('are in the zone that they name', () => {
    const utc = Date.parse('2026-11-02T10:00:00Z');
    assert.deepEqual(parseTime('2026-11-02T10:00Z', NOW), { from: utc, to: utc + 59_999 });
    assert.equal(parseTime('2026-11-02T11:30+01:30', NOW)?.from, utc);
    assert.equal(parseTime('2026-11-02T02:00-0800', NOW)?.from, utc);
  });

  it('count back from now', () => {
    assert.deepEqual(parseTime('-24h', NOW), { from: NOW - 86_400_000, to: NOW - 86_400_000 });
    for (const [text, ms] of [
      ['-90s', 90_000],
      ['-5m', 300_000],
      ['-2D', 172_800_000],
      ['-1w', 604_800_000],
    ] as const)
      assert.equal(parseTime(text, NOW)?.from, NOW - ms);
    const today = new Date(NOW).setHours(0, 0, 0, 0);
    assert.equal(parseTime('today', NOW)?.from, today);
    assert.equal(parseTime('Yesterday', NOW)?.to, today - 1);
  });

  it('are days of the calendar', () => {
    for (const text of [
      '2026-02-29',
      '2026-13-01',
      '2026-11-31',
      '2026-11-01T24:00',
      '2026-11-01T10:60',
      '26-11-01',
      '2026',
      'x',
      '',
      '-1y',
      '-h',
    ])
      assert.equal(parseTime(text, NOW), undefined, text);
    assert.notEqual(parseTime('2024-02-29', NOW), undefined);
  });

  it('include a day with "after" and "..", and stop short of it with "before"', () => {
    const [first, third] = [iso(local(2026, 10, 1)), local(2026, 10, 3)];
    assert.deepEqual(range('after:2026-11-01'), { from: first, to: undefined });
    assert.deepEqual(range('before:2026-11-03'), { from: undefined, to: iso(third - 1) });
    assert.deepEqual(range('time:2026-11-01..2026-11-03'), { from: first, to: iso(local(2026, 10, 4) - 1) });
    assert.deepEqual(range('time:2026-11-01'), { from: first, to: iso(local(2026, 10, 2) - 1) });
    assert.deepEqual(range('time:>2026-11-02'), { from: iso(third), to: undefined });
    assert.deepEqual(range('time:<=2026-11-02'), { from: undefined, to: iso(third - 1) });
    assert.deepEqual(range('received:..2026-11-02'), { from: undefined, to: iso(third - 1) });
    assert.deepEqual(range('time:-1h'), { from: iso(NOW - 3_600_000), to: undefined });
    assert.deepEqual(range('time:-2h..-1h'), { from: iso(NOW - 7_200_000), to: iso(NOW - 3_600_000) });
  });

  it('say what a time looks like when it is none', () => {
    const [problem] = parseFilter('after:tomorow', NOW).problems;
    assert.match(problem?.message ?? '', /^"tomorow" is no time\. Use 2026-11-01, /);
  });

  it('are printed so that they are read back, within the years that can be written', () => {
    for (const time of [0, NOW, -1, 253_402_300_799_999])
      assert.deepEqual(parseTime(printTime(time), 0), { from: time, to: time });
    for (const time of [Number.NaN, 1e300, -1e300, 0.5]) assert.notEqual(parseTime(printTime(time), 0), undefined);
  });
});
