import type { NumberField, TextField } from '../model/expression.ts';

/** What may stand before a colon: fields of the expression, and short ways to say `time` and `is`. */
export type FieldName = TextField | NumberField | 'after' | 'before' | 'is';

/** Each field with what it is, in the order in which people are offered them. English, translated where it is shown. */
export const FIELDS: Readonly<Record<FieldName, string>> = {
  severity: 'Severity: high, >=medium, low..critical',
  type: 'Kind of event',
  activity: "The vendor's word for what happened",
  is: 'open, resolved, success, failure, changed',
  actor: 'Who did it: name or id',
  target: 'What it was done to: name or id',
  subject: 'What the event is about: name or id',
  owner: 'E-mail address of the person behind the target',
  summary: 'The line that says what happened',
  status: "The vendor's word for the status",
  changed: 'Name of an attribute that changed',
  after: 'From this time on: 2026-11-01, -24h, today',
  before: 'Before this time',
  time: 'When it happened: 2026-11-01..2026-11-03',
  received: 'When it was received',
  connection: 'Connection that brought it',
  stream: 'Stream of the connection',
  vendorSeverity: "The vendor's word for the severity",
  id: "The vendor's id of the event",
};

/** What else people type, in lower case and without `-` and `_`. */
const ALIASES: ReadonlyMap<string, FieldName> = new Map([
  ['user', 'actor'],
  ['by', 'actor'],
  ['sev', 'severity'],
  ['conn', 'connection'],
  ['action', 'activity'],
  ['message', 'summary'],
  ['email', 'owner'],
]);

const names = Object.keys(FIELDS).filter((name): name is FieldName => name in FIELDS);
const BY_NAME: ReadonlyMap<string, FieldName> = new Map([
  ...names.map((name) => [plain(name), name] as const),
  ...ALIASES,
]);

export const FIELD_NAMES: readonly FieldName[] = names;

/** Without regard to case, `-` and `_`. */
export function fieldOf(name: string): FieldName | undefined {
  return BY_NAME.get(plain(name));
}

/** The name that was probably meant. */
export function similarField(name: string): string | undefined {
  const wanted = plain(name);
  if (wanted.length > 20) return undefined;
  let best: { name: string; distance: number } | undefined;
  for (const [key, field] of [...BY_NAME, ['raw', 'raw.'] as const]) {
    const starts = wanted.length >= 2 && key.startsWith(wanted);
    const distance = starts ? 1 : editDistance(wanted, key);
    if (distance <= Math.min(2, Math.floor(key.length / 2)) && (!best || distance < best.distance))
      best = { name: field, distance };
  }
  return best?.name;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[-_]/g, '');
}

/** How many letters must be put in, taken out, replaced or exchanged with their neighbour. */
function editDistance(a: string, b: string): number {
  let before: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          (last[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
          (last[j - 1] ?? 0) + (same ? 0 : 1),
          swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
