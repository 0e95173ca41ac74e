import type { Quirks } from '../../schedule/steps.ts';
import type { Element, Journal } from '../journal.ts';
import type { WrittenPage } from '../pagedModel.ts';
import type { Place, StreamName, Trackers } from './trackers.ts';

export interface PagesOptions {
  readonly journal: Journal;
  readonly trackers: Trackers;
  readonly quirks: Quirks;
  /** Events a page. */
  readonly size: number;
}

/** Druva's own: where a page does not say whether there is another, a full one is followed by one. */
const FULL = 500;

/** Writes pages of both streams. */
export class Pages {
  /** The next page with events begins with so many of the one before. */
  overlapNext = 0;
  /** The next page of inSync with events does not lead on: it has the tracker that was sent, or none, and says that there is more. */
  stopNext: 'same' | 'none' | undefined;
  readonly #options: PagesOptions;
  readonly #furthest = new Map<StreamName, number>();

  constructor(options: PagesOptions) {
    this.#options = options;
  }

  /** `place`: where the tracker says; undefined without one. */
  write(stream: StreamName, place: Place | undefined, sent: string | null): WrittenPage {
    const { trackers, quirks, size } = this.#options;
    const all = this.#entries(stream);
    const from = place?.at ?? 0;
    const next = all.slice(from, from + (quirks.hasty ? FULL : size));
    const at = from + next.length;
    const overlap = next.length === 0 ? 0 : Math.max(quirks.overlap, this.overlapNext);
    if (next.length > 0) this.overlapNext = 0;
    const events = all.slice(Math.max(0, from - overlap), at);
    // The same as long as nothing happens and it is good.
    const keeps = next.length === 0 && sent !== null && place !== undefined && trackers.isGood(place, false);
    const tracker = keeps ? sent : trackers.give(stream, at);
    const texts = events.map(({ json, other = '' }) => (stream === 'insync' ? json : other));
    const told = JSON.stringify(
      this.#stopped(stream, next.length, sent) ?? this.#told(stream, next.length, at < all.length, tracker),
    );
    const tail = told === '{}' ? '}' : `,${told.slice(1)}`;
    return { text: `{"events":[${texts.join(',')}]${tail}`, fresh: this.#fresh(stream, at) };
  }

  #stopped(stream: StreamName, count: number, sent: string | null): object | undefined {
    const how = this.stopNext;
    if (how === undefined || stream !== 'insync' || count === 0) return undefined;
    this.stopNext = undefined;
    return { nextPageExists: true, ...(how === 'same' && sent !== null && { tracker: sent }) };
  }

  #told(stream: StreamName, count: number, more: boolean, tracker: string): object {
    const { quirks } = this.#options;
    if (stream === 'platform') return { nextPageToken: tracker };
    // The last page comes again and again.
    if (stream === 'cyber-resilience') return { nextTrackerToken: more ? tracker : '' };
    const empty = { zero: { tracker: '' }, same: { tracker }, null: { tracker: null }, missing: {} };
    return { ...(!quirks.hasty && { nextPageExists: more }), ...(count > 0 ? { tracker } : empty[quirks.empty]) };
  }

  /** How many nobody was told before. */
  #fresh(stream: StreamName, at: number): number {
    const before = this.#furthest.get(stream) ?? 0;
    this.#furthest.set(stream, Math.max(before, at));
    return Math.max(0, at - before);
  }

  #entries(stream: StreamName): readonly Element[] {
    return this.#options.journal.entries.filter(({ streams }) => streams === undefined || streams.includes(stream));
  }
}
