import type { Clock } from '../../base/clock.ts';
import type { SimulatorRequest } from '../requestLog.ts';
import type { LoadOptions } from './load.ts';
import type { Tricks } from './tricks.ts';

export interface BoxCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
  /** An access token of an administrator, good for an hour; none when missing. */
  readonly developerToken?: string;
}

/** A request as the simulator answered it; status 0: the client went away first. */
export interface BoxRequest extends SimulatorRequest {
  /** Whether an `Authorization` header came. */
  readonly authorized: boolean;
  readonly asUser?: string;
  /** Of the token endpoint. */
  readonly grant?: string;
}

export interface BoxSimulatorOptions {
  readonly seed: number;
  readonly credentials: BoxCredentials;
  /** 0 or missing: any free port. */
  readonly port?: number;
  readonly clock?: Clock;
  /** Mean events per second of the generated history; 0 for none, 0.4 when missing. */
  readonly rate?: number;
  /** Share of the generated events that the live streams tell twice; 0.02 when missing. */
  readonly copies?: number;
  /** Of access tokens, in seconds; 3600 when missing. */
  readonly tokenLifetime?: number;
  /** How long `admin_logs` is behind, in ms; 60,000 when missing. */
  readonly lag?: number;
  /** Who signs in at the authorize page: `admin` when missing. */
  readonly signIn?: 'admin' | 'user';
  /** The authorize page shows a link instead of granting at once. */
  readonly askConsent?: boolean;
  /** API calls a minute and person before 429; no limit when missing (Box: 1000). */
  readonly callsPerMinute?: number;
  /** What OPTIONS says. `wire`: `ttl` and `max_retries` as texts (when missing) or numbers. */
  readonly realtime?: RealtimeOptions;
  readonly tricks?: Partial<Tricks>;
  /** For benchmarks: a pre-rendered backlog instead of the generated history. */
  readonly load?: LoadOptions;
  readonly onRequest?: (request: BoxRequest) => void;
}

export interface RealtimeOptions {
  readonly wire?: 'text' | 'number';
  /** Minutes; 10 when missing. */
  readonly ttl?: number;
  /** 10 when missing. */
  readonly maxRetries?: number;
  /** Seconds; 610 when missing. */
  readonly retryTimeout?: number;
  /** ms without events after which a poll is answered with `reconnect`; 120,000 when missing. */
  readonly reconnectAfterMs?: number;
}
