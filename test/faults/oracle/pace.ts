import type { Clock } from '../../../src/base/clock.ts';
import { type Feed, FeedError, type FeedSignal, type Vendor } from '../../../src/feeds/feed.ts';

const SECOND = 1_000;
const LONGEST = 300_000;

interface Reading {
  readonly start: number;
  opened?: number;
  end?: number;
  delay?: number | undefined;
  outcome?: 'end' | 'slept' | FeedError['kind'] | 'returned';
}

/**
 * Watches how soon a feed is read again, beside what the promises allow: a second at least, with full jitter under a ceiling that doubles, the server's delay honoured,
 * and a fresh start after a healthy minute only.
 */
export class Pace {
  readonly breaches: string[] = [];
  /** Connections made: each begins with a back-off of its own. */
  opens = 0;
  readings = 0;
  /** Readings that ended because the credential was refused. */
  refusals = 0;
  /** When the server rejected a cursor, ms since the epoch. */
  readonly rejected = new Set<number>();
  /** Those of them behind which the feed went on without the cursor. */
  readonly restarted = new Set<number>();
  /** When a feed itself told of a gap, ms since the epoch. */
  readonly gaps = new Set<number>();
  /** When streams opened, ms since the epoch. */
  readonly opened = new Set<number>();
  readonly #clock: Clock;
  /** The share of the jitter that is always drawn. */
  readonly #draw: number;

  constructor(clock: Clock, draw: number) {
    this.#clock = clock;
    this.#draw = draw;
  }

  watched(vendor: Vendor, onOpen: () => void): Vendor {
    return {
      ...vendor,
      open: (context) => {
        this.opens++;
        onOpen();
        return new Map([...vendor.open(context)].map(([name, feed]) => [name, this.#feed(feed, vendor.replayDepth)]));
      },
    };
  }

  #feed(feed: Feed, depth: number): Feed {
    let failures = 0;
    let earliest = Number.NEGATIVE_INFINITY;
    let last: Reading | undefined;
    const begin = (resumed: boolean): Reading => {
      const start = this.#clock.now();
      if (last?.outcome === 'cursor' && !resumed) this.restarted.add(last.end ?? start);
      this.readings++;
      if (start < earliest - 1)
        this.breaches.push(`Read again ${earliest - start} ms too early, after ${failures} failures.`);
      return { start };
    };
    const finish = (reading: Reading) => {
      reading.end = this.#clock.now();
      last = reading;
      if (reading.outcome === 'credential') this.refusals++;
      if (reading.outcome === 'cursor') this.rejected.add(reading.end);
      const healthy = reading.opened === undefined ? 0 : reading.end - reading.opened;
      if (healthy >= 60_000) failures = 0;
      earliest = reading.end + this.#leastWait(reading, healthy, failures);
      const counts =
        reading.outcome !== 'forbidden' &&
        reading.outcome !== 'slept' &&
        !(reading.outcome === 'end' && healthy >= 10_000);
      if (counts) failures++;
    };
    return {
      read: (options) => this.#read(feed.read(options), depth, () => begin(options.cursor !== undefined), finish),
    };
  }

  async *#read(
    signals: AsyncIterable<FeedSignal>,
    depth: number,
    begin: () => Reading,
    finish: (reading: Reading) => void,
  ): AsyncGenerator<FeedSignal, void, void> {
    const reading = begin();
    reading.outcome = 'returned';
    let heard = reading.start;
    try {
      for await (const signal of signals) {
        // Whoever reads may end a reading that stood still for longer than the vendor keeps events, and begin anew.
        if (this.#clock.now() - heard > depth) reading.outcome = 'slept';
        heard = this.#clock.now();
        if (signal.kind === 'open') {
          reading.opened ??= this.#clock.now();
          this.opened.add(this.#clock.now());
        }
        if (signal.kind === 'batch' && signal.batch.gap !== undefined) this.gaps.add(this.#clock.now());
        if (signal.kind === 'end') {
          reading.outcome = signal.why === 'slept' ? 'slept' : 'end';
          reading.delay = signal.delay;
        }
        yield signal;
      }
    } catch (error) {
      if (error instanceof FeedError) {
        reading.outcome = error.kind;
        reading.delay = error.delay;
      }
      throw error;
    } finally {
      finish(reading);
    }
  }

  #leastWait({ outcome, delay }: Reading, healthy: number, failures: number): number {
    const asked = delay === undefined ? SECOND : Math.min(LONGEST, Math.max(SECOND, delay));
    switch (outcome) {
      case 'credential':
        return Number.POSITIVE_INFINITY;
      case 'forbidden':
        return LONGEST;
      case 'slept':
        return SECOND;
      case 'end':
        if (healthy >= 10_000) return asked;
        break;
    }
    if (failures === 0) return asked;
    const ceiling = Math.min(LONGEST, SECOND * 2 ** Math.min(20, failures));
    return Math.max(asked, SECOND + this.#draw * (ceiling - SECOND));
  }
}
