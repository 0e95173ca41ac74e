/**
 * The classes that are written, in the version of OCSF that is written. 1.3.0, not the newest: data lakes take versions up to theirs, and what is valid here stays
 * valid in later 1.x. Source: the published schema of that version.
 */
export const OCSF_VERSION = '1.3.0';

export interface OcsfClass {
  readonly uid: number;
  readonly name: string;
  readonly category: number;
  readonly categoryName: string;
  /** Captions by `activity_id`, without 0 (Unknown) and 99 (Other). */
  readonly activities: Readonly<Record<number, string>>;
}

const IAM = { category: 3, categoryName: 'Identity & Access Management' } as const;
const APPLICATION = { category: 6, categoryName: 'Application Activity' } as const;

export const CLASSES = {
  base: { uid: 0, name: 'Base Event', category: 0, categoryName: 'Uncategorized', activities: {} },
  finding: {
    uid: 2004,
    name: 'Detection Finding',
    category: 2,
    categoryName: 'Findings',
    activities: { 1: 'Create', 2: 'Update', 3: 'Close' },
  },
  account: {
    uid: 3001,
    name: 'Account Change',
    ...IAM,
    activities: {
      1: 'Create',
      2: 'Enable',
      3: 'Password Change',
      4: 'Password Reset',
      5: 'Disable',
      6: 'Delete',
      7: 'Attach Policy',
      8: 'Detach Policy',
      9: 'Lock',
      10: 'MFA Factor Enable',
      11: 'MFA Factor Disable',
    },
  },
  authentication: {
    uid: 3002,
    name: 'Authentication',
    ...IAM,
    activities: {
      1: 'Logon',
      2: 'Logoff',
      3: 'Authentication Ticket',
      4: 'Service Ticket Request',
      5: 'Service Ticket Renew',
      6: 'Preauth',
    },
  },
  entity: {
    uid: 3004,
    name: 'Entity Management',
    ...IAM,
    activities: {
      1: 'Create',
      2: 'Read',
      3: 'Update',
      4: 'Delete',
      5: 'Move',
      6: 'Enroll',
      7: 'Unenroll',
      8: 'Enable',
      9: 'Disable',
      10: 'Activate',
      11: 'Deactivate',
      12: 'Suspend',
      13: 'Resume',
    },
  },
  group: {
    uid: 3006,
    name: 'Group Management',
    ...IAM,
    activities: {
      1: 'Assign Privileges',
      2: 'Revoke Privileges',
      3: 'Add User',
      4: 'Remove User',
      5: 'Delete',
      6: 'Create',
    },
  },
  lifecycle: {
    uid: 6002,
    name: 'Application Lifecycle',
    ...APPLICATION,
    activities: {
      1: 'Install',
      2: 'Remove',
      3: 'Start',
      4: 'Stop',
      5: 'Restart',
      6: 'Enable',
      7: 'Disable',
      8: 'Update',
    },
  },
  api: {
    uid: 6003,
    name: 'API Activity',
    ...APPLICATION,
    activities: { 1: 'Create', 2: 'Read', 3: 'Update', 4: 'Delete' },
  },
  files: {
    uid: 6006,
    name: 'File Hosting Activity',
    ...APPLICATION,
    activities: {
      1: 'Upload',
      2: 'Download',
      3: 'Update',
      4: 'Delete',
      5: 'Rename',
      6: 'Copy',
      7: 'Move',
      8: 'Restore',
      9: 'Preview',
      10: 'Lock',
      11: 'Unlock',
      12: 'Share',
      13: 'Unshare',
      14: 'Open',
      15: 'Sync',
      16: 'Unsync',
    },
  },
} as const satisfies Record<string, OcsfClass>;

export type ClassName = keyof typeof CLASSES;

export const OTHER = 99;

/** What an event is in OCSF. `activity`: `activity_id` of the class; {@link OTHER} keeps the vendor's word. */
export interface Kind {
  readonly as: ClassName;
  readonly activity: number;
}

export const UNKNOWN_KIND: Kind = { as: 'base', activity: OTHER };
