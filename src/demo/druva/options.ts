import type { Clock } from '../../base/clock.ts';
import type { AnswerFault } from '../answer.ts';
import type { SimulatorRequest } from '../requestLog.ts';
import type { LoadOptions } from './load.ts';
import type { Tricks } from './tricks.ts';

export interface DruvaCredentials {
  readonly clientId: string;
  readonly secretKey: string;
}

/** What the token of a right credential is good for: everything, or it lacks the role, is of another cloud, or comes from a forbidden address. */
export type Access = 'granted' | 'role' | 'cloud' | 'address';

/** `insync`: the tracker endpoint; `platform`: events of all products; `realize`: Cyber Resilience by tracker. */
export type Stream = 'insync' | 'platform' | 'realize';

export type DruvaFault = AnswerFault;

/** A request as the simulator answered it; status 0: the client went away first. */
export interface DruvaRequest extends SimulatorRequest {
  /** Whether an `Authorization` header came. */
  readonly authorized: boolean;
  /** Of the token endpoint. */
  readonly grant?: string;
}

export interface DruvaSimulatorOptions {
  readonly seed: number;
  readonly credentials: DruvaCredentials;
  /** 0 or missing: any free port. */
  readonly port?: number;
  readonly clock?: Clock;
  /** Mean events per second of the generated history; 0 for none, 0.06 when missing. */
  readonly rate?: number;
  /** How many days before its start the simulator's first list begins; 7 when missing. */
  readonly historyDays?: number;
  /** Of access tokens, in seconds; 1800 when missing (GovCloud: 900). */
  readonly tokenLifetime?: number;
  readonly access?: Access;
  /** Calls a minute before 429; no limit when missing. */
  readonly callsPerMinute?: number;
  readonly tricks?: Partial<Tricks>;
  /** For benchmarks: a pre-rendered backlog of inSync events instead of the generated history. */
  readonly load?: LoadOptions;
  readonly onRequest?: (request: DruvaRequest) => void;
}
