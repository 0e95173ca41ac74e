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
    case 'file':
      return l10n.t('File');
    case 'folder':
      return l10n.t('Folder');
    case 'item':
      return l10n.t('Item');
    case 'group':
      return l10n.t('Group');
    case 'web_link':
      return l10n.t('Web link');
    case 'application':
      return l10n.t('Application');
    case 'app_item':
      return l10n.t('App item');
    case 'collaboration':
      return l10n.t('Collaboration');
    case 'shield_alert':
      return l10n.t('Shield alert');
    case 'barrier':
      return l10n.t('Information barrier');
    case 'sign_request':
      return l10n.t('Sign request');
    case 'anonymous':
      return l10n.t('Anonymous');
    case 'box_support':
      return l10n.t('Box support');
    case 'data_source':
      return l10n.t('Data source');
    case 'service':
      return l10n.t('Service');
    case 'api':
      return l10n.t('API client');
    case 'initiator':
      return l10n.t('Initiator');
    case 'alert':
      return l10n.t('Alert');
    case 'tenant':
      return l10n.t('Tenant');
    case 'customer':
      return l10n.t('Customer');
    case 'resource':
      return l10n.t('Resource');
    default:
      return kind;
  }
}
