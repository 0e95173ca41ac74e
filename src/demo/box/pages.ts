import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../base/clock.ts';
import type { Answer } from '../answer.ts';
import { invalidPosition } from './answers.ts';
import type { Directory } from './directory.ts';
import type { Journal } from './journal.ts';
import { type PageRequest, readPageRequest } from './pageRequest.ts';
import { type Page, PageWriter } from './pageWriter.ts';
import type { Placed } from './placed.ts';
import type { PositionKind } from './position.ts';
import type { Tricks } from './tricks.ts';
import { ONLY_IN_ALL } from './wire.ts';

/** Events looked at for one page. A filter that lets few pass gives short and even empty pages although more remain. */
const SCAN = 20_000;
/** Events looked at before other work gets its turn: the simulator may share its thread with an extension host. */
const SLICE = 250;

/** Answers `GET /2.0/events`. */
export class Pages {
  readonly #journal: Journal;
  readonly #directory: Directory;
  readonly #clock: Clock;
  readonly #tricks: Tricks;
  readonly #last = new Map<string, Page>();
  readonly #writer: PageWriter;
  readonly #refused = new Set<string>();
  readonly #refusedUpTo: Record<PositionKind, number> = { enterprise: -1, personal: -1 };

  constructor(journal: Journal, directory: Directory, clock: Clock, tricks: Tricks) {
    this.#journal = journal;
    this.#directory = directory;
    this.#clock = clock;
    this.#tricks = tricks;
    this.#writer = new PageWriter(tricks);
  }

  /** From now on this position is refused; without one, all that were given out until now. */
  refuse(position?: string): void {
    if (position !== undefined) this.#refused.add(position);
    else {
      this.#refusedUpTo.enterprise = this.#journal.head('admin_logs_streaming');
      this.#refusedUpTo.personal = this.#journal.head('user');
    }
  }

  async answer(query: URLSearchParams, userId: string): Promise<Answer> {
    const request = readPageRequest(query, this.#journal, this.#clock.now());
    if ('status' in request) return request;
    if (this.#isRefused(request)) return invalidPosition();
    const page =
      request.position === 'now' ? { entries: [], next: request.after } : await this.#overlapped(request, userId);
    return { status: 200, headers: { 'Content-Type': 'application/json' }, body: this.#writer.write(request, page) };
  }

  #isRefused({ position, kind, after }: PageRequest): boolean {
    if (position === undefined || position === '0' || position === 'now') return false;
    if (this.#refused.has(position) || after <= this.#refusedUpTo[kind]) return true;
    return this.#tricks.strictPositions && kind === 'enterprise' && !this.#writer.given.has(position);
  }

  async #overlapped(request: PageRequest, userId: string): Promise<Page> {
    const key = `${request.streamType} ${userId}`;
    const before = this.#last.get(key);
    const again = before?.next === request.after ? before.entries : [];
    const repeated = this.#tricks.overlap > 0 ? again.slice(-this.#tricks.overlap) : [];
    const page = await this.#page({ ...request, limit: Math.max(1, request.limit - repeated.length) }, userId);
    if (page.entries.length === 0) return page;
    const whole = { ...page, entries: [...repeated, ...page.entries] };
    this.#last.set(key, whole);
    return whole;
  }

  async #page(request: PageRequest, userId: string): Promise<Page> {
    const limit = Math.min(request.limit, this.#tricks.shortPages ?? request.limit);
    const upTo = this.#journal.head(request.stream);
    const entries: Placed[] = [];
    let next = request.after;
    for (let looked = 0; looked < SCAN; looked += SLICE) {
      const from = next;
      let count = 0;
      for (const event of this.#journal.events(request.stream, from, upTo)) {
        if (entries.length >= limit || event.place > request.createdBefore + 60_000) return { entries, next };
        next = event.place;
        if (this.#isWanted(event, request, userId)) entries.push(event);
        if (++count === SLICE) break;
      }
      if (count < SLICE) break;
      await setImmediate();
    }
    return { entries, next };
  }

  #isWanted(
    event: Placed,
    { stream, streamType, types, createdAfter, createdBefore }: PageRequest,
    userId: string,
  ): boolean {
    // Late ones are left out for good if the reader is already past them.
    if (stream === 'admin_logs' && event.visible > this.#clock.now()) return false;
    if (types !== undefined && !types.has(event.type)) return false;
    if (event.created < createdAfter || event.created > createdBefore) return false;
    if (stream !== 'user') return true;
    if (streamType !== 'all' && ONLY_IN_ALL.has(event.type)) return false;
    if (streamType === 'sync' && event.audience?.synced === false) return false;
    return this.#directory.concerns(userId, event.audience);
  }
}
