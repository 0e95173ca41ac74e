import { runSchedule } from './schedule/runSchedule.ts';
import { schedules } from './schedule/steps.ts';
import { check, RUNS, SEED, timeout } from './settings.ts';

describe(`Schedules of faults on a controlled clock, seed ${SEED}`, () => {
  it(`${RUNS} schedules: nothing lost, nothing twice, never a silent stream`, async () => {
    await check(schedules, runSchedule, RUNS);
  }).timeout(timeout(RUNS));
});
