import { fullUser, otherEvent } from '../bodies.ts';
import { ALL_FILES, type Member, mini, numericId } from '../company.ts';
import { jobTitle } from '../promotion.ts';
import { type Cast, type Scene, type Story, step } from '../story.ts';
import { GROUP_NAMES } from '../texts.ts';
import { BOX_SUPPORT, type Json } from '../wire.ts';

/** An event of the admin console. */
function byAdmin(
  cast: Cast,
  type: string,
  source: Json | null,
  details: Json | null = null,
  more: { readonly action_by?: Json } = {},
) {
  return otherEvent(cast, type, source, { by: mini(cast.admin), ip: cast.admin.ip, details, ...more });
}

function edit(cast: Cast, who: Member, change: Json): Scene {
  return (time) => byAdmin(cast, 'EDIT_USER', fullUser(cast, who, change, time));
}

/** The person has one title before and the next after: it stays, see {@link jobTitle}. */
export const promotion: Story = (cast) => {
  const { person, period, random } = cast;
  const before = jobTitle(person, period);
  const after = jobTitle(person, period + 1);
  return [
    step(0, edit(cast, person, { job_title: before })),
    step(random.between(60, 200), edit(cast, person, { job_title: after })),
  ];
};

/** A co-admin for an hour. What Box tells about roles is not documented: here the user as it is afterwards. */
export const coAdmin: Story = (cast) => {
  const { person, period, random } = cast;
  const job_title = jobTitle(person, period);
  const role = (name: string): Scene => {
    return (time) => byAdmin(cast, 'CHANGE_ADMIN_ROLE', fullUser(cast, person, { job_title, role: name }, time));
  };
  return [
    step(0, role('coadmin')),
    step(random.between(20, 60), byAdmin(cast, 'GROUP_ADMIN_CREATED', { ...mini(person) })),
    step(random.between(20, 60), byAdmin(cast, 'GROUP_ADMIN_PERMISSIONS_UPDATED', { ...mini(person) })),
    step(random.between(20, 60), byAdmin(cast, 'GROUP_ADMIN_DELETED', { ...mini(person) })),
    step(random.between(30, 90), role('user')),
  ];
};

export const groupWork: Story = (cast) => {
  const { random, person, admin } = cast;
  const group_id = numericId(random, 9);
  const name = random.pick(GROUP_NAMES);
  const group = { group_id, group_name: name };
  const renamed = { group_id, group_name: `${name} (EMEA)` };
  const member = { group_id, group_name: renamed.group_name, is_performed_by_admin: true };
  return [
    step(0, byAdmin(cast, 'GROUP_CREATION', group)),
    step(20, byAdmin(cast, 'GROUP_EDITED', renamed, null, { action_by: { ...mini(admin) } })),
    step(20, byAdmin(cast, 'GROUP_ADD_USER', { ...mini(person) }, member)),
    step(90, byAdmin(cast, 'GROUP_REMOVE_USER', { ...mini(person) }, member)),
    step(20, byAdmin(cast, 'GROUP_DELETION', renamed)),
  ];
};

export const appKey: Story = (cast) => {
  const { random } = cast;
  const key = { type: 'application', name: random.pick(['SIEM export', 'Nightly report', 'test [x](command:a)']) };
  const source = { ...key, api_key: random.hex(32) };
  return [
    step(0, byAdmin(cast, 'APPLICATION_CREATED', source)),
    step(30, byAdmin(cast, 'APPLICATION_PUBLIC_KEY_ADDED', source)),
    step(60, byAdmin(cast, 'ENTERPRISE_APP_AUTHORIZATION_UPDATE', source, { authorization: 'approved' })),
    step(200, byAdmin(cast, 'APPLICATION_PUBLIC_KEY_DELETED', source)),
  ];
};

/** An information barrier from its plan to its end, and what it stops meanwhile. */
export const barrier: Story = (cast) => {
  const { random, person, colleague, company, department } = cast;
  const barrier_id = random.between(100_000, 999_999);
  const barrier_segments = [
    { name: department.name, member_count: department.members.length },
    { name: company.departments.at(-1)?.name ?? 'Others', member_count: 6 },
  ];
  const state = (barrier_status: string) => ({ barrier_id, barrier_status, barrier_segments });
  const folder = { item_type: 'folder', item_id: department.root.id, item_name: department.root.name };
  const source = { ...folder, parent: { type: 'folder', ...ALL_FILES }, owned_by: mini(person) };
  const stopped = (type: string, from: Json, details: Json): Scene =>
    otherEvent(cast, `SHIELD_INFORMATION_BARRIER_${type}`, from, { details });
  const destination_folder = { ...folder, item_id: numericId(random, 12), item_name: 'Contracts Signed' };
  const access = { sharedId: Number(numericId(random, 9)), sharedName: random.hex(16), passwordSet: false };
  const nothing = { ...source, item_id: '', item_name: 'All Files', parent: { type: 'folder', name: '', id: '' } };
  const group = { group_id: numericId(random, 8), group_name: 'Support' };
  const opened = { ...access, accessLevel: 'open', createdAt: '2026-01-06T13:27:21-08:00' };
  return [
    step(0, byAdmin(cast, 'SHIELD_INFORMATION_BARRIER_PENDING', state('PENDING'))),
    step(30, byAdmin(cast, 'SHIELD_INFORMATION_BARRIER_ENABLED', state('ENABLED'))),
    step(30, stopped('ITEM_MOVE_BLOCKED', source, { destination_folder })),
    step(10, stopped('ITEM_COPY_BLOCKED', source, { destination_folder })),
    step(10, stopped('GROUP_ADD_USER_BLOCKED', { ...mini(colleague) }, group)),
    step(10, stopped('COLLAB_BLOCKED', source, { restricted_user: mini(colleague) })),
    step(
      10,
      stopped('SHARED_ITEM_ACCESS_BLOCKED', source, {
        shared_link_id: random.hex(13),
        security_information: { accessFromSharedObject: opened },
      }),
    ),
    step(
      10,
      stopped('ITEM_OWNER_TRANSFER_BLOCKED', nothing, {
        restricted_user: mini(colleague),
        service_id: '123456789',
        service_name: 'App',
      }),
    ),
    step(120, byAdmin(cast, 'SHIELD_INFORMATION_BARRIER_DISABLED', state('DISABLED'))),
  ];
};

export const supportVisit: Story = (cast) => {
  const self = { ...mini(cast.person) };
  return [
    step(0, otherEvent(cast, 'ACCESS_GRANTED', self)),
    step(40, byAdmin(cast, 'ADMIN_LOGIN', self, null, { action_by: BOX_SUPPORT })),
    step(120, otherEvent(cast, 'ACCESS_REVOKED', self)),
  ];
};
