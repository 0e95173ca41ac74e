import type { ConnectionService } from '../../connection/contract.ts';
import type { ConnectionConfig } from '../../model/connection.ts';
import { effectiveState } from '../connections/stateText.ts';

export interface ManyConnectionsDeps {
  readonly service: Pick<ConnectionService, 'list' | 'get' | 'connect' | 'disconnect'>;
  readonly settings: {
    get(id: string): ConnectionConfig | undefined;
    save(config: ConnectionConfig): Promise<void>;
  };
}

/** Connects and disconnects more than one. Who disconnects all means those too that are only just being added or asked for. */
export class ManyConnections {
  readonly #deps: ManyConnectionsDeps;
  /** How often all were disconnected. */
  #disconnects = 0;

  constructor(deps: ManyConnectionsDeps) {
    this.#deps = deps;
  }

  async connectAll(): Promise<void> {
    const { service } = this.#deps;
    const idle = service.list().filter(({ wanted }) => !wanted);
    await Promise.all(idle.map(({ config }) => service.connect(config.id)));
  }

  /** All that are configured: what is known of who is wanted lags behind what was asked for. */
  async disconnectAll(): Promise<void> {
    const { service } = this.#deps;
    this.#disconnects++;
    await Promise.all(service.list().map(({ config }) => service.disconnect(config.id)));
  }

  /** Saves what is missing, shows it, and connects. */
  async add(configs: readonly ConnectionConfig[], show: () => PromiseLike<unknown>): Promise<void> {
    const { settings } = this.#deps;
    const before = this.#disconnects;
    for (const config of configs) if (!settings.get(config.id)) await settings.save(config);
    await show();
    await Promise.all(configs.map(({ id }) => this.#push(id, before)));
  }

  /** Connects; one that had given up needs a push. */
  async connect(id: string): Promise<void> {
    await this.#push(id, this.#disconnects);
  }

  async #push(id: string, before: number): Promise<void> {
    const { service } = this.#deps;
    const state = service.get(id)?.state;
    if (before !== this.#disconnects) return;
    if (state && effectiveState(state).kind === 'refused') await service.disconnect(id);
    if (before === this.#disconnects) await service.connect(id);
  }
}
