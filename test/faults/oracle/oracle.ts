import type { FaultyVendor } from '../faultyVendor.ts';
import type { Contents, Gap } from '../world/peek.ts';
import type { Pace } from './pace.ts';

/** Between two events the vendor's order of times may be wrong by as much, ms; a gap is allowed to begin so much too late. */
const MARGIN = 60_000;

/** Compares what the vendor made available with what the store holds. */
export class Oracle {
  readonly #vendor: Pick<FaultyVendor, 'entries' | 'positionOf'>;
  /** How far back the vendor replays, ms. */
  readonly #depth: number;
  readonly #pace: Pick<Pace, 'rejected' | 'restarted' | 'opened'>;
  /** From when everything is wanted, ms since the epoch: where the first run began. */
  #since: number | undefined;
  /** Seen once, cleared since. */
  readonly #gaps: Gap[] = [];
  readonly #quarantine: string[] = [];

  constructor(
    vendor: Pick<FaultyVendor, 'entries' | 'positionOf'>,
    pace: Pick<Pace, 'rejected' | 'restarted' | 'opened'>,
    depth: number,
  ) {
    this.#depth = depth;
    this.#pace = pace;
    this.#vendor = vendor;
  }

  get begun(): boolean {
    return this.#since !== undefined;
  }

  /** Clear takes gaps and quarantine with it: they were shown until then. */
  beforeClear({ gaps, quarantine }: Contents): void {
    this.#gaps.push(...gaps);
    this.#quarantine.push(...quarantine);
  }

  /** What holds at every instant; a sentence for each breach. */
  breaches(contents: Contents): string[] {
    this.#since ??= contents.since;
    const found: string[] = [];
    const ever = contents.events.union(contents.forgotten);
    if (contents.total !== ever.size) found.push(`${contents.total} events were stored, but of ${ever.size} ids.`);
    const both = contents.events.intersection(contents.forgotten);
    if (both.size > 0) found.push(`Came back after they were removed: ${[...both]}.`);
    found.push(...this.#gapBreaches([...this.#gaps, ...contents.gaps]));
    const position = this.#vendor.positionOf(contents.cursor ?? '');
    if (position !== undefined) {
      const lost = this.missing(contents, position);
      if (lost.length > 0) found.push(`The cursor ${contents.cursor} is ahead of ${lost.join(' ')}.`);
    }
    return found;
  }

  /** Marks of what came before `position` and is neither stored, nor in quarantine, nor in a gap. */
  missing(contents: Contents, position = this.#vendor.entries.length): string[] {
    const since = this.#since;
    if (since === undefined) return [];
    const gaps = [...this.#gaps, ...contents.gaps];
    // A long text is kept in pieces.
    const quarantine = [...this.#quarantine, ...contents.quarantine].join('');
    return this.#vendor.entries
      .slice(0, position)
      .filter(({ time }) => time >= since)
      .filter(({ id }) => id === undefined || !(contents.events.has(id) || contents.forgotten.has(id)))
      .filter(({ time, emitted }) => !gaps.some((gap) => this.#covers(gap, time) || this.#covers(gap, emitted)))
      .filter(({ mark }) => !quarantine.includes(mark))
      .map(({ mark }) => mark);
  }

  /** A gap stands for every rejected cursor, for outages longer than the vendor replays, and for nothing else. */
  #gapBreaches(gaps: readonly Gap[]): string[] {
    const { rejected, restarted, opened } = this.#pace;
    const ends = new Set(gaps.map(({ to }) => to));
    return [
      ...[...restarted].filter((time) => !ends.has(time)).map((time) => `The cursor rejected at ${time} left no gap.`),
      ...gaps
        .filter(({ from, to }) => from > to || !(rejected.has(to) || opened.has(to + this.#depth)))
        .map(({ from, to }) => `Nothing is known that was lost from ${from} to ${to}.`),
    ];
  }

  /** After a rejected cursor all that the vendor still has comes again: it is no excuse for that. */
  #covers({ from, to }: Gap, time: number): boolean {
    const end = this.#pace.rejected.has(to) ? to - this.#depth : to;
    return time >= from - MARGIN && time <= end;
  }
}
