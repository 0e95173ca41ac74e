import type { Vendor } from '../../src/feeds/feed.ts';
import type { ConnectionConfig } from '../../src/model/connection.ts';
import type { ManualClock } from '../support/manualClock.ts';
import type { FaultyVendor } from './faultyVendor.ts';
import type { Schedule } from './schedule/steps.ts';
import type { Quiet } from './world/quiet.ts';

export type StartVendor = (schedule: Schedule, clock: ManualClock, quiet: Quiet) => Promise<FaultyVendor>;

/** One way to connect to a vendor, which all schedules run over. */
export interface VendorCase {
  readonly name: string;
  readonly vendor: Vendor;
  readonly config: Pick<ConnectionConfig, 'system' | 'options'>;
  /** Its streams' names in the store. */
  readonly streams: readonly string[];
  /** How far back the vendor replays, for schedules to sleep that long, ms; the vendor's own depth when missing. */
  readonly depth?: number;
  /** A stream may be called live for so long after the vendor was heard, ms. */
  readonly patience: number;
  /** So long after the first request a stream has a cursor, ms. */
  readonly firstRun: number;
  /** Schedules in `npm test`. */
  readonly runs: { readonly model: number; readonly sockets: number };
  /** Without sockets. */
  readonly model: StartVendor;
  /** A simulator behind the fault proxy. */
  readonly sockets: StartVendor;
}
