import type { Clock } from '../../base/clock.ts';
import { type Disposable, Disposables, Emitter } from '../../base/emitter.ts';
import type { ConnectionService } from '../../connection/contract.ts';
import type { EventStore, StoredGap } from '../../store/contract.ts';
import { Latest } from '../latest.ts';
import { sentenceOf } from '../text/failure.ts';
import { Throttle } from '../throttle.ts';

/** Counted up to here; beyond, the number says "or more". */
export const MOST_QUARANTINED = 200;

export interface Trouble {
  readonly gaps: readonly StoredGap[];
  readonly quarantined: number;
}

const NONE: Trouble = { gaps: [], quarantined: 0 };

/** Known gaps and quarantined payloads of each connection, read again at most every two seconds while the store changes. */
export class Troubles implements Disposable {
  readonly #service: ConnectionService;
  readonly #store: Pick<EventStore, 'gaps' | 'quarantine' | 'onDidChange'>;
  readonly #own = new Disposables();
  readonly #changed = this.#own.add(new Emitter<void>());
  readonly #read = new Latest(() => this.#readOnce());
  #troubles: ReadonlyMap<string, Trouble> = new Map();
  #error: string | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(
    service: ConnectionService,
    store: Pick<EventStore, 'gaps' | 'quarantine' | 'onDidChange'>,
    clock: Clock,
  ) {
    this.#service = service;
    this.#store = store;
    const throttle = this.#own.add(new Throttle(clock, 2_000, () => void this.#read.run()));
    this.#own.add(store.onDidChange(() => throttle.request()));
    this.#own.add(service.onDidChange((id) => id === undefined && throttle.request()));
    throttle.request();
  }

  /** Why they cannot be read, as a sentence. */
  get error(): string | undefined {
    return this.#error;
  }

  of(connection: string): Trouble {
    return this.#troubles.get(connection) ?? NONE;
  }

  /** Of all connections. */
  get gaps(): readonly StoredGap[] {
    return [...this.#troubles.values()].flatMap(({ gaps }) => gaps);
  }

  dispose(): void {
    this.#own.dispose();
  }

  async #readOnce(): Promise<void> {
    const next = new Map<string, Trouble>();
    let error: string | undefined;
    try {
      for (const { config } of this.#service.list()) {
        const [gaps, quarantine] = await Promise.all([
          this.#store.gaps(config.id),
          this.#store.quarantine(config.id, MOST_QUARANTINED),
        ]);
        next.set(config.id, { gaps, quarantined: quarantine.length });
      }
    } catch (failure) {
      error = sentenceOf(failure);
    }
    const key = (troubles: ReadonlyMap<string, Trouble>) => JSON.stringify([...troubles]);
    if (error === this.#error && (error !== undefined || key(next) === key(this.#troubles))) return;
    this.#error = error;
    if (error === undefined) this.#troubles = next;
    this.#changed.fire();
  }
}
