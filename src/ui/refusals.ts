import { type Clock, pause } from '../base/clock.ts';
import { type Disposable, Disposables } from '../base/emitter.ts';
import type { ConnectionService, ConnectionView } from '../connection/contract.ts';

/** A refusal in the middle of an edit, between the new credential and the new endpoint, is none. */
const SETTLES_MS = 1_500;
/** VS Code has hidden a notification by then, and its answer may never come. */
const HIDDEN_MS = 20_000;

/**
 * Which connections became refused and were not told about yet, one at a time: a second one waits until the first was answered or hidden, and one that
 * recovered meanwhile is not told any more. Refusals of another window are that window's to tell.
 */
export class Refusals implements Disposable {
  readonly #service: ConnectionService;
  readonly #tell: (view: ConnectionView) => Promise<void>;
  readonly #clock: Clock;
  readonly #own = new Disposables();
  readonly #ended = new AbortController();
  /** Reason told, by connection; forgotten once the connection is live or disconnected. */
  readonly #told = new Map<string, string>();
  #telling = false;

  /** `tell` resolves when the user answered; it handles its own errors. */
  constructor(service: ConnectionService, clock: Clock, tell: (view: ConnectionView) => Promise<void>) {
    this.#service = service;
    this.#clock = clock;
    this.#tell = tell;
    this.#own.add(service.onDidChange(() => void this.#next()));
    void this.#next();
  }

  dispose(): void {
    this.#ended.abort();
    this.#own.dispose();
  }

  async #next(): Promise<void> {
    this.#forgetMended();
    if (this.#telling || !this.#untold()) return;
    this.#telling = true;
    const { signal } = this.#ended;
    try {
      await pause(this.#clock, SETTLES_MS, signal);
      for (let view = this.#untold(); view && !signal.aborted; view = this.#untold()) {
        if (view.state.kind === 'refused') this.#told.set(view.config.id, view.state.reason.kind);
        await Promise.race([this.#tell(view), pause(this.#clock, HIDDEN_MS, signal)]);
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
