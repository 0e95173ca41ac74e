import { auditEvent, deviceEvent, type Finding, threatEvent } from '../bodies.ts';
import { MALWARE, postureOf, UNWANTED_APPS } from '../catalogue.ts';
import { type Cast, type Step, type Story, step } from '../story.ts';
import { type App, HOSTILE_APPS, ORDINARY_APPS } from '../texts.ts';

function appFinding(cast: Cast, classification: string): Finding {
  const { random } = cast;
  const chosen: App = random.chance(0.2) ? random.pick(HOSTILE_APPS) : random.pick(ORDINARY_APPS);
  return {
    guid: random.guid(),
    type: 'APPLICATION',
    classification,
    details: {
      application_name: chosen.name,
      package_name: chosen.packageName,
      package_sha: random.hex(40),
      path: `package://${chosen.packageName}`,
      file_name: chosen.packageName,
    },
  };
}

/** Found, the device goes red, its owner removes it, the device is secure again. */
function malware(cast: Cast, classification: string): readonly Step[] {
  const { random } = cast;
  const finding = appFinding(cast, classification);
  return [
    step(0, threatEvent(cast, finding, { change: 'CREATED', status: 'OPEN', severity: 'HIGH' })),
    step(random.between(2, 5), deviceEvent(cast, { security: 'THREATS_HIGH' })),
    step(random.between(60, 240), threatEvent(cast, finding, { status: 'RESOLVED', severity: 'HIGH' })),
    step(random.between(2, 6), deviceEvent(cast)),
  ];
}

export const trojan: Story = (cast) => malware(cast, 'TROJAN');

export const otherMalware: Story = (cast) => malware(cast, cast.random.pick(MALWARE).name);

/** Resolved by removing the application, or ignored by an administrator, which is an audit event too. */
export const unwantedApp: Story = (cast) => {
  const { random, admin } = cast;
  const { name, severity } = random.pick(UNWANTED_APPS);
  const finding = appFinding(cast, name);
  const posture = postureOf(severity);
  const ignored = random.chance(0.3);
  const change = { name: 'status', from: 'open', to: 'ignored' };
  return [
    step(0, threatEvent(cast, finding, { change: 'CREATED', status: 'OPEN', severity })),
    ...(posture === 'SECURE' ? [] : [step(random.between(2, 5), deviceEvent(cast, { security: posture }))]),
    ...(ignored
      ? [
          step(
            random.between(60, 200),
            auditEvent(
              {
                audit: 'THREAT',
                change: 'UPDATED',
                target: { guid: finding.guid, type: 'THREAT' },
                changes: [{ name: 'threat' }, change],
              },
              admin,
            ),
          ),
          step(1, threatEvent(cast, finding, { status: 'IGNORED', severity, by: admin })),
        ]
      : [step(random.between(40, 260), threatEvent(cast, finding, { status: 'RESOLVED', severity }))]),
    ...(posture === 'SECURE' ? [] : [step(random.between(2, 5), deviceEvent(cast))]),
  ];
};

/** A downloaded package with a known hole, removed later. */
export const vulnerableFile: Story = (cast) => {
  const { random, device } = cast;
  const [folder, ending] =
    device.platform === 'ANDROID' ? ['/sdcard/Download', 'apk'] : ['/private/var/mobile/Downloads', 'ipa'];
  const chosen: App = random.chance(0.1) ? random.pick(HOSTILE_APPS) : random.pick(ORDINARY_APPS);
  const name = `${chosen.packageName}-${random.between(1, 9)}.${random.between(0, 30)}.${ending}`;
  const finding: Finding = {
    guid: random.guid(),
    type: 'FILE',
    classification: 'VULNERABILITY',
    details: {
      application_name: chosen.name,
      path: `file://${folder}/${name}`,
      file_name: name,
      package_sha: random.hex(40),
    },
  };
  return [
    step(0, threatEvent(cast, finding, { change: 'CREATED', status: 'OPEN', severity: 'ADVISORY' })),
    step(random.between(90, 300), threatEvent(cast, finding, { status: 'RESOLVED', severity: 'ADVISORY' })),
  ];
};

export const rootedDevice: Story = (cast) => {
  const { random, device } = cast;
  const finding: Finding = {
    guid: random.guid(),
    type: 'OS',
    classification: random.chance(0.75) ? 'ROOT_JAILBREAK' : 'ACCESS_CONTROL_VIOLATION',
    details:
      device.platform === 'IOS'
        ? { trusted_signing_identity: `iPhone Distribution: ${random.hex(10).toUpperCase()}` }
        : {},
  };
  return [
    step(0, threatEvent(cast, finding, { change: 'CREATED', status: 'OPEN', severity: 'HIGH' })),
    step(random.between(1, 4), deviceEvent(cast, { security: 'THREATS_HIGH' })),
    step(random.between(200, 380), threatEvent(cast, finding, { status: 'RESOLVED', severity: 'HIGH' })),
    step(random.between(2, 6), deviceEvent(cast)),
  ];
};
