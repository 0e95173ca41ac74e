import { randomBytes } from 'node:crypto';
import { runSimulator } from '../support/simulatorProcess.ts';

export interface SimulatorProcess {
  readonly endpoint: string;
  readonly credential: string;
  dispose(): Promise<void>;
}

/** The simulator on a core of its own, as a vendor would be. The credential is Lookout's application key, Box's developer token, or Druva's secret key for the client `bench`. */
export async function simulatorProcess(...options: readonly string[]): Promise<SimulatorProcess> {
  const credential = randomBytes(24).toString('base64url');
  const { said, stop } = await runSimulator(options, {
    DEMO_APPLICATION_KEY: credential,
    DEMO_CLIENT_ID: 'bench',
    DEMO_CLIENT_SECRET: credential,
    DEMO_DEVELOPER_TOKEN: credential,
  });
  return { endpoint: said.endpoint ?? '', credential, dispose: stop };
}
