import assert from 'node:assert/strict';
import { BoxHistory } from '../../../../src/demo/box/history.ts';
import { DruvaHistory, type HistoryEvent } from '../../../../src/demo/druva/history.ts';

const NOON = Date.UTC(2026, 10, 1, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const history = (seed = 7, rate = 0.4) => new DruvaHistory({ seed, rate });
const texts = (events: Iterable<HistoryEvent>) => Array.from(events, (event) => JSON.stringify(event));

describe('the generated history of Druva', () => {
  it('is the same for the same seed, whatever was asked before and in whatever windows', () => {
    const whole = texts(history().eventsBetween(NOON - 2 * HOUR, NOON));
    const other = history();
    texts(other.eventsBetween(NOON + 50 * HOUR, NOON + 51 * HOUR));
    const pieces: string[] = [];
    for (let from = NOON - 2 * HOUR; from < NOON; from += 7 * MINUTE + 1_234) {
      pieces.push(...texts(other.eventsBetween(from, Math.min(from + 7 * MINUTE + 1_234, NOON))));
    }
    assert.ok(whole.length > 1_000);
    assert.deepEqual(pieces, whole);
    assert.notDeepEqual(texts(history(8).eventsBetween(NOON - 2 * HOUR, NOON)), whole);
  });

  for (const rate of [0.06, 0.4, 5]) {
    it(`keeps to a mean of ${rate} events a second`, () => {
      const span = Math.max(24 * HOUR, (20_000 / rate) * 1000) * (rate > 1 ? 0.1 : 1);
      let count = 0;
      for (const _ of history(7, rate).eventsBetween(NOON - span, NOON)) count++;
      assert.ok(Math.abs(count / (span / 1000) / rate - 1) < 0.2, `${count / (span / 1000)}`);
    });
  }

  it('has something for nearly every minute at the pace of the demo', () => {
    const minutes = new Set<number>();
    for (const { time } of history(7, 0.06).eventsBetween(NOON - 24 * HOUR, NOON))
      minutes.add(Math.floor(time / MINUTE));
    assert.ok(minutes.size > 0.94 * 24 * 60, `${minutes.size}`);
  });

  it('has nothing at a rate of 0', () => {
    assert.deepEqual([...history(7, 0).eventsBetween(NOON - HOUR, NOON)], []);
  });

  it('is about the same people as Box’s, each with an id and sources of their own', () => {
    const people = (company: { departments: readonly { members: readonly { email: string }[] }[] }) =>
      company.departments.flatMap(({ members }) => members.map(({ email }) => email));
    const { company } = history(7, 0.06);
    assert.deepEqual(people(company), people(new BoxHistory({ seed: 7, rate: 0.4 }).company));
    const members = company.departments.flatMap((department) => department.members);
    const sources = members.flatMap(({ laptop, cloud }) => [laptop, ...cloud].map(({ id }) => id));
    assert.equal(new Set(members.map(({ id }) => id)).size, members.length);
    assert.equal(new Set(sources).size, sources.length);
  });
});
