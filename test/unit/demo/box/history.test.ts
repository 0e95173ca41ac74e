import assert from 'node:assert/strict';
import { BoxHistory, type HistoryEvent } from '../../../../src/demo/box/history.ts';
import { LookoutHistory } from '../../../../src/demo/lookout/history.ts';

const NOON = Date.UTC(2026, 10, 1, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const history = (seed = 7, rate = 0.4) => new BoxHistory({ seed, rate });
const texts = (events: Iterable<HistoryEvent>) => Array.from(events, (event) => event.text());

describe('the generated history of Box', () => {
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
  });

  it('is another one for another seed', () => {
    const ids = (seed: number) => new Set([...history(seed).eventsBetween(NOON - HOUR, NOON)].map((event) => event.id));
    assert.equal(ids(7).intersection(ids(8)).size, 0);
  });

  it('is chronological, with whole ms', () => {
    let last = 0;
    for (const { time } of history(7, 5).eventsBetween(NOON - HOUR, NOON)) {
      assert.ok(Number.isInteger(time) && time >= last, `${time}`);
      last = time;
    }
  });

  for (const rate of [0.1, 0.4, 5, 40]) {
    it(`keeps to a mean of ${rate} events a second`, () => {
      const span = Math.min(24 * HOUR, (20_000 / rate) * 1000);
      let count = 0;
      for (const _ of history(7, rate).eventsBetween(NOON - span, NOON)) count++;
      const mean = count / (span / 1000);
      assert.ok(Math.abs(mean / rate - 1) < 0.2, `${mean}`);
    });
  }

  it('has nothing at a rate of 0', () => {
    assert.deepEqual([...history(7, 0).eventsBetween(NOON - HOUR, NOON)], []);
  });

  it('is lazy: the first event of a year comes without the rest', () => {
    const started = process.cpuUsage();
    const first = history()
      .eventsBetween(NOON - 365 * 24 * HOUR, NOON)
      .next();
    assert.equal(first.done, false);
    assert.ok(process.cpuUsage(started).user < 500_000);
  });

  it('is about the same people as Lookout’s', () => {
    const { fleet } = new LookoutHistory({ seed: 7, rate: 0.4 });
    const phones = fleet.groups.flatMap((group) => group.devices.map(({ owner, email }) => `${owner} ${email}`));
    const { company } = history();
    const members = company.departments.flatMap(({ members: all }) => all.map(({ name, email }) => `${name} ${email}`));
    assert.equal(new Set(members).size, 60);
    assert.deepEqual(members, phones);
    assert.deepEqual(
      company.departments.map(({ name }) => name),
      fleet.groups.map(({ name }) => name),
    );
    assert.deepEqual(
      company.admins.map(({ email }) => email),
      fleet.admins.map(({ email }) => email),
    );
  });
});
