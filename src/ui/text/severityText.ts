import { assertNever } from '../../base/assertNever.ts';
import type { Severity } from '../../model/severity.ts';
import { Colors } from '../ids.ts';
import type { Localizer } from '../localizer.ts';

/** Shape and colour of each severity: the shapes differ, so that colour alone never carries the meaning. */
const LOOKS = [
  { icon: 'question', color: Colors.Unknown },
  { icon: 'info', color: Colors.Informational },
  { icon: 'arrow-down', color: Colors.Low },
  { icon: 'circle-filled', color: Colors.Medium },
  { icon: 'warning', color: Colors.High },
  { icon: 'error', color: Colors.Critical },
  { icon: 'flame', color: Colors.Fatal },
] as const;

export interface SeverityLook {
  readonly icon: string;
  /** Id of a theme colour that package.json contributes. */
  readonly color: string;
}

export function severityLook(severity: Severity): SeverityLook {
  return LOOKS[severity];
}

export function severityWord(severity: Severity, l10n: Localizer): string {
  switch (severity) {
    case 0:
      return l10n.t('Unknown');
    case 1:
      return l10n.t('Informational');
    case 2:
      return l10n.t('Low');
    case 3:
      return l10n.t('Medium');
    case 4:
      return l10n.t('High');
    case 5:
      return l10n.t('Critical');
    case 6:
      return l10n.t('Fatal');
    default:
      return assertNever(severity);
  }
}
