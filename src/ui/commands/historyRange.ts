import * as vscode from 'vscode';
import type { HistoryRange } from '../../feeds/feed.ts';
import { askChoice, askText, type Choice } from '../wizard/quickInput.ts';
import { DAY, daysWithin } from './historyDays.ts';
import { parseLocalTime } from './localTime.ts';

/** Asks for a time and event types. `undefined`: the person left. */
export async function askHistoryRange(
  title: string,
  types: readonly { readonly value: string; readonly label: string }[],
  depth: number,
  now: number,
): Promise<HistoryRange | undefined> {
  const choices: Choice<number | 'dates'>[] = daysWithin(depth).map((count) => ({
    label: count === 1 ? vscode.l10n.t('The last 24 hours') : vscode.l10n.t('The last {0} days', count),
    value: count,
  }));
  choices.push({ label: vscode.l10n.t('From a date to another…'), value: 'dates' });
  const frame = { title, step: 1, total: 2, back: false };
  const chosen = await askChoice(frame, choices, { placeholder: vscode.l10n.t('The time whose events to load') });
  if (chosen.kind !== 'value' || chosen.value[0] === undefined) return undefined;
  const [time] = chosen.value;
  const span = time === 'dates' ? await askDates(title, depth, now) : { after: now - time * DAY, before: now };
  if (!span) return undefined;
  const picked = await askChoice(
    { title, step: 2, total: 2, back: false },
    types.map(({ value, label }) => ({ label, value, ...(label === value ? {} : { description: value }) })),
    { placeholder: vscode.l10n.t('Event types to load. None means every type.'), many: true },
  );
  if (picked.kind !== 'value') return undefined;
  return { ...span, ...(picked.value.length > 0 && { types: picked.value }) };
}

async function askDates(
  title: string,
  depth: number,
  now: number,
): Promise<{ readonly after: number; readonly before: number } | undefined> {
  const oldest = now - depth;
  const frame = { title, step: 1, total: 2, back: false };
  const from = await askText(frame, {
    value: '',
    prompt: vscode.l10n.t('From: a date, or date and time, of this time zone'),
    placeholder: '2026-01-31 08:00',
    problem: (text) => {
      const time = parseLocalTime(text);
      if (time === undefined) return vscode.l10n.t('Enter a date such as 2026-01-31 or 2026-01-31 08:00.');
      if (time >= now) return vscode.l10n.t('This time has not come yet.');
      return time < oldest
        ? vscode.l10n.t('The vendor keeps events for {0} days only.', Math.floor(depth / DAY))
        : undefined;
    },
  });
  const after = from.kind === 'value' ? parseLocalTime(from.value) : undefined;
  if (after === undefined) return undefined;
  const to = await askText(frame, {
    value: '',
    prompt: vscode.l10n.t('To: a date, or date and time; nothing means now'),
    placeholder: '2026-02-28 18:00',
    problem: (text) => {
      if (text.trim() === '') return undefined;
      const time = parseLocalTime(text);
      if (time === undefined) return vscode.l10n.t('Enter a date such as 2026-01-31 or 2026-01-31 08:00.');
      return time <= after ? vscode.l10n.t('This is not after the beginning.') : undefined;
    },
  });
  if (to.kind !== 'value') return undefined;
  return { after, before: Math.min(now, parseLocalTime(to.value) ?? now) };
}
