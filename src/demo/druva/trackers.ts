import type { Clock } from '../../base/clock.ts';
import { decodeTracker, encodeTracker, TRACKER_LIFE, type TrackerKind } from './tracker.ts';
import type { Tricks } from './tricks.ts';

/** Gives out trackers of one endpoint and says which are good. */
export class Trackers {
  readonly #kind: TrackerKind;
  readonly #clock: Clock;
  readonly #tricks: Tricks;
  readonly #refused = new Set<string>();
  readonly #renewed = new Map<string, number>();
  #generation = 0;

  constructor(kind: TrackerKind, clock: Clock, tricks: Tricks) {
    this.#kind = kind;
    this.#clock = clock;
    this.#tricks = tricks;
  }

  /** From now on this tracker is refused; without one, all that were given out until now. */
  refuse(tracker?: string): void {
    if (tracker === undefined) this.#generation++;
    else this.#refused.add(tracker);
  }

  give(place: number): string {
    return encodeTracker(this.#kind, { place, issued: this.#clock.now(), generation: this.#generation });
  }

  /** The place of a tracker, and whether it may be kept when nothing follows; undefined: it is not, or no more, good. */
  read(text: string, ignoreExpiry: boolean): { readonly place: number; readonly fresh: boolean } | undefined {
    const tracker = decodeTracker(this.#kind, text);
    if (tracker === undefined || tracker.generation < this.#generation || this.#refused.has(text)) return undefined;
    const now = this.#clock.now();
    const fresh = now - (this.#renewed.get(text) ?? tracker.issued) < TRACKER_LIFE;
    if (fresh && this.#tricks.pollsRenew) this.#renewed.set(text, now);
    return fresh || ignoreExpiry ? { place: tracker.place, fresh } : undefined;
  }
}
