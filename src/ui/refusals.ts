import { type Disposable, Disposables } from '../base/emitter.ts';
import type { ConnectionService, ConnectionView } from '../connection/contract.ts';

/**
 * Which connections became refused and were not told about yet, one at a time: a second one waits until the first was answered, and one that
 * recovered meanwhile is not told any more. Refusals of another window are that window's to tell.
 */
export class Refusals implements Disposable {
  readonly #service: ConnectionService;
  readonly #tell: (view: ConnectionView) => Promise<void>;
  readonly #own = new Disposables();
  /** Reason told, by connection; forgotten once the connection is live or disconnected. */
  readonly #told = new Map<string, string>();
  #telling = false;

  /** `tell` resolves when the user answered; it handles its own errors. */
  constructor(service: ConnectionService, tell: (view: ConnectionView) => Promise<void>) {
    this.#service = service;
    this.#tell = tell;
    this.#own.add(service.onDidChange(() => void this.#next()));
    void this.#next();
  }

  dispose(): void {
    this.#own.dispose();
  }

  async #next(): Promise<void> {
    this.#forgetMended();
    if (this.#telling) return;
    this.#telling = true;
    try {
      for (let view = this.#untold(); view; view = this.#untold()) {
        if (view.state.kind === 'refused') this.#told.set(view.config.id, view.state.reason.kind);
        await this.#tell(view);
        this.#forgetMended();
      }
    } finally {
      this.#telling = false;
    }
  }

  #untold(): ConnectionView | undefined {
    return this.#service
      .list()
      .find(({ config, state }) => state.kind === 'refused' && this.#told.get(config.id) !== state.reason.kind);
  }

  /** Probing again (connecting, waiting) is not being mended. */
  #forgetMended(): void {
    for (const id of this.#told.keys()) {
      const kind = this.#service.get(id)?.state.kind;
      if (kind === undefined || kind === 'live' || kind === 'disconnected') this.#told.delete(id);
    }
  }
}
