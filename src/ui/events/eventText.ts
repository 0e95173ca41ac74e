import { assertNever } from '../../base/assertNever.ts';
import type { EventRow, Party } from '../../model/event.ts';
import type { Filter } from '../../model/filter.ts';
import type { Localizer } from '../localizer.ts';
import { escapeMarkdown, oneLine } from '../text/escape.ts';
import { severityLook, severityWord } from '../text/severityText.ts';
import type { Times } from '../text/times.ts';
import type { GroupValue } from './grouping.ts';

export function groupLabel(value: GroupValue, nameOf: (connection: string) => string, l10n: Localizer): string {
  switch (value.by) {
    case 'type':
      return oneLine(value.type);
    case 'severity':
      return severityWord(value.severity, l10n);
    case 'connection':
      return oneLine(nameOf(value.connection));
    default:
      return assertNever(value);
  }
}

export interface Icon {
  readonly icon: string;
  readonly color?: string;
}

const TYPE_ICONS: Readonly<Record<string, string>> = {
  // Lookout
  Threat: 'bug',
  Device: 'device-mobile',
  Audit: 'law',
  'Smishing alert': 'comment',
  // Box
  Files: 'files',
  Sharing: 'link',
  Collaboration: 'organization',
  'Users & groups': 'person',
  'Sign-in': 'sign-in',
  Devices: 'device-desktop',
  Policy: 'checklist',
  Shield: 'shield',
  'Information barriers': 'circle-slash',
  'Classification & metadata': 'tag',
  'Apps & keys': 'key',
  'Sign requests': 'edit',
  'Tasks & comments': 'tasklist',
  'Box AI': 'sparkle',
  // Druva
  'Alerts & notifications': 'bell',
  'Backup & restore': 'history',
  Admin: 'account',
  'User & device': 'vm',
  System: 'server-process',
  API: 'code',
  WebDAV: 'globe',
  'Ransomware recovery': 'debug-restart',
};

export function groupIcon(value: GroupValue): Icon {
  switch (value.by) {
    case 'severity':
      return severityLook(value.severity);
    case 'type':
      return { icon: TYPE_ICONS[value.type] ?? 'symbol-event' };
    case 'connection':
      return { icon: 'plug' };
    default:
      return assertNever(value);
  }
}

/** Is it open, on whose device, when; and the connection where there are several. What the summary says already is left out. */
export function rowDescription(row: EventRow, connection: string | undefined, now: number, times: Times): string {
  const who = whose(row);
  const parts = [
    row.status,
    who && !row.summary.includes(who) ? who : undefined,
    times.relative(row.time, now),
    connection,
  ];
  return parts
    .filter((part) => part !== undefined)
    .map((part) => oneLine(part))
    .join(' · ');
}

/** The person behind the target (without the domain: the line is narrow), else its name, else the first block of its id: enough for an eye to tell two apart. */
function whose({ owner, subject, target }: EventRow): string | undefined {
  if (owner !== undefined || target === undefined) return owner?.replace(/(?<=.)@.*$/, '');
  if (target.name !== undefined || target.id === undefined) return target.name;
  return target.id === subject?.id ? undefined : `${target.kind} ${target.id.split('-')[0]}`;
}

/** For a screen reader: the severity as a word first, since the icon says nothing there. */
export function rowLabel(row: EventRow, description: string, l10n: Localizer): string {
  return `${severityWord(row.severity, l10n)}, ${oneLine(row.summary)}, ${description}`;
}

function partyText(party: Party): string {
  return `${party.name ?? party.id ?? ''} (${party.kind})`;
}

/** Markdown, every text escaped; to be shown untrusted. */
export function rowTooltip(row: EventRow, connection: string, now: number, times: Times, l10n: Localizer): string {
  const severity = severityWord(row.severity, l10n);
  const lines: [string, string | undefined][] = [
    [
      l10n.t('Severity'),
      row.vendorSeverity === undefined ? severity : l10n.t('{0} (vendor: {1})', severity, row.vendorSeverity),
    ],
    [l10n.t('Type'), `${row.type} · ${row.activity}`],
    [l10n.t('Status'), row.status],
    [l10n.t('Time'), `${times.absolute(row.time)} (${times.relative(row.time, now)})`],
    [l10n.t('UTC'), new Date(row.time).toISOString()],
    [l10n.t('Actor'), row.actor && partyText(row.actor)],
    [l10n.t('Target'), row.target && partyText(row.target)],
    [l10n.t('Owner'), row.owner],
    [l10n.t('Connection'), connection],
  ];
  const facts = lines.flatMap(([label, value]) =>
    value ? [`${escapeMarkdown(label)}: ${escapeMarkdown(value)}`] : [],
  );
  return [`**${escapeMarkdown(row.summary)}**`, ...facts].join('\n\n');
}

/** The active filter in a few words; `undefined` when nothing is filtered. */
export function filterText(filter: Filter, l10n: Localizer): string | undefined {
  const parts: string[] = [];
  if (filter.severities)
    parts.push(filter.severities.map((severity) => severityWord(severity, l10n)).join(', ') || l10n.t('no severity'));
  if (filter.types) parts.push(filter.types.map((type) => oneLine(type)).join(', ') || l10n.t('no type'));
  return parts.length === 0 ? undefined : parts.join(' · ');
}
