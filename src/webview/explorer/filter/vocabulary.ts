import type { Vocabulary } from '../../../filter/completeFilter.ts';
import type { FieldName } from '../../../filter/fields.ts';
import type { Facet } from '../../../store/search/contract.ts';
import type { Surroundings } from '../../explorerProtocol.ts';

/** Values of one field that are kept for completions. */
const MOST = 200;

/** What completions offer: connections by name, and the values that were seen so far, also under other filters. */
export class SeenValues {
  readonly #values = new Map<FieldName, Set<string>>();

  add(facets: readonly Facet[]): void {
    for (const { name, values } of facets) {
      if (name === 'severity' || name === 'connection') continue;
      const seen = this.#values.get(name) ?? new Set();
      for (const { value } of values) if (seen.size < MOST) seen.add(value);
      this.#values.set(name, seen);
    }
  }

  vocabulary({ connections, types }: Pick<Surroundings, 'connections' | 'types'>): Vocabulary {
    const plain = (values: Iterable<string>) => [...values].map((value) => ({ value }));
    return new Map([
      ...[...this.#values].map(([name, values]) => [name, plain(values)] as const),
      ['type', plain(new Set([...types, ...(this.#values.get('type') ?? [])]))] as const,
      ['connection', connections.map(({ id, name }) => ({ value: id, label: name }))] as const,
    ]);
  }
}
