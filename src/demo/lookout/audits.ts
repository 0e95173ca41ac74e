import { emailOf, FIRST_NAMES, LAST_NAMES } from '../people.ts';
import type { Random } from '../random.ts';
import { type AuditEntry, enterpriseParty } from './bodies.ts';
import type { Admin, Fleet } from './fleet.ts';
import { KEY_NAMES, MESSAGES, ORDINARY_APPS, POLICY_NAMES } from './texts.ts';
import type { ChangeType, WireAttributeChange, WireParty } from './wire.ts';

export interface Desk {
  readonly random: Random;
  readonly fleet: Fleet;
  readonly admin: Admin;
}

/** Something that an administrator does in the console and that leaves one audit event. */
export type Deed = (desk: Desk) => AuditEntry;

const set = (name: string, to: string): WireAttributeChange => ({ name, to });
const removed = (name: string, from: string): WireAttributeChange => ({ name, from });
const changed = (name: string, from: string, to: string): WireAttributeChange => ({ name, from, to });
/** What the event is about: an entry with a name and nothing else. */
const subject = (name: string): WireAttributeChange => ({ name });

/** `target` missing: the enterprise. */
function deed(
  audit: string,
  change: ChangeType,
  changes: (desk: Desk) => readonly WireAttributeChange[],
  target?: string,
): Deed {
  return (desk) => {
    const party: WireParty =
      target === undefined ? enterpriseParty(desk.fleet) : { guid: desk.random.guid(), type: target };
    return { audit, change, target: party, changes: changes(desk) };
  };
}

const colleague = (random: Random) => emailOf(`${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`);
const list = (...values: readonly string[]) => JSON.stringify(values);

export const LOGIN: Deed = (desk) => ({
  audit: 'ADMIN_LOGIN',
  change: 'CREATED',
  target: enterpriseParty(desk.fleet),
  changes: [subject('login')],
});

export const LOGOUT: Deed = (desk) => ({
  audit: 'ADMIN_LOGOUT',
  change: 'CREATED',
  target: { guid: desk.admin.guid, type: 'ADMIN' },
  changes: [subject('logout')],
});

export const DEEDS: readonly [Deed, ...Deed[]] = [
  deed('ENTERPRISE', 'CREATED', ({ random }) => [
    subject('ent_application_key'),
    set('key_guid', random.guid()),
    set('key_name', random.pick(KEY_NAMES)),
  ]),
  deed(
    'ADMIN',
    'CREATED',
    ({ random }) => [subject('admin'), set('email', colleague(random)), set('roles', list('READ_ONLY'))],
    'ADMIN',
  ),
  deed(
    'ADMIN',
    'UPDATED',
    () => [subject('admin'), changed('roles', list('READ_ONLY'), list('READ_ONLY', 'RESPONDER'))],
    'ADMIN',
  ),
  deed('ADMIN', 'DELETED', ({ random }) => [subject('admin'), removed('email', colleague(random))], 'ADMIN'),
  deed('EMAIL_INVITE', 'CREATED', ({ random }) => [
    subject('email_invite'),
    set('recipients', list(colleague(random), colleague(random))),
  ]),
  deed('DENYLIST_POLICY', 'UPDATED', () => [
    subject('denylist'),
    changed('domains', list('casino-palace.example'), list('casino-palace.example', 'file-locker.example')),
  ]),
  deed('ALLOWLIST_POLICY', 'DELETED', () => [subject('allowlist'), removed('domains', list('docs-share.example'))]),
  deed('ENTERPRISE_FEATURE', 'UPDATED', () => [subject('dns_protection'), changed('enabled', 'false', 'true')]),
  deed(
    'MDM_CONNECTOR',
    'UPDATED',
    ({ random }) => [
      subject('mdm_connector'),
      changed(
        'sync',
        JSON.stringify({ interval: 30, groups: ['All'] }),
        JSON.stringify({ interval: 15, groups: ['All', 'Sales'] }),
      ),
      set('last_error', random.chance(0.5) ? '' : 'HTTP 503 <retry>'),
    ],
    'CONNECTOR',
  ),
  deed('TENANCY', 'CREATED', () => [subject('tenancy'), set('name', 'Example Subsidiary KK')], 'ORGANIZATION'),
  deed('POLICY_CHANGE', 'UPDATED', ({ random }) => [
    subject('policy'),
    changed('auto_lock_minutes', '5', '2'),
    set('policy_group_name', random.pick(POLICY_NAMES)),
  ]),
  deed('POLICY_GROUP_CHANGE', 'UPDATED', ({ random }) => [
    subject('policy_group'),
    changed('policy_group_name', POLICY_NAMES[0], random.pick(POLICY_NAMES)),
  ]),
  deed('EXPORT', 'CREATED', () => [subject('device_list'), set('format', 'csv'), set('rows', '62')]),
  deed('PRODUCT_SETTINGS', 'UPDATED', () => [
    subject('smishing'),
    changed(
      'settings',
      JSON.stringify({ notify: { admin: true, user: false }, keep_days: 30 }),
      JSON.stringify({ notify: { admin: true, user: true }, keep_days: 90 }),
    ),
  ]),
  deed(
    'ORGANIZATION',
    'UPDATED',
    () => [subject('organization'), changed('name', 'Example Works', 'Example Works 株式会社')],
    'ORGANIZATION',
  ),
  deed('ORGANIZATION_TENANCY', 'CREATED', () => [subject('organization_tenancy'), set('region', 'eu')], 'ORGANIZATION'),
  deed('SSO', 'UPDATED', () => [subject('sso'), changed('required', 'false', 'true')], 'IDP'),
  deed(
    'IDP',
    'CREATED',
    () => [subject('idp'), set('issuer', 'https://login.example/saml'), set('certificate', list('2027-01-31'))],
    'IDP',
  ),
  deed(
    'COMMERCIAL_PARTNER',
    'UPDATED',
    () => [subject('partner'), set('support_access', 'true')],
    'COMMERCIAL_PARTNER',
  ),
  deed(
    'COMMERCIAL_PARTNER_TENANCY',
    'DELETED',
    () => [subject('partner_tenancy'), removed('name', 'Reseller <i>North</i>')],
    'COMMERCIAL_PARTNER',
  ),
  deed(
    'APPLICATION',
    'UPDATED',
    ({ random }) => {
      const app = random.pick(ORDINARY_APPS);
      return [subject('application'), set('package_name', app.packageName), changed('verdict', 'unknown', 'allowed')];
    },
    'APPLICATION',
  ),
  deed('CUSTOM_THREAT_MESSAGE', 'UPDATED', ({ random }) => [
    subject('trojan'),
    changed('message', MESSAGES[0], random.pick(MESSAGES)),
  ]),
];

/** The back end removes what is past its keeping time; no administrator and no attributes. */
export function purge(fleet: Fleet): AuditEntry {
  return { audit: 'ENTERPRISE', change: 'PURGED', target: enterpriseParty(fleet) };
}

export function severityPolicy(
  fleet: Fleet,
  classification: string,
  from: string,
  to: string,
  policy: string,
): AuditEntry {
  return {
    audit: 'CLASSIFICATION_POLICY',
    change: 'CREATED',
    target: enterpriseParty(fleet),
    changes: [
      subject(classification.toLowerCase()),
      changed('severity', from, to),
      ...(classification === 'AGENT_OUTDATED' ? [set('override_properties', list('minimumCompliantVersion'))] : []),
      set('policy_group_name', policy),
    ],
  };
}
