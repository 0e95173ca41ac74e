import assert from 'node:assert/strict';
import { adminLogin, alert, audit, backup, decode, envelope, platform, realize } from './decodeFixtures.ts';

const summary = (event: object) => decode(event).summary;

describe('The summary of a Druva event', () => {
  const cases: readonly (readonly [string, object])[] = [
    ['Backup of LAPTOP-7 finished with errors, 3 files missed', backup()],
    ['Backup of LAPTOP-7 finished', backup({ eventState: 'Success', eventDetails: '' })],
    [
      'Backup of LAPTOP-7 failed, 1 file missed',
      backup({ eventState: 'Failed', eventDetails: 'Files Missed:1, Sum:2' }),
    ],
    ['Backup, 120 files, 3 files missed', envelope({ eventType: 'Backup', eventDetails: backup().eventDetails })],
    ['Backup failed', envelope({ eventType: 'Backup', eventDetails: 'Files Missed:0, State:Failed' })],
    [
      'Backup of a Mac finished',
      platform({ productID: 8193, type: 'Backup', details: { eventID: 5, eventState: 'Success', clientOS: 'darwin' } }),
    ],
    [
      'Backup of G Suite Gmail finished',
      platform({
        productID: 8193,
        type: 'Backup',
        details: { eventID: 5, eventState: 'Success', clientOS: 'G Suite Gmail' },
      }),
    ],
    ['API client exporter signed in to the API', adminLogin({ eventType: 'API Login', initiator: 'exporter', ip: '' })],
    [
      'Administrator root@example.com failed to sign in',
      envelope({
        eventType: 'Admin Login',
        identityType: 'ADMIN',
        identityID: 'root@example.com',
        eventDetails: 'State:Failed',
      }),
    ],
    ['AD Sync failed: No answer.', envelope({ eventType: 'AD Sync', eventDetails: 'No answer., State:Failed' })],
    ['AD Sync failed: No answer.', envelope({ eventType: 'AD Sync', eventDetails: 'State:Failed, No answer.' })],
    [
      'License Expired: Add-on',
      adminLogin({ eventType: 'LicenseExpired', initiator: '', eventState: '', eventDetails: 'Add-on' }),
    ],
    ['Backup of LAPTOP-7 was paused', backup({ eventState: 'Backup Paused', eventDetails: 'prose' })],
    ['Backup of LAPTOP-7 (marked as inactive)', backup({ eventState: 'Marked as Inactive', eventDetails: '' })],
    [
      'Backup of Ines Duarte',
      backup({ eventState: '', eventDetails: '', inSyncDataSourceName: '', inSyncDataSourceID: 0 }),
    ],
    [
      'Restore of LAPTOP-7 failed, by root@example.com',
      backup({ eventType: 'Restore', eventState: 'Failed', eventDetails: '', initiator: 'root@example.com' }),
    ],
    ['Download, 1,500 files', envelope()],
    ['Unusual Data Activity on LAPTOP-7 (alert): 1200 files modified, 40 deleted', alert('Unusual Data Activity')],
    [
      'Client outdated on LAPTOP-7 (alert)',
      alert('x', { eventDetails: 'Alert:Client outdated, Alert Description:NA.' }),
    ],
    [
      'Resolved: Unusual Data Activity on LAPTOP-7',
      alert('x', { eventType: 'Alert Resolution', eventDetails: 'Alert:Unusual Data Activity, Alert Description:NA.' }),
    ],
    ['Notification: Quota on LAPTOP-7', alert('x', { eventType: 'Notification', eventDetails: 'Alert:Quota' })],
    ['The vault is full. on LAPTOP-7 (alert)', alert('x', { eventDetails: 'The vault is full.' })],
    ['Alert on LAPTOP-7', alert('x', { eventDetails: '' })],
    ['Admin Login Event - New Location (alert): root@example.com from 203.0.113.9 (Pune, India)', platform()],
    ['Administrator root@example.com signed in from 203.0.113.9', adminLogin()],
    ['Administrator root@example.com failed to sign in from 203.0.113.9 (Pune, India)', realize()],
    ['Sign-in of administrator root@example.com from 203.0.113.9', adminLogin({ eventState: '' })],
    ['Sign-in of somebody', adminLogin({ eventState: '', initiator: '', ip: '' })],
    [
      'API client archiver signed in to WebDAV',
      adminLogin({ eventType: 'WebDAV Login', initiator: 'archiver', ip: '' }),
    ],
    [
      'Administrator a@b.test failed to sign in from 192.0.2.1: wrong code',
      platform({
        type: 'Admin Login',
        details: { email: 'a@b.test', status: 'Failure', sourceIP: '192.0.2.1', errorMessage: 'wrong code' },
      }),
    ],
    [
      'Deleted the administrator old@example.com · root@example.com',
      adminLogin({ eventType: 'Admin Audit Trail', eventDetails: 'Deleted the administrator old@example.com' }),
    ],
    [
      'Administrator root@example.com deleted an administrator.',
      adminLogin({
        eventType: 'Administrator Audit Trail',
        eventDetails: 'Administrator root@example.com\n deleted  an administrator.',
      }),
    ],
    ['Admin Audit Trail of root@example.com', adminLogin({ eventType: 'Admin Audit Trail' })],
    ['User Event of Ines Duarte about LAPTOP-7', backup({ eventType: 'User Event', eventDetails: '' })],
    [
      'AD Sync failed: no answer',
      adminLogin({ eventType: 'AD Sync', initiator: '', eventState: 'Failed', eventDetails: 'no answer' }),
    ],
    [
      'Client Upgrade on LAPTOP-7 finished',
      backup({ eventType: 'Client Upgrade', eventState: 'Success', eventDetails: '' }),
    ],
    [
      'Admin updated: new@example.com, by root@example.com',
      audit({ email: 'old@example.com' }, { email: 'new@example.com' }),
    ],
    ['Quarantine: srv-1', platform({ type: 'Quarantine', details: { resourceName: 'srv-1', state: 'Success' } })],
    ['Quantum Sync', { eventID: 1, eventType: 'Quantum Sync' }],
  ];
  for (const [expected, event] of cases) {
    it(expected, () => assert.equal(summary(event), expected));
  }

  it('is one line of at most 300 characters, whatever the vendor sends', () => {
    const long = `${'word '.repeat(20_000)}`;
    for (const eventType of ['Backup', 'Alert', 'Admin Login', 'Admin Audit Trail', 'Notification', 'AD Sync', long]) {
      const event = Object.fromEntries(Object.keys(backup()).map((name) => [name, `\n${long}`]));
      const { summary } = decode({ ...event, eventType });
      assert.ok(summary.length > 0 && summary.length <= 300 && !/[\n\r]/.test(summary), summary);
    }
  });
});
