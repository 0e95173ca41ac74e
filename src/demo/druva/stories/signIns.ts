import {
  byAdmin,
  type Cast,
  groupId,
  inSync,
  ofPlatform,
  ofSource,
  pairs,
  type Scene,
  type Story,
  step,
} from '../story.ts';
import { HOLD_NAMES, PLACES } from '../texts.ts';
import { CLOUD_PLATFORM, type Feature, vendorTime } from '../wire.ts';

function adminLogin(cast: Cast, success: boolean, ip: string, type = 'Admin Login'): Scene {
  const { admin } = cast;
  return inSync({
    feature: 'Admin Event',
    identity: 'ADMIN',
    type,
    state: success ? 'Success' : 'Failed',
    severity: success ? 6 : 5,
    text: success
      ? `Administrator ${admin.name} logged in.`
      : `Login failed for administrator ${admin.email}: wrong password.`,
    initiator: admin.email,
    ip,
  });
}

function dav(type: string, feature: Feature, who: string, success: boolean, ip: string, text: string): Scene {
  const state = success ? 'Success' : 'Failed';
  return inSync({ feature, identity: 'API', type, state, severity: success ? 6 : 4, text, initiator: who, ip });
}

export const adminVisit: Story = (cast) => {
  const { random, admin } = cast;
  const type = random.chance(0.15) ? 'Administrator authentication' : 'Admin Login';
  return [
    step(0, adminLogin(cast, true, admin.ip, type)),
    ...(random.chance(0.3)
      ? [
          step(
            200,
            inSync({
              ...LOGOUT,
              text: `Administrator ${admin.name} logged out.`,
              initiator: admin.email,
              ip: admin.ip,
            }),
          ),
        ]
      : []),
  ];
};

const LOGOUT = { feature: 'Admin Event', identity: 'ADMIN', type: 'Logout', state: 'Success', severity: 6 } as const;

/** Passwords are tried, one is right, and nobody was ever there before. */
export const intruder: Story = (cast) => {
  const { random, admin } = cast;
  const ip = `192.0.2.${random.between(2, 250)}`;
  const location = random.pick(PLACES);
  const login = (time: number) => ({
    location,
    adminName: admin.name,
    adminEmail: admin.email,
    loginResult: 'Success',
    adminActivity: 'Admin Login Event',
    adminIPAddress: ip,
    adminLoginTime: vendorTime(time),
  });
  const alertName = 'Admin Login Event - New Location';
  return [
    ...Array.from({ length: random.between(3, 9) }, (_, index) =>
      step(index === 0 ? 0 : random.between(2, 9), adminLogin(cast, false, ip)),
    ),
    step(6, adminLogin(cast, true, ip)),
    step(1, (time) => ofPlatform(CLOUD_PLATFORM, 'EVENT', 'Admin Event', 'Admin Login', 6, login(time))),
    step(4, (time) =>
      ofPlatform(CLOUD_PLATFORM, 'EVENT', 'Alerts And Notifications', 'Alert', 4, { ...login(time), alertName }),
    ),
    step(
      60,
      byAdmin(cast, {
        text: `Administrator ${admin.name} reset the password of the administrator ${admin.email}.`,
        severity: 5,
      }),
    ),
  ];
};

/** The data of a person under legal hold leaves by WebDAV: by law, or not. */
export const legalDownload: Story = (cast) => {
  const { random, person, admin } = cast;
  const hold = random.pick(HOLD_NAMES);
  const bulk = random.chance(0.6);
  const type = bulk ? 'Bulk Export WebDAV Login' : random.chance(0.5) ? 'WebDAV Login' : 'PST Converter WebDAV Login';
  const feature = bulk ? 'Bulk Export WebDAV' : 'WebDAV';
  const ip = `192.0.2.${random.between(2, 250)}`;
  const files = random.between(900, 40_000);
  const export_ = pairs({ 'Total Downloaded Size': files * 70_001, 'Files Downloaded': files, 'Files Missed': 0 });
  return [
    step(
      0,
      byAdmin(cast, { text: `Administrator ${admin.name} added ${person.name} to the legal hold policy "${hold}".` }),
    ),
    step(60, dav(type, feature, admin.email, false, ip, 'Login failed: token expired.')),
    step(10, dav(type, feature, admin.email, true, ip, `Access to the legal hold "${hold}"`)),
    ...[30, 40].map((after) =>
      step(
        after,
        ofSource(cast, {
          feature: 'Backup And Restore',
          identity: 'SERVICE',
          type: 'Download',
          state: 'Success',
          severity: 5,
          source: random.pick(person.cloud),
          initiator: admin.email,
          ip,
          text: `${export_}, eventsGroupId:${groupId(random)}`,
        }),
      ),
    ),
  ];
};

/** A program asks. */
export const program: Story = (cast) => {
  const { random, admin } = cast;
  const success = random.chance(0.9);
  const type = random.weighted([
    { weight: 8, value: 'API Login' },
    { weight: 2, value: 'WebDAV authentication' },
  ]);
  const feature = type === 'API Login' ? 'API' : 'WebDAV';
  return [step(0, dav(type, feature, 'siem-export', success, admin.ip, success ? '' : 'Invalid token'))];
};
