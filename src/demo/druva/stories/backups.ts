import type { DataSource } from '../company.ts';
import { type Cast, groupId, ofSource, pairs, type Scene, type Story, step } from '../story.ts';
import { BACKUP_PROBLEMS } from '../texts.ts';

type End = 'Success' | 'Backed up with Errors' | 'Failed' | 'Canceled' | 'Backup Paused' | 'Backup Resumed';

const SEVERITY: Readonly<Record<End, number>> = {
  Success: 6,
  'Backed up with Errors': 4,
  Failed: 3,
  Canceled: 5,
  'Backup Paused': 5,
  'Backup Resumed': 6,
};

function backup(cast: Cast, source: DataSource, state: End, group: number): Scene {
  const { random } = cast;
  const whole = state === 'Success' || state === 'Backed up with Errors';
  const files = whole ? random.integer(900) : 0;
  const missed = state === 'Backed up with Errors' ? random.between(1, 40) : 0;
  const text = pairs({
    'Total Backup Size': files * random.between(1_000, 90_000),
    'Files Backed up': files,
    'Files Missed': missed,
    'System and App Settings': source === cast.person.laptop ? 'Yes' : 'No',
    'Total Bytes Transferred': files * random.between(400, 30_000),
    ...(state === 'Failed' && { Reason: random.pick(BACKUP_PROBLEMS) }),
    eventsGroupId: group,
  });
  const severity = SEVERITY[state];
  return ofSource(cast, {
    feature: 'Backup And Restore',
    identity: 'SERVICE',
    type: 'Backup',
    state,
    severity,
    text,
    source,
  });
}

/** One run for the laptop. */
export const laptopBackup: Story = (cast) => {
  const { random, person } = cast;
  const end = random.weighted<End>([
    { weight: 70, value: 'Success' },
    { weight: 14, value: 'Backed up with Errors' },
    { weight: 6, value: 'Failed' },
    { weight: 4, value: 'Canceled' },
  ]);
  return [step(0, backup(cast, person.laptop, end, groupId(random)))];
};

/** The nightly run over the accounts in cloud applications. */
export const cloudBackup: Story = (cast) => {
  const { random, person } = cast;
  return person.cloud.map((source, index) => {
    const end = random.chance(0.1) ? 'Backed up with Errors' : random.chance(0.04) ? 'Failed' : 'Success';
    return step(index === 0 ? 0 : random.between(20, 80), backup(cast, source, end, groupId(random)));
  });
};

/** Paused when the lid closes, resumed with the morning coffee. */
export const pausedBackup: Story = (cast) => {
  const { random, person } = cast;
  const group = groupId(random);
  return (['Backup Paused', 'Backup Resumed', random.chance(0.8) ? 'Success' : 'Canceled'] as const).map(
    (state, index) => step(index === 0 ? 0 : random.between(60, 200), backup(cast, person.laptop, state, group)),
  );
};

/** It fails until an alert is raised, and an administrator looks after it. */
export const failingBackup: Story = (cast) => {
  const { random, person, admin } = cast;
  const alert = (type: string, state: string, severity: number, text: string): Scene =>
    ofSource(cast, { feature: 'Alerts And Notifications', identity: 'SERVICE', type, state, severity, text });
  const about = {
    Alert: 'User with No Backup',
    'Alert Description': `No backup of ${person.laptop.name} since 3 days`,
  };
  return [
    ...[0, 60, 60].map((after) => step(after, backup(cast, person.laptop, 'Failed', groupId(random)))),
    step(10, alert('Alert', 'Warning', 4, pairs(about))),
    step(90, backup(cast, person.laptop, 'Success', groupId(random))),
    step(10, alert('Alert Resolution', 'Resolved', 6, pairs({ ...about, 'Resolved By': admin.email }))),
  ];
};

/** Somebody wants files back, or takes a copy. */
export const restore: Story = (cast) => {
  const { random, person } = cast;
  const source = random.chance(0.5) ? person.laptop : person.cloud[0];
  const files = random.between(1, 60);
  const failed = random.chance(0.12);
  const type = random.chance(0.55) ? 'Restore' : 'Download';
  const text =
    type === 'Restore'
      ? pairs({
          'Total Restored Size': files * 40_961,
          'Files Restored': files,
          'Files Missed': failed ? files : 0,
          Target: 'Original location',
        })
      : pairs({
          'Total Downloaded Size': files * 2_033,
          'Files Downloaded': files,
          'Files Missed': failed ? files : 0,
        });
  return [
    step(
      0,
      ofSource(cast, {
        feature: 'Backup And Restore',
        identity: 'SERVICE',
        type,
        state: failed ? 'Failed' : 'Success',
        severity: failed ? 3 : 6,
        initiator: person.email,
        source,
        text: `${text}, eventsGroupId:${groupId(random)}`,
      }),
    ),
  ];
};
