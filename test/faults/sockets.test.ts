import { runOverSockets } from './schedule/runSchedule.ts';
import { schedulesFor } from './schedule/steps.ts';
import { CASES, check, runsOf, SEED, timeout } from './settings.ts';

for (const vendorCase of CASES) {
  const { name, config, vendor, depth = vendor.replayDepth } = vendorCase;
  const runs = runsOf(vendorCase).sockets;
  describe(`${name}: schedules of faults over real sockets, seed ${SEED}`, () => {
    it(`${runs} schedules: nothing lost, nothing twice, never a silent stream`, async () => {
      const schedules = schedulesFor(depth);
      await check(
        { system: config.system, form: 'sockets' },
        schedules,
        (schedule) => runOverSockets(vendorCase, schedule),
        runs,
      );
    }).timeout(timeout(runs));
  });
}
