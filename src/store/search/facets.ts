import type { Archive } from './archive.ts';
import type { Facet, FacetName, FacetValue } from './contract.ts';
import { DEAD, NOWHERE, type Rows } from './rows.ts';

/** How often each id of a column occurs among rows. */
interface Counted {
  readonly counts: Uint32Array;
  /** The ids, in the order in which they were met: of the newest event first. */
  readonly met: readonly number[];
}

export function countColumn(rows: Rows, column: 'leaf' | 'aspect' | 'actor' | 'target', list: Uint32Array): Counted {
  const ids = rows[column];
  const { flags } = rows;
  let counts = new Uint32Array(1_024);
  const met: number[] = [];
  for (let index = 0; index < list.length; index++) {
    const row = list[index] ?? NOWHERE;
    // What is nowhere has no flags.
    if (((flags[row] ?? DEAD) & DEAD) !== 0) continue;
    const id = ids[row] ?? 0;
    if (id >= counts.length) {
      const more = new Uint32Array(Math.max(id + 1, counts.length * 2));
      more.set(counts);
      counts = more;
    }
    const count = counts[id] ?? 0;
    if (count === 0) met.push(id);
    counts[id] = count + 1;
  }
  return { counts, met };
}

/** Counts values among rows: one pass over a column for each of leaf, aspect, actor and target that is asked for. */
export class Facets {
  readonly #archive: Archive;
  readonly #list: Uint32Array;
  readonly #counted = new Map<string, Counted>();

  constructor(archive: Archive, list: Uint32Array) {
    this.#archive = archive;
    this.#list = list;
  }

  facet(name: FacetName, limit: number): Facet {
    const { dictionaries } = this.#archive;
    const plain = (column: 'leaf' | 'aspect', of: (id: number) => string | number | undefined): Facet => {
      const all = this.#plain(column, of).sort(byCount);
      return { name, values: all.slice(0, limit), distinct: all.length };
    };
    switch (name) {
      case 'severity':
        return plain('leaf', (id) => dictionaries.leaf(id)?.severity);
      case 'type':
        return plain('leaf', (id) => dictionaries.leaf(id)?.type);
      case 'connection':
        return plain('leaf', (id) => dictionaries.leaf(id)?.connection);
      case 'activity':
        return plain('aspect', (id) => dictionaries.aspect(id)?.activity);
      case 'status':
        return plain('aspect', (id) => dictionaries.aspect(id)?.status);
      case 'actor':
      case 'target':
        return this.#parties(name, limit);
    }
  }

  /** There may be hundreds of thousands: only numbers are counted, and only those that are shown get a name. */
  #parties(name: 'actor' | 'target', limit: number): Facet {
    const { parties } = this.#archive.dictionaries;
    const { counts, met } = this.#count(name);
    const groupOf = Uint32Array.from(met, (id) => parties.group(id));
    const totals = new Uint32Array(parties.groups);
    const shown = new Uint32Array(parties.groups);
    const found: number[] = [];
    for (let index = 0; index < met.length; index++) {
      const id = met[index] ?? 0;
      const group = groupOf[index] ?? 0;
      if (group === 0) continue;
      const total = totals[group] ?? 0;
      if (total === 0) found.push(group);
      totals[group] = total + (counts[id] ?? 0);
      // One identity goes by its newest name.
      const first = shown[group] ?? 0;
      if (first === 0 || (!parties.isNamed(first) && parties.isNamed(id))) shown[group] = id;
    }
    const named = (group: number) => {
      const party = parties.get(shown[group] ?? 0);
      return { value: party?.name ?? party?.id ?? '', partyKind: party?.kind ?? '' };
    };
    const top = mostFrequent(found, limit, (group) => totals[group] ?? 0);
    const values = top.map((group) => ({ ...named(group), count: totals[group] ?? 0 })).sort(byCount);
    return { name, values, distinct: found.length };
  }

  #plain(column: 'leaf' | 'aspect', of: (id: number) => string | number | undefined): FacetValue[] {
    const { counts, met } = this.#count(column);
    const totals = new Map<string, number>();
    for (const id of met) {
      const value = of(id);
      if (value !== undefined) totals.set(String(value), (totals.get(String(value)) ?? 0) + (counts[id] ?? 0));
    }
    return [...totals].map(([value, count]) => ({ value, count }));
  }

  #count(column: 'leaf' | 'aspect' | 'actor' | 'target'): Counted {
    const known = this.#counted.get(column);
    if (known) return known;
    const counted = countColumn(this.#archive.rows, column, this.#list);
    this.#counted.set(column, counted);
    return counted;
  }
}

function byCount(a: FacetValue, b: FacetValue): number {
  return b.count - a.count || (a.value < b.value ? -1 : 1);
}

/** Sorting all of a hundred thousand takes too long. */
function mostFrequent(groups: readonly number[], limit: number, count: (group: number) => number): readonly number[] {
  let top: number[] = [];
  let least = 0;
  for (const group of groups) {
    if (count(group) <= least) continue;
    top.push(group);
    if (top.length < 2 * limit + 100) continue;
    top = top.sort((a, b) => count(b) - count(a)).slice(0, limit);
    least = count(top.at(-1) ?? 0);
  }
  return top.sort((a, b) => count(b) - count(a)).slice(0, limit);
}
