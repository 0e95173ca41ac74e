import path from 'node:path';
import type { Format } from '../../export/form.ts';
import type { Exported } from '../../export/run.ts';
import type { Localizer } from '../localizer.ts';
import { escapeLinks } from '../text/escape.ts';
import type { Times } from '../text/times.ts';
import type { ExportProgress } from './exportEvents.ts';

export function formatText(format: Format, l10n: Localizer): { readonly label: string; readonly detail: string } {
  switch (format) {
    case 'ndjson':
      return {
        label: 'NDJSON',
        detail: l10n.t('The exact text of each event, one a line; count and known gaps in a file beside it.'),
      };
    case 'json':
      return {
        label: 'JSON',
        detail: l10n.t('One document: each event as it is shown here, its exact text, and known gaps.'),
      };
    case 'csv':
      return {
        label: 'CSV',
        detail: l10n.t('For spreadsheets: a row for each event, without its JSON. Formulas come out as text.'),
      };
    case 'ocsf':
      return {
        label: 'OCSF JSON',
        detail: l10n.t('Open Cybersecurity Schema Framework {0}: one event a line, for data lakes.', '1.3.0'),
      };
  }
}

export function progressText({ stage, part, events }: ExportProgress, times: Times, l10n: Localizer): string {
  const percent = Math.floor(part * 100);
  return stage === 'searching'
    ? l10n.t('Searching, {0} %', percent)
    : l10n.t('{0} events, {1} %', times.count(events), percent);
}

/** `12,345 events, 2 known gaps`, and what else is to be known. */
export function outcomeText(
  { events, gaps, removed, searched, outdated }: Exported,
  file: string,
  times: Times,
  l10n: Localizer,
): string {
  const some = events === 1 ? l10n.t('1 event') : l10n.t('{0} events', times.count(events));
  const holes = gaps === 1 ? l10n.t('1 known gap') : l10n.t('{0} known gaps', times.count(gaps));
  const sentences = [l10n.t('Exported to {0}: {1}, {2}.', file, some, holes)];
  if (searched < 1)
    sentences.push(
      l10n.t('Not complete: only the newest {0} % of the stored events were searched.', Math.floor(searched * 100)),
    );
  if (removed > 0) sentences.push(l10n.t('{0} more were deleted while it was written.', times.count(removed)));
  if (outdated !== undefined)
    sentences.push(l10n.t('The file {0} beside it belongs to an older export.', escapeLinks(path.basename(outdated))));
  return sentences.join(' ');
}
