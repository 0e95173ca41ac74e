import { deviceEvent, type Finding, iosVersion, patchLevel, threatEvent } from '../bodies.ts';
import { existsOn, postureOf, SETTINGS } from '../catalogue.ts';
import { osRelease } from '../fleet.ts';
import { type Story, step } from '../story.ts';

/** A setting that the policy does not like, mended by the owner. */
export const badSetting: Story = (cast) => {
  const { random, device } = cast;
  const drawn = random.pick(SETTINGS);
  const { name, severity } = existsOn(device.platform, drawn) ? drawn : SETTINGS[0];
  const finding: Finding = { guid: random.guid(), type: 'CONFIGURATION', classification: name, details: {} };
  const posture = postureOf(severity);
  return [
    step(0, threatEvent(cast, finding, { change: 'CREATED', status: 'OPEN', severity })),
    ...(posture === 'SECURE' ? [] : [step(random.between(2, 5), deviceEvent(cast, { security: posture }))]),
    step(random.between(60, 300), threatEvent(cast, finding, { status: 'RESOLVED', severity })),
    ...(posture === 'SECURE' ? [] : [step(random.between(2, 5), deviceEvent(cast))]),
  ];
};

/** Phishing protection paused: advisory at first, re-graded by the back end when it stays so. */
export const protectionPaused: Story = (cast) => {
  const { random } = cast;
  const finding: Finding = { guid: random.guid(), type: 'CONFIGURATION', classification: 'PCP_PAUSED', details: {} };
  return [
    step(0, threatEvent(cast, finding, { change: 'CREATED', status: 'OPEN', severity: 'ADVISORY' })),
    step(random.between(90, 150), threatEvent(cast, finding, { status: 'OPEN', severity: 'MEDIUM', by: 'SYSTEM' })),
    step(random.between(2, 4), deviceEvent(cast, { security: 'THREATS_MEDIUM' })),
    step(random.between(60, 200), threatEvent(cast, finding, { status: 'RESOLVED', severity: 'MEDIUM' })),
    step(random.between(2, 4), deviceEvent(cast)),
  ];
};

/** A new release is out, the device is behind, its owner updates: its next events show the new version. */
export const outdatedSystem: Story = (cast) => {
  const { random, device } = cast;
  const next = osRelease(device, cast.period) + 1;
  const android = device.platform === 'ANDROID';
  const finding: Finding = {
    guid: random.guid(),
    type: 'CONFIGURATION',
    classification: android ? 'OUT_OF_DATE_ASPL' : 'OUT_OF_DATE_OS',
    details: android
      ? random.chance(0.8)
        ? { version_type: 'ASPL', minimum_os_version: patchLevel(next) }
        : { version_type: 'ANDROID_API_LEVEL', minimum_os_version: '35', os_version: '15' }
      : {
          version_type: random.chance(0.9) ? 'OS_VERSION' : 'UNKNOWN',
          minimum_os_version: iosVersion(next),
          os_version: iosVersion(next - 1),
          latest_os_version: iosVersion(next),
        },
  };
  return [
    step(0, threatEvent(cast, finding, { change: 'CREATED', status: 'OPEN', severity: 'LOW' })),
    step(random.between(2, 5), deviceEvent(cast, { security: 'THREATS_LOW' })),
    step(random.between(150, 300), deviceEvent(cast, { security: 'THREATS_LOW', osStep: 1 })),
    step(random.between(1, 3), threatEvent(cast, finding, { status: 'RESOLVED', severity: 'LOW' })),
    step(random.between(2, 5), deviceEvent(cast, { osStep: 1 })),
  ];
};
