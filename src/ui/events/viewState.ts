import type { Filter } from '../../model/filter.ts';
import { SEVERITIES_WORST_FIRST } from '../../model/severity.ts';
import { type Grouping, isGrouping } from './grouping.ts';
import type { SmallState } from './unseen.ts';

const GROUPING = 'events.grouping';
const FILTER = 'events.filter';
const TEXT = 'events.filterText';

/** How the user arranged the Events view, kept per workspace. */
export class ViewState {
  readonly #state: SmallState;

  constructor(state: SmallState) {
    this.#state = state;
  }

  get grouping(): Grouping {
    const value = this.#state.get<unknown>(GROUPING);
    return isGrouping(value) ? value : 'typeSeverity';
  }

  get filter(): Filter {
    return decodeFilter(this.#state.get<unknown>(FILTER));
  }

  /** The filter in the filter language; empty for none. */
  get text(): string {
    const value = this.#state.get<unknown>(TEXT);
    return typeof value === 'string' ? value : '';
  }

  async keepText(text: string): Promise<void> {
    await this.#state.update(TEXT, text);
  }

  async keepGrouping(grouping: Grouping): Promise<void> {
    await this.#state.update(GROUPING, grouping);
  }

  async keepFilter(filter: Filter): Promise<void> {
    await this.#state.update(FILTER, filter);
  }
}

/** What was kept, as far as it still is a filter. */
export function decodeFilter(value: unknown): Filter {
  if (typeof value !== 'object' || value === null) return {};
  const types =
    'types' in value && Array.isArray(value.types)
      ? value.types.filter((type): type is string => typeof type === 'string')
      : [];
  const kept: readonly unknown[] = 'severities' in value && Array.isArray(value.severities) ? value.severities : [];
  const severities = SEVERITIES_WORST_FIRST.filter((severity) => kept.includes(severity));
  return { ...(types.length > 0 ? { types } : {}), ...(severities.length > 0 ? { severities } : {}) };
}
