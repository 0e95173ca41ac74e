import type { EventRow } from '../../model/event.ts';
import type { Localizer } from '../localizer.ts';
import { escapeLinks } from '../text/escape.ts';
import { severityWord } from '../text/severityText.ts';
import type { Times } from '../text/times.ts';
import { type Batch, MOST } from './notifier.ts';

/** One line about new events: what the worst is, and how many there are. Vendors' text is plain text in it. */
export function notifyText(
  { events }: Batch,
  names: (connection: string) => string,
  times: Times,
  l10n: Localizer,
): string {
  const [worst] = events;
  if (worst === undefined) return '';
  if (events.length === 1) return eventLine(worst, names, l10n);
  const count = times.count(events.length);
  const some =
    events.length >= MOST
      ? l10n.t('{0} or more new security events.', count)
      : l10n.t('{0} new security events.', count);
  return `${some} ${l10n.t('The worst: {0}', eventLine(worst, names, l10n))}`;
}

function eventLine(
  { severity, type, summary, connection, target }: EventRow,
  names: (connection: string) => string,
  l10n: Localizer,
): string {
  const on = target?.name === undefined || summary.includes(target.name) ? '' : ` · ${target.name}`;
  return escapeLinks(`${severityWord(severity, l10n)} · ${type}: ${summary}${on} (${names(connection)})`);
}
