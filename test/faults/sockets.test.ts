import { runOverSockets } from './schedule/runSchedule.ts';
import { schedules } from './schedule/steps.ts';
import { check, SEED, SOCKET_RUNS, timeout } from './settings.ts';

describe(`Schedules of faults over real sockets, seed ${SEED}`, () => {
  it(`${SOCKET_RUNS} schedules: nothing lost, nothing twice, never a silent stream`, async () => {
    await check(schedules, runOverSockets, SOCKET_RUNS);
  }).timeout(timeout(SOCKET_RUNS));
});
