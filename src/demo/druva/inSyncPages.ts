import type { Answer } from '../answer.ts';
import { badRequest, invalidTracker } from './answers.ts';
import type { Journal } from './journal.ts';
import { badParameter } from './parameters.ts';
import { type Page, readPage } from './reader.ts';
import { inSyncText } from './shapes.ts';
import type { Trackers } from './trackers.ts';
import type { Tricks } from './tricks.ts';
import { type Entry, isInSync } from './wire.ts';

const PAGE = 500;
const KNOWN = new Set(['tracker', 'ignoreTrackerExpiry']);
const COMMA = Buffer.from(',');

/** Answers `GET /insync/eventmanagement/v2/events`. */
export class InSyncPages {
  readonly #journal: Journal;
  readonly #trackers: Trackers;
  readonly #tricks: Tricks;
  #last: Page | undefined;

  constructor(journal: Journal, trackers: Trackers, tricks: Tricks) {
    this.#journal = journal;
    this.#trackers = trackers;
    this.#tricks = tricks;
  }

  async answer(query: URLSearchParams): Promise<Answer> {
    const unknown = badParameter(query, KNOWN);
    if (unknown) return unknown;
    const { ignoreExpiry } = this.#tricks;
    const ignore = query.get('ignoreTrackerExpiry')?.toLowerCase() === 'true';
    if (ignore && ignoreExpiry === 'unknown') return badRequest('Unknown parameter: ignoreTrackerExpiry');
    const sent = query.get('tracker') ?? undefined;
    const from =
      sent === undefined
        ? { place: this.#journal.beginning, fresh: false }
        : this.#trackers.read(sent, ignore && ignoreExpiry === 'accepted');
    if (from === undefined) return invalidTracker();
    const page = await this.#overlapped(from.place);
    const keeps = sent !== undefined && from.fresh && page.entries.length === 0;
    return this.#write(page, keeps ? sent : this.#trackers.give(page.next), sent ?? this.#trackers.give(from.place));
  }

  async #overlapped(after: number): Promise<Page> {
    const { overlap, shortPages } = this.#tricks;
    const again = this.#last?.next === after && overlap > 0 ? this.#last.entries.slice(-overlap) : [];
    const limit = Math.max(1, Math.min(PAGE, shortPages ?? PAGE) - again.length);
    const page = await readPage(this.#journal, 'insync', after, limit);
    if (page.entries.length === 0) return page;
    this.#last = { ...page, entries: [...again, ...page.entries] };
    return this.#last;
  }

  #write({ entries, more }: Page, next: string, sent: string): Answer {
    const stuck = this.#tricks.stuckTracker && entries.length > 0;
    const tail = {
      ...(!this.#tricks.omitNextPageExists && { nextPageExists: more || stuck }),
      ...this.#tracker(stuck ? sent : next, entries.length === 0),
    };
    const events = entries.flatMap((entry, index) =>
      index === 0 ? [this.#bytes(entry)] : [COMMA, this.#bytes(entry)],
    );
    const rest = JSON.stringify(tail).slice(1);
    const body = Buffer.concat([Buffer.from('{"events":['), ...events, Buffer.from(rest === '}' ? ']}' : `],${rest}`)]);
    return { status: 200, headers: { 'Content-Type': 'application/json' }, body };
  }

  #tracker(tracker: string, isEmpty: boolean): { readonly tracker?: string | null } {
    const { tracker: always, emptyPageTracker } = this.#tricks;
    switch (isEmpty && always === 'given' ? emptyPageTracker : always) {
      case 'given':
        return { tracker };
      case 'missing':
        return {};
      case 'empty':
        return { tracker: '' };
      case 'null':
        return { tracker: null };
    }
  }

  #bytes(entry: Entry): Uint8Array {
    const { body, exact } = entry;
    if (exact !== undefined || !isInSync(body)) return exact ?? Buffer.from('null');
    return Buffer.from(inSyncText(entry, body, this.#tricks.shape, this.#journal.history.company.tenant));
  }
}
