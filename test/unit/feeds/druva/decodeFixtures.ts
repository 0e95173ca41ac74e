import { decodeEvent } from '../../../../src/feeds/druva/decode.ts';
import type { DruvaStream } from '../../../../src/feeds/druva/streams.ts';
import type { DecodedEvent } from '../../../../src/model/event.ts';

export const RECEIVED = Date.UTC(2026, 4, 4, 12);

/** When the fixtures happened. */
export const HAPPENED = Date.UTC(2026, 4, 4, 3, 2, 1);

export function decode(event: object, stream: DruvaStream = 'insync'): DecodedEvent {
  return decodeEvent(JSON.stringify(event), RECEIVED, stream);
}

/** A record of inSync's own endpoint. */
export function backup(more: object = {}): Record<string, unknown> {
  return {
    eventID: 1_900_000_017,
    eventType: 'Backup',
    profileName: 'Field staff',
    inSyncUserName: 'Ines Duarte',
    clientVersion: '7.5.2r(1a2b3c4d)',
    clientOS: 'win32',
    ip: '198.51.100.24',
    inSyncUserEmail: 'ines.duarte@example.com',
    eventDetails:
      'Total Backup Size:52428800, Files Backed up:120, Files Missed:3, System and App Settings:Yes, Total Bytes Transferred:1048576, eventsGroupId:77001',
    timestamp: '2026-05-04T03:02:01Z',
    inSyncUserID: 5501,
    profileID: 12,
    initiator: null,
    inSyncDataSourceID: 8802,
    eventState: 'Backed up with Errors',
    inSyncDataSourceName: 'LAPTOP-7',
    severity: 4,
    facility: 23,
    ...more,
  };
}

/** An alert of inSync's own endpoint. */
export function alert(name: string, more: object = {}): Record<string, unknown> {
  return backup({
    eventID: 1_900_000_020,
    eventType: 'Alert',
    eventState: 'Warning',
    eventDetails: `Alert:${name}, Alert Description:NA., Anomaly detected:1200 files modified, 40 deleted`,
    ...more,
  });
}

/** A sign-in as inSync's own endpoint tells it. */
export function adminLogin(more: object = {}): Record<string, unknown> {
  return {
    eventID: 1_900_000_030,
    eventType: 'Admin Login',
    eventState: 'Success',
    eventDetails: '',
    timestamp: '2026-05-04T03:02:01Z',
    initiator: 'root@example.com',
    ip: '203.0.113.9',
    inSyncUserID: 0,
    inSyncUserName: '',
    inSyncUserEmail: '',
    inSyncDataSourceID: 0,
    inSyncDataSourceName: '',
    severity: 6,
    facility: 23,
    ...more,
  };
}

/** A record in the envelope of the vendor page. */
export function envelope(more: object = {}): Record<string, unknown> {
  return {
    eventCategory: 'EVENT',
    uniqueID: '0d4f8a52-43c1-4b6e-9d31-77e0c1a2b3c4',
    publisherID: 'eu-1-8193',
    topicName: 'public-inSyncPlatform-Backup And Restore',
    timeStamp: '2026-05-04T03:02:01.250Z',
    eventType: 'Download',
    tenantID: '4711',
    severity: '6',
    identityType: 'SERVICE',
    identityID: '99',
    eventDetails: 'Total Downloaded Size:2048, Files Downloaded:1500, Files Missed:0, eventsGroupId:5',
    schemaVersion: '1.0',
    ...more,
  };
}

/** A record of the platform. */
export function platform(more: object = {}): Record<string, unknown> {
  return {
    id: 700_100,
    category: 'EVENT',
    feature: 'Alerts And Notifications',
    type: 'Alert',
    globalID: 'b7c1d2e3-1-22',
    productID: 4097,
    timeStamp: HAPPENED / 1_000,
    syslogFacility: 1,
    syslogSeverity: 4,
    details: {
      adminName: 'Root',
      adminEmail: 'root@example.com',
      adminIPAddress: '203.0.113.9',
      adminLoginTime: '2026-05-04T03:01:58Z',
      loginResult: 'Success',
      location: 'Pune, India',
      alertName: 'Admin Login Event - New Location',
    },
    ...more,
  };
}

/** A record of Cyber Resilience. */
export function realize(more: object = {}): Record<string, unknown> {
  return {
    id: 20,
    area: 'Platform',
    category: 'Admin Event',
    type: 'Admin Login',
    occurenceTime: HAPPENED / 1_000,
    syslogSeverity: 5,
    syslogFacility: 23,
    details: {
      location: 'Pune, India',
      adminName: 'Root',
      adminEmail: 'root@example.com',
      loginResult: 'Failure',
      adminIPAddress: '203.0.113.9',
    },
    ...more,
  };
}

/** What managed service providers get: the platform's shape, without product and id, with both states. */
export function audit(oldState: unknown, newState: unknown, more: object = {}): Record<string, unknown> {
  return {
    category: 'AUDIT',
    feature: 'Admin',
    type: 'AdminUpdated',
    globalID: 'MSP:b7c1',
    timeStamp: HAPPENED / 1_000,
    syslogFacility: 14,
    syslogSeverity: 6,
    details: {
      initiatorType: 'ADMIN',
      initiatorId: '7',
      initiatorName: 'root@example.com',
      adminId: '109',
      oldState,
      newState,
    },
    ...more,
  };
}
