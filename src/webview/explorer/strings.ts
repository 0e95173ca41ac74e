import { type StringKey as DetailKey, translator as lookUp } from '../detail/strings.ts';

/** Every text of the Event Explorer, in English. The host translates this list; the view falls back to it. */
export const STRINGS = [
  // columns
  'Time',
  'Severity',
  'Type',
  'Activity',
  'Status',
  'Actor',
  'Target',
  'Summary',
  'Connection',
  'Columns',
  'Show column {0}',
  'Move {0} up',
  'Move {0} down',
  'Make {0} narrower',
  'Make {0} wider',
  'Reset Columns',
  '{0} px',
  'Done',
  // grid
  'Events',
  'This event was removed.',
  'Loading…',
  'Reading events…',
  // filter
  'Filter',
  'Filter events, for example severity:>=high -type:audit',
  'Clear Filter',
  'Copy Link',
  'Save Filter…',
  'Saved and Recent Filters',
  'Completions',
  '{0} completions',
  'No saved or recent filters yet.',
  'Recent',
  'The results below belong to the last filter that could be read.',
  'All events are shown below.',
  'The filter would be too long, and stays as it is.',
  // histogram
  'Events over time',
  '{0} to {1}: {2}',
  '1 event',
  '{0} events',
  'No events',
  'Hide Histogram',
  'Show Histogram',
  'Show as Table',
  'Show as Chart',
  'Zoom In',
  'Zoom Out',
  'Reset Time Range',
  'From',
  'To',
  'All',
  'Known gap: {0}',
  'Arrow keys move, Shift with arrow keys selects, Enter sets the time range, plus and minus zoom.',
  // facets
  'Facets',
  'Show Facets',
  'Hide Facets',
  'Exclude {0}',
  'Only {0}, {1}',
  'Remove {0} from the filter',
  '{0} more',
  'Searching… {0}%',
  'No values',
  // status
  'Following',
  'Held',
  '1 new event',
  '{0} new events',
  'Show new events',
  '{0} of {1} events',
  'The text index covers {0}% so far.',
  'Nothing older than {0} is stored.',
  'Row {0} of {1}',
  '{0} found',
  // empty
  'No events are stored yet',
  'Events appear here as soon as a connection brings some.',
  'Add Connection…',
  'No event matches the filter',
  'The search goes on…',
  'The events cannot be shown',
  'Try Again',
  'Show Log',
] as const;

export type ExplorerKey = (typeof STRINGS)[number];

/** Also for the parts that both views use. */
export type Translate = (key: ExplorerKey | DetailKey, ...args: readonly (string | number)[]) => string;

export function translator<Key extends string = ExplorerKey | DetailKey>(
  translations: Readonly<Record<string, string>>,
): (key: Key, ...args: readonly (string | number)[]) => string {
  return lookUp<Key>(translations);
}
