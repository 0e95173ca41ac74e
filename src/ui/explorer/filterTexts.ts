import { type TermField, withTerm } from '../../filter/editFilter.ts';
import type { EventRow, Party } from '../../model/event.ts';
import type { Filter } from '../../model/filter.ts';
import { FACETS, isRecord, LONGEST_FILTER } from '../../webview/explorer/config.ts';

/** A filter of the tree in the language of the explorer. */
export function textOfFilter({ connections = [], types = [], severities = [] }: Filter): string {
  return [
    ...connections.map((value) => ['connection', value] as const),
    ...types.map((value) => ['type', value] as const),
    ...severities.map((value) => ['severity', String(value)] as const),
  ].reduce((text, [field, value]) => withTerm(text, field, value, 'include'), '');
}

/** All events about what an event names there; `undefined`: it names nothing. */
export function textOfParty(event: Pick<EventRow, 'target' | 'subject'>, by: 'target' | 'subject'): string | undefined {
  const value = nameOf(event[by]);
  return value === undefined ? undefined : withTerm('', by, value, 'include');
}

function nameOf(party: Party | undefined): string | undefined {
  return party?.id ?? party?.name;
}

export interface CellTerm {
  readonly field: TermField;
  readonly value: string;
}

/** What the context menu of a cell was opened on; `undefined` for anything else. */
export function termOfArgument(argument: unknown): CellTerm | undefined {
  if (!isRecord(argument)) return undefined;
  const { value } = argument;
  const field = FACETS.find((name) => name === argument.field);
  if (field === undefined || typeof value !== 'string' || value.length > LONGEST_FILTER) return undefined;
  return { field, value };
}
