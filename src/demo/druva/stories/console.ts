import { byAdmin, inSync, type Story, step } from '../story.ts';
import { HOSTILE_NAMES, PROFILES } from '../texts.ts';

/** An administrator comes, gets a new password, and is deleted: quickly enough to be looked at. */
export const adminLife: Story = (cast) => {
  const { random, admin, colleague } = cast;
  const name = random.chance(0.2) ? random.pick(HOSTILE_NAMES) : colleague.name;
  const trail = random.chance(0.2) ? 'Administrator Audit Trail' : 'Admin Audit Trail';
  const told = (text: string, severity: number) => byAdmin(cast, { text, severity, type: trail });
  return [
    step(
      0,
      told(
        `Administrator ${admin.name} created an administrator ${name} (${colleague.email}) with the role Help Desk.`,
        5,
      ),
    ),
    step(120, told(`Administrators: ${admin.name} reset the password for ${name} (${colleague.email}).`, 5)),
    step(180, told(`Administrator ${admin.name} deleted an administrator ${name} (${colleague.email}).`, 4)),
  ];
};

/** Everyday work in the console. */
export const settings: Story = (cast) => {
  const { random, admin, department, person } = cast;
  const profile = random.pick(PROFILES);
  const texts = [
    `Administrator ${admin.name} changed the profile "${profile}": Backup interval from 4 hours to 8 hours, Bandwidth from 20% to 50%.`,
    `Administrator ${admin.name} moved ${person.name} to the profile "${profile}".`,
    `Administrator ${admin.name} imported 12 users of ${department.name} from CSV.`,
    `Administrator ${admin.name} changed the retention of the profile "${profile}": 30 days, 12 weeks, all months.`,
    `Administrator ${admin.name} changed the alert subscription "<b>Unusual Data Activity</b>".`,
    '',
  ] as const;
  return [step(0, byAdmin(cast, { text: random.pick(texts) }))];
};

/** Directory and service do what they were told to. */
export const directorySync: Story = (cast) => {
  const { random } = cast;
  const success = random.chance(0.9);
  return [
    step(
      0,
      inSync({
        feature: 'System Event',
        identity: 'SERVICE',
        type: 'AD Sync',
        state: success ? 'Success' : 'Failed',
        severity: success ? 6 : 3,
        initiator: 'AD Connector DC-01',
        text: success
          ? `Users added:${random.integer(4)}, Users updated:${random.integer(30)}, Users disabled:${random.integer(3)}`
          : 'AD Connector DC-01 cannot be reached.',
      }),
    ),
  ];
};
