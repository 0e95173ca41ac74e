import { adminParty, auditEvent, deviceEvent, deviceParty, enterpriseParty } from '../bodies.ts';
import { type Story, step } from '../story.ts';

export const checkin: Story = (cast) => [step(0, deviceEvent(cast, { checkin: true }))];

export const lostContact: Story = (cast) => [
  step(0, deviceEvent(cast, { protection: 'DISCONNECTED', security: null, by: { type: 'SYSTEM' } })),
  step(cast.random.between(100, 350), deviceEvent(cast, { checkin: true })),
];

/** Into the group of travellers and home again. */
export const journey: Story = (cast) => {
  const { fleet, group, admin, device, random } = cast;
  const home = [group.guid];
  const away = [group.guid, fleet.travelGroup];
  const move = (from: readonly string[], to: readonly string[]) =>
    auditEvent(
      {
        audit: 'DEVICE_GROUP_CHANGE',
        change: 'UPDATED',
        target: deviceParty(device),
        changes: [
          { name: 'device_group' },
          { name: 'device_group_guids', from: JSON.stringify(from), to: JSON.stringify(to) },
        ],
      },
      admin,
    );
  const by = adminParty(admin);
  return [
    step(0, move(home, away)),
    step(1, deviceEvent(cast, { groups: { from: home, to: away }, by })),
    step(random.between(200, 400), move(away, home)),
    step(1, deviceEvent(cast, { groups: { from: away, to: home }, by })),
  ];
};

/** Somebody new: invited, device known but waiting, then activated and protected. */
export const enrolment: Story = (cast) => {
  const { random, fleet, device, admin } = cast;
  const invite = {
    audit: 'EMAIL_INVITE',
    change: 'CREATED',
    target: enterpriseParty(fleet),
    changes: [{ name: 'email_invite' }, { name: 'recipients', to: JSON.stringify([device.email]) }],
  } as const;
  return [
    step(0, auditEvent(invite, admin)),
    step(
      random.between(5, 40),
      deviceEvent(cast, { change: 'CREATED', activation: 'PENDING', protection: null, security: null }),
    ),
    step(random.between(30, 120), deviceEvent(cast, { security: null })),
    step(random.between(3, 12), deviceEvent(cast)),
  ];
};

/** A loan device comes back: deactivated by an administrator, then deleted. */
export const farewell: Story = (cast) => {
  const { random, device, admin } = cast;
  const by = adminParty(admin);
  const removal = {
    audit: 'DEVICE',
    change: 'DELETED',
    target: deviceParty(device),
    changes: [{ name: 'device' }, { name: 'email', from: device.email }],
  } as const;
  return [
    step(0, deviceEvent(cast, { checkin: true })),
    step(
      random.between(60, 200),
      deviceEvent(cast, { activation: 'DEACTIVATED', protection: 'DISCONNECTED', security: null, by }),
    ),
    step(random.between(20, 100), auditEvent(removal, admin)),
    step(1, deviceEvent(cast, { change: 'DELETED', activation: 'DELETED', protection: null, security: null, by })),
  ];
};
