/** Every text of the event editor, in English. The host translates this list; the view falls back to it. */
export const STRINGS = [
  // heading
  'Severity: {0}',
  'Vendor severity: {0}',
  'Status: {0}',
  'Happened',
  'Received',
  'UTC',
  'Compare with Previous',
  'No earlier event about this subject is stored',
  'Open as Text',
  'Copy JSON',
  'Actions',
  // parties
  'Who and what',
  'Role',
  'Kind',
  'Name',
  'E-mail',
  'Id',
  'Actor',
  'Target',
  'Subject',
  'Copy {0}',
  'Copied',
  // details
  'Details',
  'Value',
  '{0} more are in the JSON.',
  // changes
  'Attribute changes',
  'Attribute',
  'Before',
  'After',
  'set',
  'removed',
  'unchanged',
  'order changed',
  'empty',
  'not present',
  'The change is about this',
  'Computed from the event of {0}',
  'Nothing changed since that event.',
  'No earlier event about this subject is stored, so there is nothing to compare with.',
  'This kind of event has no attributes that change.',
  'Show all {0}',
  // JSON
  'JSON',
  'JSON of the event',
  'JSON tools',
  'Search in JSON',
  'Search',
  'Previous match',
  'Next match',
  '{0} of {1}',
  'No results',
  'Fold All',
  'Unfold All',
  'Copy Value',
  'Copy Path',
  '{0} lines folded',
  '{0} more characters',
  'Only the first {0} of {1} are shown here. Open as Text shows all of it.',
  // related
  'Other events about the same subject',
  'Other events about the same target',
  'None stored.',
  'Control character {0}',
] as const;

export type StringKey = (typeof STRINGS)[number];

export type Translate = (key: StringKey, ...args: readonly (string | number)[]) => string;

/** Looks texts up in what the host sent and fills `{0}`, `{1}`, … */
export function translator<Key extends string = StringKey>(
  translations: Readonly<Record<string, string>>,
): (key: Key, ...args: readonly (string | number)[]) => string {
  return (key, ...args) =>
    (translations[key] ?? key).replace(/\{(\d)\}/g, (place, index: string) => String(args[Number(index)] ?? place));
}
