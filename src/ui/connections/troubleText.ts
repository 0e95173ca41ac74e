import type { StoredGap, StoredQuarantine } from '../../store/contract.ts';
import type { Localizer } from '../localizer.ts';
import { oneLine } from '../text/escape.ts';
import type { Times } from '../text/times.ts';

/** Where a gap begins and ends, as far as that is known. */
export function gapSpan(gap: StoredGap, times: Times, l10n: Localizer): string {
  if (gap.from !== undefined && gap.to !== undefined)
    return l10n.t('{0} to {1}', times.absolute(gap.from), times.absolute(gap.to));
  if (gap.from !== undefined) return l10n.t('after {0}', times.absolute(gap.from));
  if (gap.to !== undefined) return l10n.t('before {0}', times.absolute(gap.to));
  return l10n.t('noticed {0}', times.absolute(gap.noticed));
}

export function quarantineLabel(count: number, most: number, l10n: Localizer): string {
  if (count >= most) return l10n.t('{0} or more quarantined payloads', count);
  return count === 1 ? l10n.t('1 quarantined payload') : l10n.t('{0} quarantined payloads', count);
}

/** A JSON document for people: what did not decode, and why. The payloads are texts in it, whatever they hold. */
export function quarantineDocument(items: readonly StoredQuarantine[]): string {
  const list = items.map(({ time, stream, reason, raw }) => ({
    received: new Date(time).toISOString(),
    stream,
    reason,
    payload: raw,
  }));
  return `${JSON.stringify(list, null, 2)}\n`;
}

export function gapsDocument(gaps: readonly StoredGap[]): string {
  const iso = (time: number | undefined) => (time === undefined ? null : new Date(time).toISOString());
  const list = gaps.map(({ from, to, noticed, stream, reason }) => ({
    from: iso(from),
    to: iso(to),
    noticed: iso(noticed),
    stream,
    reason: oneLine(reason, 1_000),
  }));
  return `${JSON.stringify(list, null, 2)}\n`;
}
