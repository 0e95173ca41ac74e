import { existsSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ManualClock } from '../../support/manualClock.ts';
import type { FaultyVendor } from '../faultyVendor.ts';
import { ModelVendor } from '../model/modelVendor.ts';
import { noSecrets } from '../oracle/secrets.ts';
import { startSocketVendor } from '../sockets/socketVendor.ts';
import { Quiet } from '../world/quiet.ts';
import { World } from '../world/world.ts';
import { perform } from './perform.ts';
import type { Schedule } from './steps.ts';

/** In memory where there is such a place: what a disk does to a file is the crash ring's matter. */
const PLACE = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** One schedule without sockets. */
export function runSchedule(schedule: Schedule): Promise<void> {
  return run(schedule, new Quiet(4), async (clock, quiet) => new ModelVendor({ clock, quiet, ...schedule }));
}

/** One schedule over real sockets. Between the ends of a socket, and behind them, lie more turns. */
export function runOverSockets(schedule: Schedule): Promise<void> {
  return run(schedule, new Quiet(12), (clock, quiet) => startSocketVendor(schedule, clock, quiet));
}

async function run(
  schedule: Schedule,
  quiet: Quiet,
  vendor: (clock: ManualClock, quiet: Quiet) => Promise<FaultyVendor>,
): Promise<void> {
  const directory = mkdtempSync(path.join(PLACE, 'faults-'));
  const world = await World.make({ directory, quiet, draw: schedule.draw, vendor: (clock) => vendor(clock, quiet) });
  try {
    await perform(world, schedule);
    await noSecrets(world, directory);
  } finally {
    await world.dispose();
    await rm(directory, { recursive: true, force: true });
  }
}
