import { type Disposable, Disposables, Emitter } from '../../base/emitter.ts';
import { alertingTotals } from './tallySums.ts';
import type { TallyWatch } from './tallyWatch.ts';

/** Structurally a `vscode.Memento`. */
export interface SmallState {
  get<T>(key: string): T | undefined;
  update(key: string, value: unknown): PromiseLike<void>;
}

const KEY = 'unseen.seen';

/** Events of severity High and above that arrived while nobody looked. Kept as one number per connection: how many of them were seen. */
export class Unseen implements Disposable {
  readonly #watch: TallyWatch;
  readonly #state: SmallState;
  readonly #looking: () => boolean;
  readonly #own = new Disposables();
  readonly #changed = this.#own.add(new Emitter<void>());
  #count = 0;

  readonly onDidChange = this.#changed.event;

  /** `looking`: whether the user sees newly arrived events at this moment. */
  constructor(watch: TallyWatch, state: SmallState, looking: () => boolean) {
    this.#watch = watch;
    this.#state = state;
    this.#looking = looking;
    this.#own.add(watch.onDidChange(() => this.look()));
  }

  get count(): number {
    return this.#count;
  }

  /** Counts again; what is being looked at becomes seen. */
  look(): void {
    if (this.#watch.loaded && this.#looking()) this.markAllSeen();
    else this.#recount();
  }

  markAllSeen(): void {
    const totals = Object.fromEntries(alertingTotals(this.#watch.tallies));
    if (JSON.stringify(totals) !== JSON.stringify(this.#seen())) void this.#state.update(KEY, totals);
    this.#setCount(0);
  }

  dispose(): void {
    this.#own.dispose();
  }

  #recount(): void {
    const seen = this.#seen();
    let count = 0;
    for (const [connection, total] of alertingTotals(this.#watch.tallies)) {
      const known = seen[connection] ?? 0;
      // A connection that was removed with its events and added again counts from nothing.
      count += total >= known ? total - known : total;
    }
    this.#setCount(count);
  }

  #setCount(count: number): void {
    if (count === this.#count) return;
    this.#count = count;
    this.#changed.fire();
  }

  #seen(): Readonly<Record<string, number>> {
    const value = this.#state.get<unknown>(KEY);
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(
      Object.entries(value).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
    );
  }
}
