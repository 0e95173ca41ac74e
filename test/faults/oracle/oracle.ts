import type { Entry, FaultyVendor } from '../faultyVendor.ts';
import type { VendorCase } from '../vendorCase.ts';
import type { Contents, Gap } from '../world/peek.ts';
import type { Pace } from './pace.ts';

/** Between two events the vendor's order of times may be wrong by as much, ms; a gap is allowed to begin so much too late. */
const MARGIN = 60_000;

type Told = Pick<Pace, 'rejected' | 'restarted' | 'opened' | 'gaps'>;

/** Compares what the vendor made available with what the store holds. */
export class Oracle {
  readonly #vendor: Pick<FaultyVendor, 'entries' | 'positionOf'>;
  /** How far back the vendor replays, ms. */
  readonly #depth: number;
  readonly #pace: Told;
  readonly #streams: readonly string[];
  /** From when everything of a stream is wanted, ms since the epoch: where the first run began. */
  readonly #since = new Map<string, number>();
  /** Seen once, cleared since. */
  readonly #gaps: Gap[] = [];
  readonly #quarantine: string[] = [];

  constructor(
    vendor: Pick<FaultyVendor, 'entries' | 'positionOf'>,
    pace: Told,
    { vendor: { replayDepth }, streams }: Pick<VendorCase, 'vendor' | 'streams'>,
  ) {
    this.#depth = replayDepth;
    this.#streams = streams;
    this.#pace = pace;
    this.#vendor = vendor;
  }

  get begun(): boolean {
    return this.#streams.every((stream) => this.#since.has(stream));
  }

  /** Clear takes gaps and quarantine with it: they were shown until then. */
  beforeClear({ gaps, quarantine }: Contents): void {
    this.#gaps.push(...gaps);
    this.#quarantine.push(...quarantine);
  }

  /** What holds at every instant; a sentence for each breach. */
  breaches(contents: Contents): string[] {
    for (const { name, since } of contents.streams) {
      if (since !== undefined && !this.#since.has(name)) this.#since.set(name, since);
    }
    const found: string[] = [];
    const ever = contents.events.union(contents.forgotten);
    if (contents.total !== ever.size) found.push(`${contents.total} events were stored, but of ${ever.size} ids.`);
    const both = contents.events.intersection(contents.forgotten);
    if (both.size > 0) found.push(`Came back after they were removed: ${[...both]}.`);
    found.push(...this.#gapBreaches([...this.#gaps, ...contents.gaps]));
    for (const { name, cursor = '' } of contents.streams) {
      const position = this.#vendor.positionOf(cursor, name);
      const lost = position === undefined ? [] : this.#missing(contents, name, position);
      if (lost.length > 0) found.push(`The cursor ${cursor} is ahead of ${lost.join(' ')}.`);
    }
    return found;
  }

  /** Marks of what is neither stored, nor in quarantine, nor in a gap. */
  missing(contents: Contents): string[] {
    return this.#streams.flatMap((stream) => this.#missing(contents, stream, this.#vendor.entries.length));
  }

  /** Of one stream, before `position`. */
  #missing(contents: Contents, stream: string, position: number): string[] {
    const since = this.#since.get(stream);
    if (since === undefined) return [];
    const isTold = ({ streams }: Entry) => streams === undefined || streams.includes(stream);
    const gaps = [...this.#gaps, ...contents.gaps];
    // A long text is kept in pieces.
    const quarantine = [...this.#quarantine, ...contents.quarantine].join('');
    return this.#vendor.entries
      .filter(isTold)
      .slice(0, position)
      .filter(({ time }) => time >= since)
      .filter(({ id }) => id === undefined || !(contents.events.has(id) || contents.forgotten.has(id)))
      .filter(({ time, emitted }) => !gaps.some((gap) => this.#covers(gap, time) || this.#covers(gap, emitted)))
      .filter(({ mark }) => !quarantine.includes(mark))
      .map(({ mark }) => mark);
  }

  /** A gap stands for every rejected cursor, for outages longer than the vendor replays, and for nothing else. */
  #gapBreaches(gaps: readonly Gap[]): string[] {
    const { rejected, restarted, opened, gaps: told } = this.#pace;
    const ends = new Set(gaps.map(({ to }) => to));
    return [
      ...[...restarted].filter((time) => !ends.has(time)).map((time) => `The cursor rejected at ${time} left no gap.`),
      ...gaps
        .filter(({ from, to }) => from > to || !(rejected.has(to) || told.has(to) || opened.has(to + this.#depth)))
        .map(({ from, to }) => `Nothing is known that was lost from ${from} to ${to}.`),
    ];
  }

  /** After a rejected or expired cursor all that the vendor still has comes: it is no excuse for that. */
  #covers({ from, to }: Gap, time: number): boolean {
    const { rejected, gaps } = this.#pace;
    const end = rejected.has(to) || gaps.has(to) ? to - this.#depth : to;
    return time >= from - MARGIN && time <= end;
  }
}
