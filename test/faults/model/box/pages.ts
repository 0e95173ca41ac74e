import type { Quirks } from '../../schedule/steps.ts';
import type { Element, Journal } from '../journal.ts';
import type { WrittenPage } from '../pagedModel.ts';
import type { Positions } from './positions.ts';

/** The history is behind what happens by up to so many ms, each event by its own time. */
const LAG = 60_000;

export interface PageOptions {
  readonly journal: Journal;
  readonly positions: Positions;
  readonly quirks: Quirks;
  /** Events a page, whatever is asked for. */
  readonly size: number;
}

/** Writes what `GET /2.0/events` answers. */
export class Pages {
  /** The next page with events begins with so many of the one before. */
  overlapNext = 0;
  readonly #options: PageOptions;
  #written = 0;

  constructor(options: PageOptions) {
    this.#options = options;
  }

  /** Of the live stream. `from`: how many entries came before. */
  live(from: number, limit: number): WrittenPage {
    const { journal, positions, quirks, size } = this.#options;
    const entries = journal.entries.slice(from, from + Math.min(limit, size));
    const next = positions.give('live', from + entries.length);
    const overlap = Math.max(quirks.overlap, this.overlapNext);
    if (entries.length === 0) return { text: this.#empty(next), fresh: 0 };
    this.overlapNext = 0;
    const again = journal.entries.slice(Math.max(0, from - overlap), from);
    return { text: this.#write([...again, ...entries], this.#position(next)), fresh: entries.length };
  }

  /** The place after everything. */
  now(): WrittenPage {
    const { journal, positions } = this.#options;
    return { text: this.#write([], this.#position(positions.give('live', journal.entries.length))), fresh: 0 };
  }

  /** In the order of their own times, each event once. `after`: the key of the last one that was told. */
  history(
    now: number,
    range: { readonly from: number; readonly to: number },
    after: number,
    limit: number,
  ): WrittenPage {
    const { journal, positions, size } = this.#options;
    const seen = new Set<string>();
    const due: { readonly key: number; readonly element: Element }[] = [];
    for (const [index, element] of journal.entries.entries()) {
      if (seen.has(element.mark)) continue;
      seen.add(element.mark);
      const { time, emitted } = element;
      const isThere = emitted + ((index * 7_919) % LAG) <= now;
      // Times are whole milliseconds, and a schedule has fewer events than this.
      const key = (time - 1_500_000_000_000) * 10_000 + index;
      if (isThere && time >= range.from && time <= range.to && key > after) due.push({ key, element });
    }
    due.sort((a, b) => a.key - b.key);
    const entries = due.slice(0, Math.min(limit, size));
    const last = entries.at(-1);
    if (last === undefined) return { text: this.#empty(positions.give('history', Math.max(0, after))), fresh: 0 };
    const text = this.#write(
      entries.map(({ element }) => element),
      this.#position(positions.give('history', last.key)),
    );
    return { text, fresh: entries.length };
  }

  #empty(position: string): string {
    const { empty } = this.#options.quirks;
    const told = { zero: this.#position('0'), same: this.#position(position), null: 'null', missing: undefined };
    return this.#write([], told[empty]);
  }

  #position(digits: string): string {
    const { numbers } = this.#options.quirks;
    const numeric = numbers === 'mixed' ? this.#written % 2 === 0 : numbers === 'number';
    return numeric ? digits : `"${digits}"`;
  }

  /** Both orders are Box's. */
  #write(elements: readonly Element[], position: string | undefined): string {
    const entries = `"entries":[${elements.map(({ json }) => json).join(',')}]`;
    const rest = `"chunk_size":${elements.length}${position === undefined ? '' : `,"next_stream_position":${position}`}`;
    return this.#written++ % 3 === 0 ? `{${entries},${rest}}` : `{${rest},${entries}}`;
  }
}
