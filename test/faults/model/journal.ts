import type { Entry } from '../faultyVendor.ts';

/** How far back the model vendor replays, ms: as Lookout's. */
export const DEPTH = 864_000_000;

const TYPES = ['THREAT', 'DEVICE', 'AUDIT', 'SMISHING_ALERT', 'BRAND_NEW'];

/** An entry as the model sends it. */
export interface Element extends Entry {
  readonly json: string;
}

/** All that the model vendor ever made available, in its order. */
export class Journal {
  readonly entries: Element[] = [];
  /** Cursors of an earlier epoch are rejected. */
  epoch = 0;
  #ids = 0;

  /** `skew`: ms by which the event's own time differs from now. */
  add(now: number, skew: number): void {
    const n = ++this.#ids;
    const id = `e${n}`;
    const time = now + skew;
    const json = JSON.stringify({
      id,
      created_time: new Date(time).toISOString(),
      type: TYPES[n % TYPES.length],
      change_type: 'CREATED',
      // An escape, a character of two bytes and one of four, so that a split can fall inside.
      note: `"ä😀#${n - 1}#`,
    });
    this.entries.push({ mark: `"id":"${id}"`, id, time, emitted: now, json });
  }

  /** What no decoder can read: an element without an id, or of another kind. */
  addMalformed(now: number): void {
    const n = ++this.#ids;
    const mark = `"broken":${n},`;
    const json = n % 2 === 0 ? `{${mark}"type":"THREAT"}` : `[{${mark}"id":"inside"}]`;
    this.entries.push({ mark, time: now, emitted: now, json });
  }

  /** The vendor tells of an event again, under its old id and at a new place. */
  repeat(now: number, back: number): void {
    const old = this.entries.at(-1 - (back % Math.max(1, this.entries.length)));
    if (old) this.entries.push({ ...old, emitted: now });
  }

  /** Opaque to the client. `position`: how many entries came before it. */
  cursor(position: number): string {
    return `c${this.epoch}.${position}`;
  }

  /** The place behind a cursor; undefined when the vendor does not know it. */
  positionOf(cursor: string): number | undefined {
    const [, epoch, position] = /^c(\d+)\.(\d+)$/.exec(cursor) ?? [];
    if (Number(epoch) !== this.epoch || Number(position) > this.entries.length) return undefined;
    return Number(position);
  }

  /** The first place that can still be replayed. */
  oldest(now: number): number {
    const first = this.entries.findIndex(({ emitted }) => emitted >= now - DEPTH);
    return first < 0 ? this.entries.length : first;
  }
}
