import { type Clock, pause } from '../../base/clock.ts';
import { type Disposable, Disposables } from '../../base/emitter.ts';
import type { EventRow } from '../../model/event.ts';
import { LOADED } from '../../store/contract.ts';
import type { SmallState } from '../events/unseen.ts';
import { Latest } from '../latest.ts';
import { sentenceOf } from '../text/failure.ts';
import { Throttle } from '../throttle.ts';
import type { Arrivals } from './arrivals.ts';

/** What comes within this time is told at once, ms. */
export const BATCH = 2_000;
/** A window that nobody looks at leaves the telling to one that somebody does, for so long, ms. */
export const DEFERENCE = 3_000;
/** Events that happened longer ago are backlog: a replay, a first run, history; ms. */
export const FRESH = 5 * 60_000;
/** VS Code has hidden a notification by then, and its answer may never come, ms. */
const HIDDEN = 20_000;
/** Counted up to here. */
export const MOST = 200;

/** `seq` up to which events were told or seen, in whichever window: VS Code hands a change of it to all windows. */
const TOLD = 'notify.told';
/** When a window with the focus told something, ms since the epoch. */
const FRONT = 'notify.front';

export interface Batch {
  /** Worst first, then newest; at most {@link MOST}. */
  readonly events: readonly EventRow[];
}

/** The window, as far as telling depends on it. */
export interface Looking {
  /** The window has the focus. */
  readonly focused: boolean;
  /** Events are in front of the user in this window: the explorer, or the Events view. */
  readonly watching: boolean;
  /** This is the one window that streams. */
  readonly leading: boolean;
}

/**
 * Tells of new events, seldom: one notification at a time, for all that came meanwhile; nothing old; nothing that is before the user's eyes; and in one window: the one with the
 * focus, or, when none has it, the one that streams.
 */
export class Notifier implements Disposable {
  readonly #arrivals: Arrivals;
  readonly #state: SmallState;
  readonly #looking: () => Looking;
  readonly #tell: (batch: Batch) => Promise<void>;
  readonly #clock: Clock;
  readonly #warn: (message: string) => void;
  readonly #since: number;
  readonly #own = new Disposables();
  readonly #ended = new AbortController();
  readonly #work = new Latest(() => this.#once());

  /** `tell` resolves when the user answered; it handles its own errors. */
  constructor(deps: {
    readonly arrivals: Arrivals;
    /** `context.globalState`. */
    readonly state: SmallState;
    readonly looking: () => Looking;
    readonly tell: (batch: Batch) => Promise<void>;
    readonly clock: Clock;
    readonly warn: (message: string) => void;
  }) {
    this.#arrivals = this.#own.add(deps.arrivals);
    this.#state = deps.state;
    this.#looking = deps.looking;
    this.#tell = deps.tell;
    this.#clock = deps.clock;
    this.#warn = deps.warn;
    this.#since = deps.clock.now();
    const throttle = this.#own.add(new Throttle(deps.clock, BATCH, () => void this.#work.run()));
    this.#own.add(this.#arrivals.onDidChange(() => throttle.request()));
  }

  dispose(): void {
    this.#ended.abort();
    this.#own.dispose();
  }

  async #once(): Promise<void> {
    const { signal } = this.#ended;
    try {
      await pause(this.#clock, BATCH, signal);
      if (!this.#looking().focused && !(await this.#isLeftToUs(signal))) return;
      const { focused, watching } = this.#looking();
      const events = await this.#untold();
      if (events.length === 0 || signal.aborted) return;
      // Before it is shown, so that no other window shows it too.
      await this.#state.update(TOLD, Math.max(...events.map(({ seq }) => seq)));
      if (focused) await this.#state.update(FRONT, this.#clock.now());
      if (focused && watching) return;
      await Promise.race([this.#tell({ events }), pause(this.#clock, HIDDEN, signal)]);
    } catch (error) {
      this.#warn(`New events could not be told: ${sentenceOf(error)}`);
    }
  }

  /** In a window without the focus: whether it is the one to tell. One that gets the focus meanwhile leaves it to the one that streams: both would tell. */
  async #isLeftToUs(signal: AbortSignal): Promise<boolean> {
    await pause(this.#clock, DEFERENCE, signal);
    const isWaiting = async () => this.#isToldElsewhere() && (await this.#untold()).length > 0;
    while (!signal.aborted && this.#looking().leading && !this.#looking().focused && (await isWaiting())) {
      await pause(this.#clock, BATCH, signal);
    }
    return !signal.aborted && this.#looking().leading;
  }

  /** A window with the focus told something lately: what came since waits there until that is answered. */
  #isToldElsewhere(): boolean {
    const front = this.#state.get<unknown>(FRONT);
    return typeof front === 'number' && Math.abs(this.#clock.now() - front) < HIDDEN + BATCH + DEFERENCE;
  }

  async #untold(): Promise<readonly EventRow[]> {
    const kept = this.#state.get<unknown>(TOLD);
    const told = typeof kept === 'number' ? kept : 0;
    const fresh = this.#clock.now() - FRESH;
    const rows = await this.#arrivals.newest(MOST);
    return rows
      .filter(
        ({ seq, time, receivedTime, stream }) =>
          seq > told && time >= fresh && receivedTime >= this.#since && stream !== LOADED,
      )
      .sort((a, b) => b.severity - a.severity || b.time - a.time);
  }
}
