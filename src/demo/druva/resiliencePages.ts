import type { Answer } from '../answer.ts';
import { parseObject } from '../parseObject.ts';
import { badRequest, invalidTracker } from './answers.ts';
import type { Journal } from './journal.ts';
import { badParameter } from './parameters.ts';
import { readPage } from './reader.ts';
import { resilienceText } from './shapes.ts';
import type { Trackers } from './trackers.ts';
import { isInSync } from './wire.ts';

const PAGE = 100;
const KNOWN = new Set(['trackerToken', 'ignoreTrackerExpiry', 'filters']);

/** Answers `GET /realize/eventmanagement/v1/events/tracker`. */
export class ResiliencePages {
  readonly #journal: Journal;
  readonly #trackers: Trackers;

  constructor(journal: Journal, trackers: Trackers) {
    this.#journal = journal;
    this.#trackers = trackers;
  }

  async answer(query: URLSearchParams): Promise<Answer> {
    const unknown = badParameter(query, KNOWN);
    if (unknown) return unknown;
    const type = parseObject(query.get('filters') ?? '').event_type_name;
    if (query.has('filters') && typeof type !== 'string') return badRequest('Invalid filters');
    const ignore = query.get('ignoreTrackerExpiry')?.toLowerCase() === 'true';
    const token = query.get('trackerToken');
    const from = token === null ? { place: this.#journal.beginning } : this.#trackers.read(token, ignore);
    if (from === undefined) return invalidTracker();
    const page = await readPage(
      this.#journal,
      'realize',
      from.place,
      PAGE,
      ({ body }) => type === undefined || body.type === type,
    );
    const texts = page.entries.flatMap((entry) => (isInSync(entry.body) ? [] : [resilienceText(entry, entry.body)]));
    // Empty on the last page: the reader keeps the token that it has, and gets this page again.
    const next = page.more ? this.#trackers.give(page.next) : '';
    const body = `{"events":[${texts.join(',')}],"nextTrackerToken":${JSON.stringify(next)}}`;
    return { status: 200, headers: { 'Content-Type': 'application/json' }, body };
  }
}
