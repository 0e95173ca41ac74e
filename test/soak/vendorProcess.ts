import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { Fault, FromVendor, ToVendor, VendorSettings } from './protocol.ts';

/** The vendor's process as the soak sees it. */
export class VendorProcess {
  readonly endpoint: string;
  readonly credential: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, endpoint: string, credential: string) {
    this.#child = child;
    this.endpoint = endpoint;
    this.credential = credential;
  }

  static async start(settings: VendorSettings): Promise<VendorProcess> {
    const child = fork(new URL('./vendor.ts', import.meta.url), [JSON.stringify(settings)], { execArgv: [] });
    const [message] = (await once(child, 'message')) as [FromVendor];
    if (message.kind !== 'ready') throw new Error('The vendor said something else first.');
    return new VendorProcess(child, message.endpoint, message.credential);
  }

  fault(fault: Fault): void {
    this.#tell({ kind: 'fault', fault });
  }

  /** Emits no more. Resolves with the ids of all that it made available. */
  async finish(): Promise<readonly string[]> {
    const answer = once(this.#child, 'message') as Promise<[FromVendor]>;
    this.#tell({ kind: 'finish' });
    const [message] = await answer;
    return message.kind === 'finished' ? message.ids : [];
  }

  dispose(): void {
    this.#child.disconnect();
  }

  #tell(message: ToVendor): void {
    this.#child.send(message);
  }
}
