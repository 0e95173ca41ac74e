import { keyOf } from './words.ts';

/** As whom Druva says that somebody acts; in lower case. */
export type Identity = 'admin' | 'user' | 'api' | 'service';

/** What a sentence about an event is made of. */
export type Kind = 'transfer' | 'alert' | 'resolution' | 'notification' | 'login' | 'task' | 'prose' | 'other';

export interface EventType {
  /** Druva's name, of the several that it has for some; of an unknown type its own word. */
  readonly name: string;
  /** Missing for an unknown type: then the feature says it. */
  readonly heading?: string;
  readonly kind: Kind;
  readonly identities: readonly Identity[];
}

const ALERTS = 'Alerts & notifications';
const BACKUP = 'Backup & restore';
const ADMIN = 'Admin';
const DEVICE = 'User & device';
const SYSTEM = 'System';
const API = 'API';
const WEBDAV = 'WebDAV';

/** Types, identities: the vendor page "inSync Events". The two last ones are only in its text. Other names: its Events API pages. */
const KNOWN: readonly (readonly [string, string, Kind, readonly Identity[], ...string[]])[] = [
  ['Admin Audit Trail', ADMIN, 'prose', ['admin'], 'Administrator Audit Trail'],
  [
    'Admin Login',
    ADMIN,
    'login',
    ['admin'],
    'Administrator authentication',
    'Administrator Login',
    'Admin Login Event',
  ],
  ['User Event', DEVICE, 'prose', ['user']],
  ['User Audit Trail', DEVICE, 'prose', ['user']],
  ['API Login', API, 'login', ['admin'], 'API authentication'],
  ['WebDAV Login', WEBDAV, 'login', ['api', 'admin'], 'WebDAV authentication'],
  ['Bulk Export WebDAV Login', WEBDAV, 'login', ['api', 'admin'], 'Bulk Export WebDAV authentication'],
  ['PST Converter WebDAV Login', WEBDAV, 'login', ['admin']],
  ['Backup', BACKUP, 'transfer', ['service']],
  ['Restore', BACKUP, 'transfer', ['service']],
  ['Download', BACKUP, 'transfer', ['service']],
  ['AD Sync', SYSTEM, 'task', ['service']],
  ['Alert', ALERTS, 'alert', ['service']],
  ['Alert Resolution', ALERTS, 'resolution', ['service']],
  ['Notification', ALERTS, 'notification', ['service'], 'Alert Notification'],
  ['Data Source', DEVICE, 'task', ['service']],
  ['Client Upgrade', DEVICE, 'task', ['admin', 'user']],
  ['Additional Data Collection', DEVICE, 'task', ['service']],
  ['Device Replace', DEVICE, 'task', ['service']],
  ['Logout', ADMIN, 'prose', ['admin'], 'Admin Logout'],
  ['License Expired', SYSTEM, 'task', ['service']],
];

const TYPES: ReadonlyMap<string, EventType> = new Map(
  KNOWN.flatMap(([name, heading, kind, identities, ...others]) =>
    [name, ...others].map((word): [string, EventType] => [keyOf(word), { name, heading, kind, identities }]),
  ),
);

/** Features of `topicName` and of platform records, categories of Cyber Resilience. One that is not here is a heading by its own name. */
const FEATURES: ReadonlyMap<string, string> = new Map([
  ['alertsandnotifications', ALERTS],
  ['alertsnotifications', ALERTS],
  ['backupandrestore', BACKUP],
  ['backuprestore', BACKUP],
  ['admin', ADMIN],
  ['adminevent', ADMIN],
  ['userdevice', DEVICE],
  ['useranddevice', DEVICE],
  ['system', SYSTEM],
  ['systemevent', SYSTEM],
  ['api', API],
  ['webdav', WEBDAV],
  ['bulkexportwebdav', WEBDAV],
  ['ransomwarerecovery', 'Ransomware recovery'],
]);

/** A type is a heading and an activity a fact of every row. */
const MAX_TYPE = 200;

export function typeOf(word: string): EventType {
  return TYPES.get(keyOf(word)) ?? { name: word.slice(0, MAX_TYPE), kind: 'other', identities: [] };
}

export function headingOf({ heading, name }: EventType, feature: string | undefined): string {
  if (heading !== undefined) return heading;
  return feature === undefined ? name : (FEATURES.get(keyOf(feature)) ?? feature.slice(0, MAX_TYPE));
}
