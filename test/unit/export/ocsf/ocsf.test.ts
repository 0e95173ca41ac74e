import assert from 'node:assert/strict';
import { CLASSES } from '../../../../src/export/ocsf/classes.ts';
import { ocsfEvent } from '../../../../src/export/ocsf/event.ts';
import { ocsf } from '../../../../src/export/ocsf/ocsf.ts';
import { Redactor } from '../../../../src/export/redact/redactor.ts';
import type { SecurityEvent } from '../../../../src/model/event.ts';
import {
  BEGINNING,
  BOX_EVENTS,
  DEVICE,
  DRUVA_EVENTS,
  EVERY_EVENT,
  LOOKOUT_EVENTS,
  NOW,
  ORIGINS,
  stored,
} from '../fixtures.ts';
import { CLASS_FACTS } from './schema.ts';
import { violations } from './validate.ts';

type Json = Readonly<Record<string, unknown>>;
const parsed = (text: string): Json => JSON.parse(text);
const exported = (event: SecurityEvent): Json =>
  parsed(JSON.stringify(ocsfEvent(event, ORIGINS.get(event.connection))));
const kindsOf = (events: readonly SecurityEvent[]) =>
  Object.fromEntries(
    events.map((event) => {
      const { class_uid, activity_id } = exported(event);
      return [
        event.connection === 'look' ? `${event.type} ${event.activity}` : event.activity,
        `${class_uid}/${activity_id}`,
      ];
    }),
  );

describe('The OCSF export', () => {
  it('is valid against the published schema of its version, for every type that we know', () => {
    assert.ok(EVERY_EVENT.length > 180);
    for (const event of EVERY_EVENT) {
      assert.deepEqual(violations(exported(event)), [], `${event.connection} ${event.activity}`);
    }
  });

  it('is valid when redacted', () => {
    const redactor = new Redactor(Buffer.alloc(32, 7));
    for (const event of EVERY_EVENT) {
      assert.deepEqual(violations(exported(redactor.event(event))), [], `${event.connection} ${event.activity}`);
    }
  });

  it('is checked by a validator that finds what is wrong', () => {
    const good = exported(LOOKOUT_EVENTS[0] ?? stored({}));
    const wrong = (change: object) => violations({ ...good, ...change }).length > 0;
    for (const change of [
      { type_uid: 200_402 },
      { activity_id: 4 },
      { severity_id: 7 },
      { severity: 'Low' },
      { status_id: 9 },
      { time: '2026' },
      { finding_info: { title: 'x' } },
      { finding_info: undefined },
      { metadata: { version: '1.3.0' } },
      { device: { type_id: 0, type: 'Unknown' } },
      { user: { name: 'x' } },
      { resources: {} },
      { category_uid: 1 },
    ]) {
      assert.ok(wrong(change), JSON.stringify(change));
    }
    const { finding_info: _, ...without } = good;
    assert.deepEqual(violations(without), ['finding_info: missing']);
  });

  it('knows the classes as the schema does', () => {
    for (const { uid, name, category, categoryName, activities } of Object.values(CLASSES)) {
      const facts = CLASS_FACTS[uid];
      assert.deepEqual(
        { name, category: [category, categoryName], activities: Object.values(activities).join(',') },
        facts && { name: facts.name, category: facts.category, activities: facts.activities },
      );
    }
  });

  it('tells what Lookout sends as findings and entities', () => {
    assert.deepEqual(kindsOf(LOOKOUT_EVENTS), {
      'Threat CREATED': '2004/1',
      'Threat UPDATED': '2004/2',
      'Threat RESOLVED': '2004/3',
      'Threat SOMETHING_NEW': '2004/99',
      'Smishing alert CREATED': '2004/1',
      'Device CREATED': '3004/1',
      'Device UPDATED': '3004/3',
      'Device DELETED': '3004/4',
      'Audit UPDATED': '3004/3',
      'BRAND_NEW UNKNOWN': '0/99',
    });
  });

  it('tells what Box sends by what it is about', () => {
    const kinds = kindsOf(BOX_EVENTS);
    const wanted = {
      ITEM_DOWNLOAD: '6006/2',
      COLLABORATION_INVITE: '6006/12',
      NEW_USER: '3001/1',
      GROUP_ADD_USER: '3006/3',
      GROUP_CREATION: '3004/1',
      LOGIN: '3004/99', // Nobody is named: Authentication requires a user.
      FAILED_LOGIN: '3002/1',
      SHIELD_ALERT: '2004/1',
      SHIELD_ACCESS_POLICY_DELETED: '3004/4',
      BOX_AI_USER_REQUEST: '6003/2',
      NEVER_HEARD_OF: '0/99',
    };
    for (const [type, kind] of Object.entries(wanted)) assert.equal(kinds[type], kind, type);
    assert.deepEqual(
      Object.entries(kinds).filter(([, kind]) => kind === '0/99'),
      [['NEVER_HEARD_OF', '0/99']],
    );
  });

  it('tells what Druva sends as findings, sign-ins, runs of the application and changes', () => {
    assert.deepEqual(kindsOf(DRUVA_EVENTS), {
      Alert: '2004/1',
      'Alert Resolution': '2004/3',
      Notification: '0/99',
      Backup: '6002/99',
      Restore: '6002/99',
      Download: '6002/99',
      'WebDAV Login': '3002/1',
      'Admin Login': '3002/1',
      'Admin Audit Trail': '3004/99',
      'User Event': '3004/99',
      'AD Sync': '3004/99',
      'Data Source': '3004/99',
      'Client Upgrade': '6002/8',
      'Device Replace': '3004/3',
      'Additional Data Collection': '6002/99',
      Logout: '3002/2',
      'License Expired': '0/99',
      'Never heard of': '0/99',
    });
  });

  it('carries the exact text, ids, times, severity and what has no place', () => {
    const raw = '{ "id": 12345678901234567890, "v": 1.0, "v": 2, "created_time": "2026-10-31T08:00:00.000Z" }';
    const event = stored({ raw, vendorSeverity: 'HIGH', status: 'open', changes: [{ name: 'a', to: 'b' }] });
    const out = exported(event);
    assert.equal(out.raw_data, raw);
    assert.equal(out.time, NOW);
    assert.deepEqual([out.severity_id, out.severity, out.status_id, out.status], [4, 'High', 1, 'New']);
    assert.deepEqual(out.metadata, {
      version: '1.3.0',
      uid: 'e1',
      product: { name: 'Mobile Endpoint Security', vendor_name: 'Lookout' },
      event_code: 'CREATED',
      log_name: 'events',
      log_provider: 'Phones',
      logged_time: NOW + 5,
      original_time: '2026-10-31T08:00:00.000Z',
    });
    assert.deepEqual(out.unmapped, {
      connection: 'look',
      type: 'Threat',
      vendor_severity: 'HIGH',
      status: 'open',
      changes: [{ name: 'a', to: 'b' }],
    });
  });

  it('names the device and its owner of a threat, and the address of a sign-in', () => {
    const threat = exported(LOOKOUT_EVENTS[0] ?? stored({}));
    assert.deepEqual(threat.device, {
      uid: DEVICE,
      type_id: 0,
      type: 'Unknown',
      owner: { name: 'alice@example.com', type_id: 1, type: 'User', email_addr: 'alice@example.com' },
    });
    const login = BOX_EVENTS.find(({ activity }) => activity === 'FAILED_LOGIN') ?? stored({});
    assert.deepEqual(exported(login).src_endpoint, { ip: '203.0.113.7' });
  });

  it('keeps events of connections that are not known any more', () => {
    assert.deepEqual(violations(ocsfEvent(stored({}), undefined)), []);
  });

  it('ends with what is known of the export and with its gaps, as events', () => {
    const gaps = [{ connection: 'look', from: NOW - 9, to: NOW - 5, reason: 'The cursor expired.', noticed: NOW }];
    const lines = ocsf(ORIGINS)
      .tail({ ...BEGINNING, format: 'ocsf', redacted: true, events: 7, removed: 1, gaps })
      .trimEnd()
      .split('\n')
      .map(parsed);
    for (const line of lines) assert.deepEqual(violations(line), []);
    const [about, gap] = lines;
    assert.equal(about?.message, 'Export of 7 events, 1 known gaps.');
    assert.deepEqual(about?.unmapped, {
      events: 7,
      removed_meanwhile: 1,
      searched: 1,
      redacted: true,
      filter: 'severity:>=high',
    });
    assert.equal(gap?.message, 'Known gap: The cursor expired.');
    assert.deepEqual([gap?.start_time, gap?.end_time], [NOW - 9, NOW - 5]);
  });
});
