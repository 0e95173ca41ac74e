import type { Localizer } from '../localizer.ts';

/** The kind of an actor, target or subject as a word for people; a kind that we have no word for is the vendor's, as sent. */
export function partyKind(kind: string, l10n: Localizer): string {
  switch (kind) {
    case 'admin':
      return l10n.t('Admin');
    case 'device':
      return l10n.t('Device');
    case 'system':
      return l10n.t('System');
    case 'threat':
      return l10n.t('Threat');
    case 'enterprise':
      return l10n.t('Enterprise');
    case 'policy':
      return l10n.t('Policy');
    case 'smishing_alert':
      return l10n.t('Smishing alert');
    case 'user':
      return l10n.t('User');
    default:
      return kind;
  }
}
