import { eventsFrame } from './frames.ts';
import { type HistoryEvent, LookoutHistory } from './history.ts';

export interface LoadOptions {
  /** How many events to serve. */
  readonly events: number;
  /** Events a frame; 100 when missing. */
  readonly frameSize?: number;
  /** The events lie in the days before this time, ms since the epoch; the simulator's start when missing. */
  readonly until?: number;
}

/** Frames rendered before anybody asks, so that a benchmark measures its client and not the generator. */
export class Load {
  readonly #frames: { readonly last: string; readonly bytes: Uint8Array }[] = [];

  constructor(seed: number, { events, frameSize = 100, until }: LoadOptions, now: number) {
    let frame: HistoryEvent[] = [];
    const flush = () => {
      const last = frame.at(-1);
      if (last) this.#frames.push({ last: last.id, bytes: Buffer.from(eventsFrame(frame)) });
      frame = [];
    };
    for (const event of corpus(seed, events, until ?? now)) {
      frame.push(event);
      if (frame.length === frameSize) flush();
    }
    flush();
  }

  /** Frames that hold an event after `key`, all when it is missing: whole ones, so that some events may come again. */
  *after(key: string | undefined): Generator<Uint8Array, void, undefined> {
    for (const { last, bytes } of this.#frames) if (key === undefined || last > key) yield bytes;
  }
}

const DAYS = 5;
/** The longest kinds of device events are left out, to bring the mean to about 0.6 KB. */
const LONGEST = 900;

/** `count` events of ordinary content, within the vendor's retention. */
function* corpus(seed: number, count: number, until: number): Generator<HistoryEvent, void, undefined> {
  const span = DAYS * 24 * 3600;
  // Twice the needed rate, for what is left out and for chance.
  const history = new LookoutHistory({ seed, rate: Math.max(0.4, (2 * count) / span) });
  let left = count;
  for (const event of history.eventsBetween(until - span * 1000, until)) {
    if (left === 0) return;
    if (event.json.length > LONGEST) continue;
    left--;
    yield event;
  }
}
