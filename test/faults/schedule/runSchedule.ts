import { existsSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { noSecrets } from '../oracle/secrets.ts';
import type { StartVendor, VendorCase } from '../vendorCase.ts';
import { Quiet } from '../world/quiet.ts';
import { World } from '../world/world.ts';
import { perform } from './perform.ts';
import type { Schedule } from './steps.ts';

/** In memory where there is such a place: what a disk does to a file is the crash ring's matter. */
const PLACE = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** One schedule without sockets. */
export function runSchedule(vendorCase: VendorCase, schedule: Schedule): Promise<void> {
  return run(vendorCase, schedule, new Quiet(4), vendorCase.model);
}

/** One schedule over real sockets. Between the ends of a socket, and behind them, lie more turns. */
export function runOverSockets(vendorCase: VendorCase, schedule: Schedule): Promise<void> {
  return run(vendorCase, schedule, new Quiet(12), vendorCase.sockets);
}

async function run(vendorCase: VendorCase, schedule: Schedule, quiet: Quiet, start: StartVendor): Promise<void> {
  const directory = mkdtempSync(path.join(PLACE, 'faults-'));
  const { draw } = schedule;
  const vendor: Parameters<typeof World.make>[0]['vendor'] = (clock) => start(schedule, clock, quiet);
  const world = await World.make({ directory, quiet, draw, vendorCase, vendor });
  try {
    await perform(world, schedule);
    await noSecrets(world, directory);
  } finally {
    await world.dispose();
    await rm(directory, { recursive: true, force: true });
  }
}
