import { runSchedule } from './schedule/runSchedule.ts';
import { schedulesFor } from './schedule/steps.ts';
import { CASES, check, runsOf, SEED, timeout } from './settings.ts';

for (const vendorCase of CASES) {
  const { name, config, vendor, depth = vendor.replayDepth } = vendorCase;
  const runs = runsOf(vendorCase).model;
  describe(`${name}: schedules of faults on a controlled clock, seed ${SEED}`, () => {
    it(`${runs} schedules: nothing lost, nothing twice, never a silent stream`, async () => {
      const schedules = schedulesFor(depth);
      await check(
        { system: config.system, form: 'model' },
        schedules,
        (schedule) => runSchedule(vendorCase, schedule),
        runs,
      );
    }).timeout(timeout(runs));
  });
}
