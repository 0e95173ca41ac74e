import type { System } from '../model/connection.ts';
import { box } from './box/vendor.ts';
import { druva } from './druva/vendor.ts';
import type { Vendor } from './feed.ts';
import { lookout } from './lookout/vendor.ts';

/** Every system that can be streamed from. A new one is one folder here, one simulator under `demo/`, and one line. */
export const VENDORS: ReadonlyMap<System, Vendor> = new Map([
  [lookout.system, lookout],
  [box.system, box],
  [druva.system, druva],
]);
