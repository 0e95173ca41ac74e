import type { Clock } from '../../base/clock.ts';
import { type Disposable, Disposables, Emitter } from '../../base/emitter.ts';
import type { EventStore, Tally } from '../../store/contract.ts';
import { Latest } from '../latest.ts';
import { sentenceOf } from '../text/failure.ts';
import { Throttle } from '../throttle.ts';

/** VS Code debounces tree changes by 200 ms, restarting on each: more often than this would starve the tree. */
export const REFRESH_MS = 400;

/** The store's tallies for everything that counts (tree, badge, status bar): read once per change, at most once per {@link REFRESH_MS}. */
export class TallyWatch implements Disposable {
  readonly #store: Pick<EventStore, 'tallies' | 'onDidChange'>;
  readonly #own = new Disposables();
  readonly #changed = this.#own.add(new Emitter<void>());
  readonly #read = new Latest(() => this.#readOnce());
  #tallies: readonly Tally[] = [];
  #seq: number | undefined;
  #pendingSeq: number | undefined;
  #error: string | undefined;
  #loaded = false;

  readonly onDidChange = this.#changed.event;

  constructor(store: Pick<EventStore, 'tallies' | 'onDidChange'>, clock: Clock) {
    this.#store = store;
    const throttle = this.#own.add(new Throttle(clock, REFRESH_MS, () => void this.#read.run()));
    this.#own.add(
      store.onDidChange((change) => {
        this.#pendingSeq = Math.max(this.#pendingSeq ?? 0, change.seq);
        throttle.request();
      }),
    );
    throttle.request();
  }

  get tallies(): readonly Tally[] {
    return this.#tallies;
  }
  /** Highest `seq` that the tallies cover for sure; missing until the store told a change. */
  get seq(): number | undefined {
    return this.#seq;
  }
  /** Why the store cannot be read, as a sentence. */
  get error(): string | undefined {
    return this.#error;
  }
  /** Whether the store was read at least once. */
  get loaded(): boolean {
    return this.#loaded;
  }

  /** Reads now; resolves when what is shown includes all that was stored before the call. */
  refresh(): Promise<void> {
    return this.#read.run();
  }

  dispose(): void {
    this.#own.dispose();
  }

  async #readOnce(): Promise<void> {
    const seq = this.#pendingSeq;
    try {
      this.#tallies = await this.#store.tallies();
      this.#seq = seq;
      this.#error = undefined;
      this.#loaded = true;
    } catch (error) {
      this.#error = sentenceOf(error);
    }
    this.#changed.fire();
  }
}
