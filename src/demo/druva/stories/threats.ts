import { byAdmin, type Cast, inSync, ofPlatform, ofSource, pairs, type Scene, type Story, step } from '../story.ts';
import { HOSTILE_NAMES, MALICIOUS_FILES } from '../texts.ts';
import { CLOUD_PLATFORM, type InSyncBody, type Json, vendorTime } from '../wire.ts';

function alert(cast: Cast, type: string, state: string, severity: number, text: string): InSyncBody {
  return ofSource(cast, { feature: 'Alerts And Notifications', identity: 'SERVICE', type, state, severity, text });
}

function quarantine(cast: Cast, category: string, state: string, severity: number): Scene {
  const details: Json = {
    resourceName: cast.person.laptop.name,
    resourceType: 'Endpoint',
    state,
    initiator: cast.admin.email,
  };
  return ofPlatform(CLOUD_PLATFORM, category, 'Ransomware Recovery', 'Quarantine', severity, details);
}

/** Ciphertext in the snapshots: an alert, the device in quarantine, its clean files back, and the end of it. */
export const unusualActivity: Story = (cast) => {
  const { random, person, admin } = cast;
  const anomaly = `${random.between(2_000, 60_000)} files modified, ${random.between(80, 99)}% encrypted`;
  const about = {
    Alert: 'Unusual Data Activity',
    'Alert Description': `Unusual data activity on ${person.laptop.name}, owner ${person.name}`,
  };
  const found = (time: number) =>
    alert(
      cast,
      'Alert',
      'Critical',
      1,
      pairs({ ...about, 'Anomaly detected': anomaly, 'Affected Snapshot': vendorTime(time - 3_600_000) }),
    );
  const files = random.between(300, 4_000);
  const group = random.between(30_000_000, 49_999_999);
  return [
    step(0, found),
    step(30, quarantine(cast, 'ALERT', 'Success', 2)),
    step(
      20,
      byAdmin(cast, {
        text: `Administrator ${admin.name} quarantined the device ${person.laptop.name} of ${person.name}.`,
      }),
    ),
    step(
      120,
      ofSource(cast, {
        feature: 'Backup And Restore',
        identity: 'SERVICE',
        type: 'Restore',
        state: 'Success',
        severity: 6,
        initiator: admin.email,
        text: pairs({ 'Files Restored': files, 'Files Missed': 0, Target: 'Original location', eventsGroupId: group }),
      }),
    ),
    step(30, quarantine(cast, 'EVENT', 'Removed', 5)),
    step(20, alert(cast, 'Alert Resolution', 'Resolved', 6, pairs({ ...about, 'Resolved By': admin.email }))),
  ];
};

/** Malware sits in what is to be restored. */
export const maliciousFiles: Story = (cast) => {
  const { random, person, admin } = cast;
  const file = random.chance(0.25) ? random.pick(HOSTILE_NAMES) : random.pick(MALICIOUS_FILES);
  const about = {
    Alert: 'Malicious Files Found',
    'Alert Description': `Malicious files found in a restore of ${person.name}`,
  };
  const hashes = { Added: 1, Total: 1, Invalid: 0, Skipped: 0, Duplicate: 0, Successful: true };
  return [
    step(0, alert(cast, 'Alert', 'High', 2, pairs({ ...about, File: file, SHA1: random.hex(40) }))),
    step(
      40,
      ofPlatform(CLOUD_PLATFORM, 'EVENT', 'Admin Event', 'File Hash Addition', 6, {
        ...hashes,
        adminEmail: admin.email,
      }),
    ),
    step(120, alert(cast, 'Alert Resolution', 'Resolved', 6, pairs({ ...about, 'Resolved By': admin.email }))),
  ];
};

/** What the service wants administrators to know. */
export const notice: Story = (cast) => {
  const { random } = cast;
  const left = random.between(1, 30);
  const notices = [
    [
      'Notification',
      'Notification',
      5,
      `Alert:License Expiry, Alert Description:Your license expires in ${left} days.`,
    ],
    ['Notification', 'Warning', 4, 'Alert:License Usage, Alert Description:Preserved user licenses are 95% used.'],
    ['Alert Notification', 'Notification', 5, 'Alert:Storage Consumption, Alert Description:NA.'],
    ['LicenseExpired', '', 1, 'Add-on Sensitive Data Governance'],
    [
      'Notification',
      'Notification',
      6,
      'Alert:Client Upgrade, Alert Description:A new version, 7.5.0, is available: see https://docs.example.com/?a=1,2',
    ],
  ] as const;
  const [type, state, severity, text] = random.pick(notices);
  return [step(0, inSync({ feature: 'Alerts And Notifications', identity: 'SERVICE', type, state, severity, text }))];
};
