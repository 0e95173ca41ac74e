import { otherEvent } from '../bodies.ts';
import { mini } from '../company.ts';
import { activity, ipInfo, shieldAlert } from '../shield.ts';
import { type Cast, type Story, step } from '../story.ts';
import { FAR_PLACES } from '../texts.ts';
import { ANONYMOUS } from '../wire.ts';

const self = ({ person }: Cast) => ({ ...mini(person) });

export const signIn: Story = (cast) => {
  const { random } = cast;
  const ip = cast.person.ip;
  return [
    ...(random.chance(0.15) ? [step(0, otherEvent(cast, 'FAILED_LOGIN', self(cast), { ip }))] : []),
    step(random.between(3, 20), otherEvent(cast, 'LOGIN', self(cast), { ip })),
    ...(random.chance(0.2) ? [step(1, otherEvent(cast, 'ADD_LOGIN_ACTIVITY_DEVICE', self(cast), { ip }))] : []),
    ...(random.chance(0.2)
      ? [
          step(
            9,
            otherEvent(cast, 'USER_AUTHENTICATE_OAUTH2_ACCESS_TOKEN_CREATE', self(cast), { details: token(cast) }),
          ),
        ]
      : []),
  ];
};

const token = ({ random }: Cast) => ({
  access_token_identifier: random.hex(32),
  service_id: String(random.between(1_000, 400_000)),
  service_name: 'Box Drive',
});

/** Somebody guesses passwords from far away, and at times gets in. */
export const guessing: Story = (cast) => {
  const { random } = cast;
  const ip = `192.0.2.${random.between(2, 250)}`;
  const tries = random.between(6, 16);
  return [
    ...Array.from({ length: tries }, () =>
      step(random.between(1, 6), otherEvent(cast, 'FAILED_LOGIN', self(cast), { ip, by: ANONYMOUS })),
    ),
    ...(random.chance(0.3) ? [step(4, otherEvent(cast, 'LOGIN', self(cast), { ip }))] : []),
  ];
};

/** The same person here and far away within minutes. */
export const impossibleTravel: Story = (cast) => {
  const { random, person, department } = cast;
  const place = random.pick(FAR_PLACES);
  const ip = `203.0.113.${random.between(2, 250)}`;
  const file = random.pick(department.files);
  return [
    step(0, otherEvent(cast, 'LOGIN', self(cast), { ip: person.ip })),
    step(random.between(60, 160), otherEvent(cast, 'LOGIN', self(cast), { ip })),
    step(2, otherEvent(cast, 'ADD_LOGIN_ACTIVITY_DEVICE', self(cast), { ip })),
    step(random.between(20, 60), (time) => {
      const summary = { alert_activities: [activity('Download', file, time - 20_000, ipInfo(ip, place))] };
      const alert = { category: 'Suspicious Locations', rule: 'Unusual countries', score: random.between(55, 80) };
      return shieldAlert(cast, { ...alert, priority: 'medium', response: { restrict_user: true }, summary, ip }, time);
    }),
    step(40, otherEvent(cast, 'REMOVE_LOGIN_ACTIVITY_DEVICE', self(cast), { by: mini(cast.admin) })),
  ];
};

/** Two sessions that do not look like one person. */
export const twoSessions: Story = (cast) => {
  const { random, person, department } = cast;
  const ip = `203.0.113.${random.between(2, 250)}`;
  const file = random.pick(department.files);
  return [
    step(0, (time) => {
      const at = (event: string, ago: number, info: Parameters<typeof ipInfo>) =>
        activity(event, file, time - ago, ipInfo(...info));
      const sessions = [
        { session_type: 'suspicious', activities: [at('Download', 60_000, [ip, random.pick(FAR_PLACES)])] },
        { session_type: 'typical', activities: [at('Preview', 600_000, [person.ip])] },
      ];
      const alert = { category: 'Suspicious Sessions', rule: 'Session anomaly', score: random.between(30, 70) };
      return shieldAlert(cast, { ...alert, priority: random.pick(['low', 'Low']), summary: { sessions }, ip }, time);
    }),
  ];
};
