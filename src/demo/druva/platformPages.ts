import type { Answer } from '../answer.ts';
import { badRequest } from './answers.ts';
import type { Journal } from './journal.ts';
import { decodePageToken, encodePageToken, type Position } from './pageToken.ts';
import { badParameter } from './parameters.ts';
import { readPage } from './reader.ts';
import { platformText } from './shapes.ts';
import type { Tricks } from './tricks.ts';
import { type Entry, isInSync, type Json } from './wire.ts';

const PAGE = 500;
const FILTERS = ['productID', 'category', 'type', 'feature', 'syslogSeverity'] as const;
const KNOWN = new Set(['pageToken', 'pageSize', ...FILTERS]);

/** Answers `GET /platform/eventmanagement/v3/events`. */
export class PlatformPages {
  readonly #journal: Journal;
  readonly #tricks: Tricks;

  constructor(journal: Journal, tricks: Tricks) {
    this.#journal = journal;
    this.#tricks = tricks;
  }

  async answer(query: URLSearchParams): Promise<Answer> {
    const unknown = badParameter(query, KNOWN);
    if (unknown) return unknown;
    const token = query.get('pageToken');
    if (token !== null && query.size > 1) return badRequest('pageToken cannot be used with other parameters.');
    const position = token === null ? this.#first(query) : decodePageToken(token);
    if (position === undefined) return badRequest('Invalid page token or page size.');
    const { after, size, filters } = position;
    const limit = Math.min(size, this.#tricks.shortPages ?? size);
    const page = await readPage(this.#journal, 'platform', after, limit, (entry) => fits(entry, filters));
    const texts = page.entries.map((entry) => this.#text(entry));
    const next =
      token !== null && page.entries.length === 0 ? token : encodePageToken({ ...position, after: page.next });
    const body = `{"events":[${texts.join(',')}],"nextPageToken":${JSON.stringify(next)}}`;
    return { status: 200, headers: { 'Content-Type': 'application/json' }, body };
  }

  #first(query: URLSearchParams): Position | undefined {
    const size = Number(query.get('pageSize') ?? PAGE);
    if (!Number.isInteger(size) || size < 1 || size > PAGE) return undefined;
    const filters = Object.fromEntries(FILTERS.flatMap((name) => (query.has(name) ? [[name, query.get(name)]] : [])));
    return { after: this.#journal.beginning, size, filters };
  }

  #text(entry: Entry): string {
    const { body, exact } = entry;
    if (exact !== undefined && !isInSync(body)) return Buffer.from(exact).toString();
    return platformText(entry, this.#tricks.shape, this.#journal.history.company.tenant);
  }
}

function fits({ body }: Entry, filters: Json): boolean {
  const facts: Json = {
    productID: body.product,
    category: isInSync(body) ? (body.type === 'Alert' ? 'ALERT' : 'EVENT') : body.category,
    type: body.type,
    feature: body.feature,
    syslogSeverity: body.severity,
  };
  return Object.entries(filters).every(([name, value]) => String(facts[name]) === value);
}
