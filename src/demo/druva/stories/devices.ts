import { byAdmin, ofPlatform, ofSource, pairs, type Story, step } from '../story.ts';
import { CLIENT_VERSIONS } from '../texts.ts';
import { ENTERPRISE_WORKLOADS } from '../wire.ts';

/** A new laptop takes the place of the old one. */
export const deviceReplace: Story = (cast) => {
  const { random, person } = cast;
  const fresh = {
    ...person.laptop,
    id: 6_900_000 + random.integer(90_000),
    name: `NEW-${random.hex(4).toUpperCase()}`,
  };
  const told = { feature: 'User And Device', identity: 'SERVICE', severity: 6, initiator: person.email } as const;
  return [
    step(
      0,
      ofSource(cast, {
        ...told,
        type: 'Data Source',
        state: 'Added',
        source: fresh,
        text: `Device ${fresh.name} was added.`,
      }),
    ),
    step(
      60,
      ofSource(cast, {
        ...told,
        type: 'Device Replace',
        state: 'Success',
        source: fresh,
        text: pairs({ 'Old Device': person.laptop.name, 'New Device': fresh.name }),
      }),
    ),
    step(
      90,
      ofSource(cast, {
        ...told,
        severity: 5,
        type: 'Data Source',
        state: 'Marked as Inactive',
        text: `Device ${person.laptop.name} is inactive.`,
      }),
    ),
  ];
};

export const clientUpgrade: Story = (cast) => {
  const { random, person, admin } = cast;
  const byHand = random.chance(0.4);
  const failed = random.chance(0.15);
  return [
    step(
      0,
      ofSource(cast, {
        feature: 'System Event',
        identity: byHand ? 'USER' : 'ADMIN',
        type: 'Client Upgrade',
        state: failed ? 'Failed' : 'Success',
        severity: failed ? 4 : 6,
        initiator: byHand ? person.email : admin.email,
        text: pairs({ From: CLIENT_VERSIONS[0], To: CLIENT_VERSIONS[2] }),
      }),
    ),
  ];
};

/** The person's own doing, and what administrators did to the person. */
export const userLife: Story = (cast) => {
  const { random, person, admin } = cast;
  const told = { feature: 'User And Device', severity: 6, user: person } as const;
  const what = random.pick(['signed in to inSync Web', 'changed the backup folders', 'unlinked a mobile device']);
  return [
    step(
      0,
      ofSource(cast, {
        ...told,
        identity: 'USER',
        type: 'User Event',
        state: 'Success',
        initiator: person.email,
        text: `${person.name} ${what}.`,
      }),
    ),
    ...(random.chance(0.5)
      ? [
          step(
            90,
            ofSource(cast, {
              ...told,
              identity: 'USER',
              type: 'User Audit Trail',
              state: 'Success',
              initiator: person.email,
              text: `User ${person.name} viewed the restore history of ${person.laptop.name}.`,
            }),
          ),
        ]
      : [
          step(
            120,
            byAdmin(cast, {
              text: `Administrator ${admin.name} changed the quota of ${person.name} from 20 GB to 50 GB.`,
            }),
          ),
        ]),
  ];
};

/** Whoever has left the directory is deleted by itself; a label of the customer's own goes with it. */
export const autoDelete: Story = (cast) => {
  const { random, person } = cast;
  const attribute = {
    userIdentifierCustomAttribute: 'Cost centre',
    userIdentifierCustomAttributeValue: `CC-${random.between(100, 999)}, ${cast.department.name}`,
  };
  const told = { feature: 'User And Device', identity: 'SERVICE', state: 'Success', severity: 5 } as const;
  return [
    step(
      0,
      ofSource(cast, { ...told, type: 'Data Source', text: pairs({ Action: 'Device auto-deleted', ...attribute }) }),
    ),
    step(
      40,
      ofSource(cast, {
        ...told,
        type: 'User Event',
        text: pairs({ Action: 'User auto-deleted', ...attribute, User: person.email }),
      }),
    ),
  ];
};

export const dataCollection: Story = (cast) => [
  step(
    0,
    ofSource(cast, {
      feature: 'System Event',
      identity: 'SERVICE',
      type: 'Additional Data Collection',
      state: 'Success',
      severity: 6,
      text: pairs({ Folder: '%APPDATA%\\Outlook, *.pst', Size: cast.random.between(1_000, 9_000_000) }),
    }),
  ),
];

/** The servers, which are another product's. */
export const serverJob: Story = (cast) => {
  const { random, admin } = cast;
  const failed = random.chance(0.15);
  const details = {
    jobId: random.between(1_000, 99_999),
    server: `SRV-${random.between(1, 40)}`,
    initiator: admin.email,
  };
  return [
    step(0, ofPlatform(ENTERPRISE_WORKLOADS, 'EVENT', 'Job', 'JobTriggered', 6, { ...details, status: 'Running' })),
    step(
      150,
      ofPlatform(ENTERPRISE_WORKLOADS, failed ? 'ALERT' : 'EVENT', 'Job', 'JobFinished', failed ? 3 : 6, {
        ...details,
        status: failed ? 'Failed' : 'Success',
      }),
    ),
  ];
};
