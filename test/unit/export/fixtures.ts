import { readFile } from 'node:fs/promises';
import type { Beginning } from '../../../src/export/about.ts';
import type { Encoder } from '../../../src/export/encoder.ts';
import type { Origin } from '../../../src/export/form.ts';
import type { Portion } from '../../../src/export/source.ts';
import { decodeEvent as decodeBox } from '../../../src/feeds/box/decode.ts';
import { EVENT_TYPES } from '../../../src/feeds/box/eventTypes.ts';
import { decodeEvent as decodeDruva } from '../../../src/feeds/druva/decode.ts';
import { decodeEvent as decodeLookout } from '../../../src/feeds/lookout/decode.ts';
import type { DecodedEvent, SecurityEvent } from '../../../src/model/event.ts';
import { collaboration, enterprise, shieldAlert } from '../feeds/box/fixtures.ts';

export const NOW = Date.UTC(2026, 10, 1, 12);

export const ORIGINS: ReadonlyMap<string, Origin> = new Map([
  ['look', { name: 'Phones', system: 'lookout' }],
  ['box', { name: 'Files', system: 'box' }],
  ['druva', { name: 'Backups', system: 'druva' }],
]);

export const BEGINNING: Beginning = {
  format: 'ndjson',
  version: '1.2.3',
  exported: NOW,
  filter: 'severity:>=high',
  redacted: false,
  origins: ORIGINS,
  searched: 1,
};

/** As the store gives it. */
export function stored(event: Partial<DecodedEvent>, more: Partial<SecurityEvent> = {}): SecurityEvent {
  return {
    seq: 1,
    connection: 'look',
    stream: 'events',
    receivedTime: NOW + 5,
    id: 'e1',
    time: NOW,
    type: 'Threat',
    activity: 'CREATED',
    severity: 4,
    summary: 'Trojan',
    changes: [],
    raw: '{"id":"e1"}',
    ...event,
    ...more,
  };
}

export const DEVICE = '0b0c6d9e-1f2a-4b3c-8d4e-5f6071829304';
const lookout = (event: object) =>
  stored(decodeLookout(JSON.stringify({ created_time: '2026-10-31T08:00:00.000Z', ...event }), NOW), {
    connection: 'look',
    owner: 'alice@example.com',
  });
const box = (event: object) => stored(decodeBox(JSON.stringify(event), NOW), { connection: 'box' });
const druva = (event: object) => stored(decodeDruva(JSON.stringify(event), NOW, 'insync'), { connection: 'druva' });

const target = { type: 'DEVICE', guid: DEVICE };
const actor = { type: 'SYSTEM', guid: 'system' };

export const LOOKOUT_EVENTS: readonly SecurityEvent[] = [
  ...['CREATED', 'UPDATED', 'RESOLVED', 'SOMETHING_NEW'].map((change_type) =>
    lookout({
      id: `t-${change_type}`,
      type: 'THREAT',
      change_type,
      target: { type: 'APPLICATION_THREAT', guid: DEVICE },
      actor,
      threat: {
        guid: '7c0f4c1e-9d7b-4a55-8a4f-1b2c3d4e5f60',
        severity: 'HIGH',
        status: change_type === 'RESOLVED' ? 'RESOLVED' : 'OPEN',
        classifications: ['TROJAN'],
      },
    }),
  ),
  lookout({ id: 's', type: 'SMISHING_ALERT', change_type: 'CREATED', target, actor, smishing_alert: { guid: 'a1' } }),
  ...['CREATED', 'UPDATED', 'DELETED'].map((change_type) =>
    lookout({
      id: `d-${change_type}`,
      type: 'DEVICE',
      change_type,
      target,
      actor: { type: 'ADMIN', guid: 'admin-1' },
      device: {
        guid: DEVICE,
        hardware: { manufacturer: 'samsung', model: 'SM-A346B', serial_number: 'R5CT1234' },
        info: { email: 'Alice@Example.com' },
      },
    }),
  ),
  lookout({
    id: 'a',
    type: 'AUDIT',
    change_type: 'UPDATED',
    target: { type: 'POLICY', guid: 'p1' },
    actor: { type: 'ADMIN', guid: 'admin-1' },
    audit: { type: 'POLICY', attribute_changes: [{ name: 'risk', from: 'LOW', to: '["a@b.example"]' }] },
  }),
  lookout({ id: 'n', type: 'BRAND_NEW' }),
];

export const BOX_EVENTS: readonly SecurityEvent[] = [
  ...[...EVENT_TYPES.keys(), 'NEVER_HEARD_OF'].map((type) =>
    box(enterprise(type, { event_id: type, ip_address: '203.0.113.7' })),
  ),
  box(enterprise('GROUP_ADD_USER', { source: { group_id: '1', group_name: 'Staff', user_id: '2', user_name: 'Ben' } })),
  box(enterprise('NEW_USER', { source: { type: 'user', id: '77', name: 'Ben', login: 'ben@hafen.example' } })),
  box(enterprise('LOGIN', { source: null, created_by: null })),
  box(enterprise('ITEM_DOWNLOAD', { source: null, created_by: null, ip_address: null })),
  box(collaboration('COLLABORATION_INVITE', 'Editor')),
  box(shieldAlert()),
];

export const DRUVA_EVENTS: readonly SecurityEvent[] = [
  ...['Alert', 'Alert Resolution', 'Alert Notification', 'Backup', 'Restore', 'Download', 'WebDAV authentication'],
  ...['Administrator authentication', 'Administrator Audit Trail', 'User Event', 'AD Sync', 'Data Source'],
  ...['Client Upgrade', 'Device Replace', 'Additional Data Collection', 'Logout', 'License Expired', 'Never heard of'],
].map((eventType, index) =>
  druva({
    eventID: 1_000 + index,
    eventType,
    eventState: 'Success',
    timestamp: '2026-10-31T08:00:00Z',
    severity: 6,
    initiator: 'admin@hafen.example',
    ip: '198.51.100.4',
    inSyncUserID: 12,
    inSyncUserName: 'Carla',
    inSyncUserEmail: 'carla@hafen.example',
    inSyncDataSourceID: 4411,
    inSyncDataSourceName: 'CARLA-LAPTOP',
    eventDetails: 'Backup of CARLA-LAPTOP from 198.51.100.4',
  }),
);

export const EVERY_EVENT = [...LOOKOUT_EVENTS, ...BOX_EVENTS, ...DRUVA_EVENTS];

export const readText = (file: string) => readFile(file, 'utf8');

/** Events as a source gives them; of those that are gone `undefined`. */
export function portionOf(from: number, rows: readonly (SecurityEvent | undefined)[], encoder: Encoder): Portion {
  const events = rows.filter((event) => event !== undefined);
  const text = events.map((event) => encoder.between + encoder.event(event)).join('');
  return {
    bytes: Buffer.from(text),
    events: events.length,
    removed: rows.length - events.length,
    next: from + rows.length,
  };
}
