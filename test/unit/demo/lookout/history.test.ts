import assert from 'node:assert/strict';
import { type HistoryEvent, LookoutHistory } from '../../../../src/demo/lookout/history.ts';
import { ID_PATTERN, secondOf } from '../../../../src/demo/lookout/ids.ts';

const NOON = Date.UTC(2026, 10, 1, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const history = (seed = 7, rate = 0.4) => new LookoutHistory({ seed, rate });
const text = (events: Iterable<HistoryEvent>) => [...events].map((event) => event.json).join('\n');

describe('the generated history of Lookout', () => {
  it('is the same for the same seed, whatever was asked before and in whatever windows', () => {
    const whole = text(history().eventsBetween(NOON - 2 * HOUR, NOON));
    const other = history();
    [...other.eventsBetween(NOON + 50 * HOUR, NOON + 51 * HOUR)];
    const pieces: string[] = [];
    for (let from = NOON - 2 * HOUR; from < NOON; from += 7 * MINUTE + 1_234) {
      const piece = text(other.eventsBetween(from, Math.min(from + 7 * MINUTE + 1_234, NOON)));
      if (piece !== '') pieces.push(piece);
    }
    // Ids order by whole seconds, so a window that cuts a second may swap neighbours in it.
    assert.deepEqual(pieces.join('\n').split('\n').sort(), whole.split('\n').sort());
    assert.equal(text(other.eventsBetween(NOON - 2 * HOUR, NOON)), whole);
  });

  it('is another one for another seed', () => {
    const ids = (seed: number) => new Set([...history(seed).eventsBetween(NOON - HOUR, NOON)].map((event) => event.id));
    assert.equal(ids(7).intersection(ids(8)).size, 0);
  });

  it('has ascending ids of version 7, whose time is the whole second of the event', () => {
    let last = '';
    for (const { id, time, json } of history().eventsBetween(NOON - 6 * HOUR, NOON)) {
      assert.ok(id > last, `${id} after ${last}`);
      assert.match(id, ID_PATTERN);
      assert.equal(secondOf(id), Math.floor(time / 1000));
      assert.match(json, /"created_time":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00"/);
      last = id;
    }
  });

  it('does not tell milliseconds by the order of ids', () => {
    const events = [...history(7, 20).eventsBetween(NOON - 20 * MINUTE, NOON)];
    assert.ok(events.some((event, index) => event.time < (events[index - 1]?.time ?? 0)));
  });

  for (const rate of [0.1, 0.4, 5, 40]) {
    it(`keeps to a mean of ${rate} events a second`, () => {
      const span = Math.min(12 * HOUR, (20_000 / rate) * 1000);
      let count = 0;
      for (const _ of history(7, rate).eventsBetween(NOON - span, NOON)) count++;
      const mean = count / (span / 1000);
      assert.ok(Math.abs(mean / rate - 1) < 0.15, `${mean}`);
    });
  }

  it('has nothing at a rate of 0', () => {
    assert.deepEqual([...history(7, 0).eventsBetween(NOON - HOUR, NOON)], []);
  });

  it('is lazy: the first event of ten days comes without the rest', () => {
    const started = process.cpuUsage();
    const first = history()
      .eventsBetween(NOON - 240 * HOUR, NOON)
      .next();
    assert.equal(first.done, false);
    // All ten days take seconds; the margin is for a busy machine.
    assert.ok(process.cpuUsage(started).user < 500_000);
  });

  it('shows few high severities and bursts now and then', () => {
    const events = [...history().eventsBetween(NOON - 24 * HOUR, NOON)];
    const high = events.filter((event) => event.json.includes('"severity":"HIGH"')).length / events.length;
    assert.ok(high > 0.01 && high < 0.08, `${high}`);
    const perTenSeconds = Map.groupBy(events, (event) => Math.floor(event.time / 10_000));
    const busiest = Math.max(...[...perTenSeconds.values()].map((list) => list.length));
    assert.ok(busiest >= 12, `${busiest}`);
  });
});
