import { ALL_FILES, type Item, type Member, mini, numericId } from './company.ts';
import type { Cast } from './story.ts';
import { DRAFT_NAMES, ENDINGS, HOSTILE_NAMES, SERVICES } from './texts.ts';
import { type EventBody, type Json, type PersonalBody, type UserMini, vendorTime } from './wire.ts';

/** How the streams of one person name what an enterprise event tells. */
const PERSONAL: Readonly<Record<string, string>> = {
  UPLOAD: 'ITEM_UPLOAD',
  DOWNLOAD: 'ITEM_DOWNLOAD',
  PREVIEW: 'ITEM_PREVIEW',
  EDIT: 'ITEM_UPLOAD',
  RENAME: 'ITEM_RENAME',
  MOVE: 'ITEM_MOVE',
  COPY: 'ITEM_COPY',
  DELETE: 'ITEM_TRASH',
  UNDELETE: 'ITEM_UNDELETE_VIA_TRASH',
  LOCK: 'LOCK_CREATE',
  UNLOCK: 'LOCK_DESTROY',
  SHARE: 'ITEM_SHARED_CREATE',
  ITEM_SHARED_UPDATE: 'ITEM_SHARED',
  UNSHARE: 'ITEM_SHARED_UNSHARE',
  ITEM_SYNC: 'ITEM_SYNC',
  ITEM_UNSYNC: 'ITEM_UNSYNC',
  FILE_VERSION_RESTORE: 'ITEM_MAKE_CURRENT_VERSION',
  COMMENT_CREATE: 'COMMENT_CREATE',
  COMMENT_DELETE: 'COMMENT_DELETE',
  TASK_CREATE: 'TASK_CREATE',
  TASK_ASSIGNMENT_CREATE: 'TASK_ASSIGNMENT_CREATE',
  COLLABORATION_INVITE: 'COLLAB_INVITE_COLLABORATOR',
  COLLABORATION_ACCEPT: 'COLLAB_ADD_COLLABORATOR',
  COLLABORATION_ROLE_CHANGE: 'COLLAB_ROLE_CHANGE',
  COLLABORATION_REMOVE: 'COLLAB_REMOVE_COLLABORATOR',
};

/** What differs from the ordinary case. */
export interface Unusual {
  readonly by?: UserMini;
  readonly action_by?: Json | null;
  readonly accessible_by?: Json;
  readonly ip?: string;
  readonly details?: Json | null;
}

/** Something that one did to a file or folder. */
export function itemEvent(
  cast: Cast,
  type: string,
  item: Item,
  unusual: Unusual & { readonly who?: Member } = {},
): EventBody {
  const who = unusual.who ?? cast.person;
  const by = unusual.by ?? mini(who);
  return {
    event_type: type,
    source: enterpriseItem(item),
    created_by: by,
    ...rest(cast, who, unusual),
    additional_details: unusual.details === undefined ? fileDetails(cast, item) : unusual.details,
    ...personal(type, by, item, [item.owner.id, who.id]),
  };
}

/** Something about a person, a group or whatever else `source` shows. */
export function otherEvent(cast: Cast, type: string, source: Json | null, unusual: Unusual = {}): EventBody {
  return {
    event_type: type,
    source,
    created_by: unusual.by ?? mini(cast.person),
    ...rest(cast, cast.person, unusual),
    additional_details: unusual.details ?? null,
  };
}

/** A collaboration of `guest`: a member, or somebody outside by address. */
export function collaborationEvent(
  cast: Cast,
  type: string,
  item: Item,
  {
    guest,
    role,
    collabId,
    by,
  }: { readonly guest: Member | string; readonly role: string; readonly collabId: string; readonly by?: Member },
): EventBody {
  const person = typeof guest === 'string' ? { user_email: guest } : { user_id: guest.id, user_name: guest.name };
  const named =
    item.type === 'file' ? { file_id: item.id, file_name: item.name } : { folder_id: item.id, folder_name: item.name };
  const who = by ?? cast.person;
  return {
    event_type: type,
    source: { ...named, ...person, parent: { type: 'folder', ...item.parent }, owned_by: mini(item.owner) },
    ...(typeof guest !== 'string' && { accessible_by: { ...mini(guest) } }),
    created_by: mini(who),
    ...rest(cast, who, {}),
    additional_details: {
      type: 'box://event/additional_details/collaboration',
      collab_id: collabId,
      role,
      is_performed_by_admin: who.department === undefined,
    },
    ...personal(type, mini(who), item, typeof guest === 'string' ? [item.owner.id] : [item.owner.id, guest.id]),
  };
}

export function enterpriseItem(item: Item): Json {
  return {
    item_type: item.type,
    item_id: item.id,
    item_name: item.name,
    parent: { type: 'folder', name: item.parent.name, id: item.parent.id },
    owned_by: mini(item.owner),
    ...(item.classification !== undefined && { classification: { name: item.classification } }),
  };
}

/** A file that exists in this story alone. */
export function freshFile(cast: Cast, name?: string): Item {
  const { random, department, person } = cast;
  const folder = ownFolder(cast);
  const draft = random.chance(0.06) ? random.pick(HOSTILE_NAMES) : random.pick(DRAFT_NAMES);
  return {
    type: 'file',
    id: numericId(random, 13),
    name: name ?? `${draft} draft.${random.pick(ENDINGS)}`,
    parent: { id: folder.id, name: folder.name },
    owner: person,
    department: department.number,
    size: random.between(900, 30_000_000),
  };
}

export function ownFolder({ department, person }: Cast): Item {
  return department.folders[department.members.findIndex(({ id }) => id === person.id)] ?? department.folders[0];
}

export function fileDetails({ random }: Cast, item: Item): Json {
  return {
    size: item.size,
    ekm_id: random.guid(),
    version_id: numericId(random, 13),
    service_id: String(random.between(1_000, 400_000)),
    service_name: random.pick(SERVICES),
    ...(random.chance(0.02) && { next_stream_position: 17 }),
  };
}

function rest({ random }: Cast, who: Member, { ip, action_by, accessible_by }: Unusual) {
  const unknown = random.chance(0.05) ? (random.chance(0.5) ? 'Unknown IP' : 'UnknownIP') : undefined;
  return {
    ip_address: ip ?? unknown ?? who.ip,
    ...(accessible_by !== undefined && { accessible_by }),
    ...(action_by !== undefined ? { action_by } : random.chance(0.8) && { action_by: null }),
  };
}

function personal(
  type: string,
  by: UserMini,
  item: Item,
  concerns: readonly string[],
): { readonly personal: PersonalBody } | Record<never, never> {
  const event_type = PERSONAL[type];
  if (event_type === undefined) return {};
  const { department } = item;
  const synced = Number(item.parent.id) % 2 === 0;
  return { personal: { event_type, source: personalItem(item, synced), created_by: by, department, concerns, synced } };
}

function personalItem(item: Item, synced: boolean): Json {
  const owner = mini(item.owner);
  const parent = { type: 'folder', id: item.parent.id, sequence_id: '0', etag: '0', name: item.parent.name };
  return {
    type: item.type,
    id: item.id,
    sequence_id: '0',
    etag: '0',
    name: item.name,
    description: null,
    size: item.size,
    path_collection: { total_count: 2, entries: [{ type: 'folder', ...ALL_FILES }, parent] },
    created_by: owner,
    modified_by: owner,
    owned_by: owner,
    shared_link: null,
    parent,
    item_status: 'active',
    synced,
  };
}

/** A person with all that the admin console knows. */
export function fullUser(cast: Cast, who: Member, changed: Json, time: number): Json {
  return {
    type: 'user',
    id: Number(who.id),
    name: who.name,
    login: who.email,
    created_at: '2021-03-04T09:00:00-08:00',
    modified_at: vendorTime(time),
    language: 'en',
    timezone: 'America/Los_Angeles',
    space_amount: 107_374_182_400,
    space_used: cast.random.between(1_000_000, 90_000_000_000),
    max_upload_size: 5_368_709_120,
    status: 'active',
    phone: who.phone,
    address: '1 Example Plaza',
    avatar_url: `https://app.box.com/api/avatar/large/${who.id}`,
    notification_email: { email: who.email, is_confirmed: true },
    ...changed,
  };
}
