import type { Clock } from '../../base/clock.ts';
import type { SimulatorRequest } from '../requestLog.ts';
import type { LoadOptions } from './load.ts';

export interface LookoutSimulatorOptions {
  readonly seed: number;
  readonly applicationKey: string;
  /** 0 or missing: any free port. */
  readonly port?: number;
  readonly clock?: Clock;
  /** Mean events per second of the generated history; 0 for none, 0.4 when missing. */
  readonly rate?: number;
  /** Idle time after which a heartbeat goes out; 5000 when missing. */
  readonly heartbeatMs?: number;
  /** Seconds; 7200 when missing. */
  readonly tokenLifetime?: number;
  /** Most events in one frame; 100 when missing. */
  readonly frameSize?: number;
  /** For benchmarks: a pre-rendered backlog instead of the generated history. */
  readonly load?: LoadOptions;
  readonly onRequest?: (request: SimulatorRequest) => void;
}
