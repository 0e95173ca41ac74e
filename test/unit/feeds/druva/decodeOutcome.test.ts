import assert from 'node:assert/strict';
import { FAILURES } from '../../../../src/model/outcome.ts';
import { adminLogin, alert, audit, backup, decode, envelope, platform, realize } from './decodeFixtures.ts';

/** The event types of the vendor page, with the heading that its category gets. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  Admin: ['Admin Audit Trail', 'Admin Login'],
  'User & device': [
    'User Event',
    'User Audit Trail',
    'Client Upgrade',
    'Data Source',
    'Additional Data Collection',
    'Device Replace',
  ],
  API: ['API Login'],
  WebDAV: ['WebDAV Login', 'Bulk Export WebDAV Login', 'PST Converter WebDAV Login'],
  'Backup & restore': ['Backup', 'Restore', 'Download'],
  'Alerts & notifications': ['Alert', 'Alert Resolution', 'Notification'],
  System: ['AD Sync'],
};

describe('Types of Druva events', () => {
  const heading = (event: object) => {
    const { type, activity } = decode(event);
    return [type, activity];
  };

  it('stand under their category', () => {
    assert.equal(Object.values(TYPES).flat().length, 19);
    for (const [type, names] of Object.entries(TYPES)) {
      for (const eventType of names) {
        assert.deepEqual(heading(backup({ eventType })), [type, eventType]);
        assert.deepEqual(heading(platform({ type: eventType, feature: 'Other' })), [type, eventType]);
      }
    }
  });

  it('are one however a page spells them', () => {
    for (const eventType of ['ADMIN LOGIN', 'adminLogin', 'Administrator authentication', ' admin_login ']) {
      assert.deepEqual(heading(backup({ eventType })), ['Admin', 'Admin Login']);
    }
    assert.deepEqual(heading(backup({ eventType: 'Alert Notification' })), ['Alerts & notifications', 'Notification']);
    assert.deepEqual(heading(backup({ eventType: 'Administrator Audit Trail' })), ['Admin', 'Admin Audit Trail']);
    assert.deepEqual(heading(backup({ eventType: 'WebDAV authentication' })), ['WebDAV', 'WebDAV Login']);
  });

  it('that are new keep their own words, under their feature where they have one', () => {
    assert.deepEqual(heading(backup({ eventType: 'Quantum Sync' })), ['Quantum Sync', 'Quantum Sync']);
    assert.deepEqual(heading(platform({ type: 'JobTriggered', feature: 'Job' })), ['Job', 'JobTriggered']);
    assert.deepEqual(heading(platform({ type: 'Quarantine', feature: 'Ransomware Recovery' })), [
      'Ransomware recovery',
      'Quarantine',
    ]);
    assert.deepEqual(heading(audit(null, {})), ['Admin', 'AdminUpdated']);
    assert.deepEqual(heading(realize({ type: 'File Hash Added' })), ['Admin', 'File Hash Added']);
    assert.deepEqual(heading(envelope({ eventType: 'X', topicName: 'gov-inSyncPlatform-User And Device' })), [
      'User & device',
      'X',
    ]);
    assert.deepEqual(heading(envelope({ eventType: 'X', topicName: 'gov-inSync-A-B' })), ['A-B', 'X']);
    assert.deepEqual(heading(envelope({ eventType: 'X', topicName: 'gov-nothing' })), ['X', 'X']);
  });
});

describe('Severities of Druva events', () => {
  const severity = (event: object) => {
    const { severity, vendorSeverity } = decode(event);
    return [severity, vendorSeverity];
  };

  it('follow the syslog scale, where the low number is the severe one', () => {
    const expected = [6, 5, 5, 4, 3, 2, 1, 1];
    for (const [number, ours] of expected.entries()) {
      assert.equal(severity(backup({ severity: number }))[0], ours);
      assert.equal(severity(backup({ severity: String(number) }))[0], ours);
      assert.equal(severity(platform({ syslogSeverity: number, details: {} }))[0], ours);
    }
    assert.equal(severity(backup({ severity: 0 }))[1], 'Emergency (0)');
    assert.equal(severity(backup({ severity: '2' }))[1], 'Critical (2)');
  });

  it('are Unknown where there is none on the scale', () => {
    for (const value of [undefined, null, '', ' ', {}, []])
      assert.deepEqual(severity(backup({ severity: value })), [0, undefined]);
    assert.deepEqual(severity(backup({ severity: 8 })), [0, '8']);
    assert.deepEqual(severity(backup({ severity: -1 })), [0, '-1']);
    assert.deepEqual(severity(backup({ severity: 'purple' })), [0, 'purple']);
  });

  it('of alerts are the worse of number and word', () => {
    const of = (eventState: unknown, number: unknown) =>
      severity(alert('Client outdated', { eventState, severity: number }));
    assert.deepEqual(of('High', 6), [4, 'High · Informational (6)']);
    assert.deepEqual(of('Notification', 2), [5, 'Notification · Critical (2)']);
    assert.deepEqual(of('CRITICAL', 4), [5, 'CRITICAL · Warning (4)']);
    assert.deepEqual(of('Warning', undefined), [3, 'Warning']);
    assert.deepEqual(of('Mauve', 4), [3, 'Mauve · Warning (4)']);
    assert.deepEqual(of('', 4), [3, 'Warning (4)']);
    assert.deepEqual(severity(alert('x', { eventType: 'Alert Resolution', eventState: 'Critical', severity: 6 })), [
      1,
      'Informational (6)',
    ]);
    assert.deepEqual(severity(backup({ eventState: 'Critical', severity: 6 })), [1, 'Informational (6)']);
    assert.deepEqual(severity(envelope({ eventType: 'Alert', eventDetails: 'Alert:Quota, State:Critical' })), [
      5,
      'Critical · Informational (6)',
    ]);
    const msp = platform({
      category: 'ALERT',
      type: 'TenantSuspended',
      syslogSeverity: 4,
      details: { severity: 'critical' },
    });
    assert.deepEqual(severity(msp), [5, 'critical · Warning (4)']);
  });

  it('of security alerts do not drown among the warnings', () => {
    for (const name of [
      'Unusual Data Activity',
      'Malicious Files Found',
      'Data Access Alert - New Location',
      'Admin login event - new location',
    ]) {
      assert.equal(severity(alert(name, { eventState: 'Notification', severity: 6 }))[0], 4);
      assert.equal(severity(alert(name, { eventState: '', severity: undefined }))[0], 4);
    }
    assert.equal(severity(platform())[0], 4);
    assert.equal(severity(alert('Unusual Data Activity', { eventState: 'Critical' }))[0], 5);
    assert.equal(severity(alert('Unusual Data Activity', { eventType: 'Alert Resolution', severity: 6 }))[0], 1);
  });
});

describe('Outcomes of Druva events', () => {
  const status = (eventState: unknown) => decode(backup({ eventState })).status;

  it('have one word for all spellings', () => {
    const words = {
      success: ['Success', 'SUCCESS', 'Successful', 'Backup succeeded'],
      failure: ['Failed', 'failure', 'Backup Failed', 'Unsuccessful', 'Login Unsuccessful', 'Ended unsuccessfully'],
      'with errors': ['Backed up with errors', 'Backed up with Errors'],
      canceled: ['Canceled', 'Cancelled'],
      paused: ['Backup Paused'],
      resumed: ['Backup Resumed'],
      'marked as inactive': ['Marked as Inactive'],
    };
    for (const [word, states] of Object.entries(words)) for (const state of states) assert.equal(status(state), word);
    for (const nothing of ['', null, undefined, 'Admin event', 'NA.', {}]) assert.equal(status(nothing), undefined);
  });

  it('are found wherever a shape has them', () => {
    assert.equal(decode(envelope({ eventDetails: 'Size:1, State:Failed' })).status, 'failure');
    assert.equal(decode(envelope({ eventDetails: 'No answer., Status:Success' })).status, 'success');
    assert.equal(decode(backup({ eventState: '', eventDetails: 'Size:1, State:Failed' })).status, undefined);
    assert.equal(decode(realize()).status, 'failure');
    assert.equal(
      decode(platform({ type: 'Admin Login', details: { email: 'a@b', status: 'Failure' } })).status,
      'failure',
    );
    assert.equal(decode(platform({ type: 'Quarantine', details: { state: 'Success' } })).status, 'success');
    assert.equal(
      decode(realize({ type: 'File Hash Added', details: { Added: 1, Successful: false } })).status,
      'failure',
    );
    assert.equal(
      decode(platform({ productID: 8193, type: 'Backup', details: { eventID: 5, eventState: 'Failed' } })).status,
      'failure',
    );
  });

  it('let one filter find backups and sign-ins that failed, and none that did not', () => {
    const failed = [backup({ eventState: 'Failed' }), backup(), adminLogin({ eventState: 'Failed' }), realize()];
    for (const event of failed) assert.ok(FAILURES.includes(decode(event).status ?? ''));
    const fine = [
      backup({ eventState: 'Success' }),
      backup({ eventState: 'Backup Paused' }),
      alert('x'),
      adminLogin(),
      envelope(),
    ];
    for (const event of fine) assert.ok(!FAILURES.includes(decode(event).status ?? ''));
  });
});
