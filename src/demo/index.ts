import { randomBytes } from 'node:crypto';
import type { Clock } from '../base/clock.ts';
import type { BoxCredentials } from './box/options.ts';
import { startBoxSimulator } from './box/simulator.ts';
import { startDruvaSimulator } from './druva/simulator.ts';
import { startLookoutSimulator } from './lookout/simulator.ts';

export interface DemoOptions {
  /** Whose protocol it speaks; Lookout's when missing. */
  readonly system?: 'lookout' | 'box' | 'druva';
  /** Fixed by default, so that the history and its cursors survive a restart. */
  readonly seed?: number;
  /** Mean events per second; lively but readable when missing. */
  readonly rate?: number;
  readonly clock?: Clock;
}

/** A running demo. Its credential is new each time and lives in memory only. */
export interface Demo {
  /** Base URL on 127.0.0.1, without a slash at its end. */
  readonly endpoint: string;
  readonly credential: string;
  dispose(): Promise<void>;
}

const SEED = 20_250_220;
/** Its client reads all of it first, at two pages a second. */
const DRUVA_PAST = { historyDays: 2 };
/** s: a demo that stays open over the weekend goes on. */
const FOREVER = 365 * 24 * 3_600;

/** Starts the simulator for a demo connection. The entry of a bundle of its own, loaded when such a connection opens. */
export async function startDemo({ system = 'lookout', seed = SEED, ...options }: DemoOptions = {}): Promise<Demo> {
  const credential = randomBytes(32).toString('base64url');
  const simulator = await start(system, { ...options, seed }, credential);
  return { endpoint: simulator.endpoint, credential, dispose: () => simulator.dispose() };
}

function start(
  system: NonNullable<DemoOptions['system']>,
  options: Omit<DemoOptions, 'system'> & { readonly seed: number },
  credential: string,
) {
  switch (system) {
    case 'box':
      return startBoxSimulator({ ...options, credentials: boxCredentials(credential), tokenLifetime: FOREVER });
    case 'druva':
      return startDruvaSimulator({
        ...options,
        ...DRUVA_PAST,
        credentials: { clientId: 'demo', secretKey: credential },
      });
    case 'lookout':
      return startLookoutSimulator({ ...options, applicationKey: credential });
  }
}

/** The credential is a developer token: one text is all that a demo connection is given. */
function boxCredentials(developerToken: string): BoxCredentials {
  return { clientId: 'demo', clientSecret: randomBytes(32).toString('base64url'), developerToken };
}
