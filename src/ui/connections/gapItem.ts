import * as vscode from 'vscode';
import type { StoredGap } from '../../store/contract.ts';
import { themeIcon, untrusted } from '../icons.ts';
import { Commands } from '../ids.ts';
import type { Localizer } from '../localizer.ts';
import { escapeMarkdown, oneLine } from '../text/escape.ts';
import { localSentence } from '../text/localSentence.ts';
import type { Times } from '../text/times.ts';
import { gapSpan } from './troubleText.ts';

/** A known gap as a row of a tree; selecting it shows all gaps of its connection. `name`: the connection's, where there are several. */
export function gapItem(
  parent: string,
  gap: StoredGap,
  name: string | undefined,
  times: Times,
  l10n: Localizer,
): vscode.TreeItem {
  const reason = localSentence(gap.reason, l10n);
  const item = new vscode.TreeItem(l10n.t('Known gap'));
  item.id = `${parent}/gap/${gap.id}`;
  const span = gapSpan(gap, times, l10n);
  item.description = oneLine([span, name, reason].filter((part) => part !== undefined).join(' · '));
  item.tooltip = untrusted(escapeMarkdown(`${span}. ${reason}`));
  item.iconPath = themeIcon({ icon: 'debug-disconnect', color: 'charts.yellow' });
  item.contextValue = 'gap';
  item.command = {
    command: Commands.ShowGaps,
    title: vscode.l10n.t('Show Known Gaps'),
    arguments: [{ kind: 'connection', id: gap.connection }],
  };
  return item;
}
