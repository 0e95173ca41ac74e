import type { Encoder } from '../../export/encoder.ts';
import type { EventRow } from '../../model/event.ts';
import type { Tally } from '../contract.ts';
import { slices } from '../reader/slices.ts';
import type { Archive } from './archive.ts';
import type { EncodedPage, Facet, FacetName, Histogram, Page } from './contract.ts';
import { each, rawLines } from './encoding.ts';
import type { EventAccess } from './eventAccess.ts';
import { countColumn, Facets } from './facets.ts';
import { histogram } from './histogram.ts';
import { NOWHERE } from './rows.ts';
import type { View } from './view.ts';

const MOST_ROWS = 500;
const MOST_ENCODED = 5_000;
const MOST_BUCKETS = 10_000;
/** Bytes of events in one answer: none is begun beyond. */
const MOST_BYTES = 4_000_000;

/** Answers questions about what a view holds. */
export class Answers {
  readonly #archive: Archive;
  readonly #events: EventAccess;
  readonly #view: View;

  constructor(archive: Archive, events: EventAccess, view: View) {
    this.#archive = archive;
    this.#events = events;
    this.#view = view;
  }

  async rows(from: number, count: number): Promise<Page<EventRow>> {
    const { rows } = this.#archive;
    const { version } = this.#view;
    const start = Math.max(0, from);
    // Fetched in slices: what they mean must not change meanwhile.
    const seqs = [...this.#view.rows.subarray(start, start + Math.min(count, MOST_ROWS))].map((row) => rows.seq[row]);
    const slice = slices();
    const page: (EventRow | undefined)[] = [];
    for (const seq of seqs) {
      page.push(seq === undefined ? undefined : this.#events.row(seq));
      await slice();
    }
    return { version, from: start, rows: page };
  }

  async encoded(from: number, count: number, encoder: Encoder): Promise<EncodedPage> {
    const { rows } = this.#archive;
    const { version } = this.#view;
    const start = Math.max(0, from);
    const asked = [...this.#view.rows.subarray(start, start + Math.min(count, MOST_ENCODED))];
    const seqs = asked.map((row) => rows.seq[row]);
    const encode = encoder.rawLines ? rawLines(this.#events, encoder) : each(this.#events, encoder);
    const slice = slices();
    const parts: Uint8Array[] = [];
    let events = 0;
    let bytes = 0;
    let done = 0;
    while (done < seqs.length && bytes < MOST_BYTES) {
      const part = encode(done === 0 ? seqs : seqs.slice(done));
      parts.push(part.bytes);
      events += part.events;
      bytes += part.bytes.length;
      done += part.length;
      await slice();
    }
    const [only = new Uint8Array(), ...others] = parts;
    // One part is handed on as it is.
    const all = others.length === 0 ? only : Buffer.concat(parts);
    return { version, bytes: all, events, removed: done - events, next: start + done };
  }

  rankOfTime(time: number): number {
    return this.#rank((row) => (this.#archive.rows.time[row] ?? 0) > time);
  }

  rankOf(connection: string, id: string): number | undefined {
    const { rows } = this.#archive;
    const seq = this.#events.seqOf(connection, id);
    const wanted = seq === undefined ? undefined : rows.find(seq);
    if (wanted === undefined || seq === undefined) return undefined;
    const time = rows.time[wanted] ?? 0;
    const rank = this.#rank((row) => {
      const other = rows.time[row] ?? 0;
      return other > time || (other === time && (rows.seq[row] ?? 0) > seq);
    });
    return this.#view.rows[rank] === wanted ? rank : undefined;
  }

  async facets(names: readonly FacetName[], limit: number): Promise<readonly Facet[]> {
    // In slices, where it was not done yet; one by one the first facets would hold up everything.
    if (names.includes('actor') || names.includes('target')) await this.#archive.dictionaries.parties.warm();
    const facets = new Facets(this.#archive, this.#view.rows);
    return names.map((name) => facets.facet(name, limit));
  }

  histogram(buckets: number, range: { readonly from: number; readonly to: number } | undefined): Histogram {
    return histogram(this.#archive, this.#view.rows, Math.max(1, Math.min(buckets, MOST_BUCKETS)), range);
  }

  tallies(): readonly Tally[] {
    const { counts, met } = countColumn(this.#archive.rows, 'leaf', this.#view.rows);
    const tallies: Tally[] = [];
    for (const id of met) {
      const leaf = this.#archive.dictionaries.leaf(id);
      const count = counts[id] ?? 0;
      if (leaf)
        tallies.push({ connection: leaf.connection, type: leaf.type, severity: leaf.severity, count, total: count });
    }
    return tallies;
  }

  async rowsOfLeaf(
    wanted: Pick<Tally, 'connection' | 'type' | 'severity'>,
    limit: number,
  ): Promise<readonly EventRow[]> {
    const { rows, dictionaries } = this.#archive;
    const ids = new Set<number>();
    for (const [id, { connection, type, severity }] of dictionaries.leaves)
      if (connection === wanted.connection && type === wanted.type && severity === wanted.severity) ids.add(id);
    const found: EventRow[] = [];
    for (const row of this.#view.rows) {
      if (found.length >= limit) break;
      if (row === NOWHERE || !ids.has(rows.leaf[row] ?? 0)) continue;
      const event = this.#events.row(rows.seq[row] ?? 0);
      if (event) found.push(event);
    }
    return found;
  }

  /** How many rows there are before the first that is not `before`. What is gone stands where its neighbour stands. */
  #rank(before: (row: number) => boolean): number {
    const list = this.#view.rows;
    let low = 0;
    let high = list.length;
    while (low < high) {
      let middle = (low + high) >>> 1;
      const probed = middle;
      while (middle < high && list[middle] === NOWHERE) middle++;
      if (middle < high && before(list[middle] ?? 0)) low = middle + 1;
      else high = probed;
    }
    return low;
  }
}
