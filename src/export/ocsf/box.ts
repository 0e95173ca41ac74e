import type { SecurityEvent } from '../../model/event.ts';
import type { ClassName, Kind } from './classes.ts';
import { OTHER, UNKNOWN_KIND } from './classes.ts';

/** Of the class that the heading gives (see {@link BY_HEADING}), `activity_id` by Box's type; what is in neither is Other. */
const ACTIVITIES: ReadonlyMap<string, number> = new Map(
  Object.entries({
    // File Hosting Activity
    ITEM_UPLOAD: 1,
    UPLOAD: 1,
    ITEM_CREATE: 1,
    ITEM_DOWNLOAD: 2,
    DOWNLOAD: 2,
    FILE_WATERMARKED_DOWNLOAD: 2,
    EDIT: 3,
    ITEM_MODIFY: 3,
    ITEM_TRASH: 4,
    DELETE: 4,
    ITEM_RENAME: 5,
    RENAME: 5,
    ITEM_COPY: 6,
    COPY: 6,
    ITEM_MOVE: 7,
    MOVE: 7,
    ITEM_UNDELETE_VIA_TRASH: 8,
    UNDELETE: 8,
    FILE_VERSION_RESTORE: 8,
    ITEM_MAKE_CURRENT_VERSION: 8,
    ITEM_PREVIEW: 9,
    PREVIEW: 9,
    LOCK: 10,
    LOCK_CREATE: 10,
    UNLOCK: 11,
    LOCK_DESTROY: 11,
    ITEM_SHARED: 12,
    ITEM_SHARED_CREATE: 12,
    SHARE: 12,
    SHARED_LINK_SEND: 12,
    ITEM_SHARED_UNSHARE: 13,
    UNSHARE: 13,
    ITEM_OPEN: 14,
    CONTENT_ACCESS: 14,
    ITEM_SYNC: 15,
    ITEM_UNSYNC: 16,
    COLLABORATION_INVITE: 12,
    COLLABORATION_ACCEPT: 12,
    COLLAB_ADD_COLLABORATOR: 12,
    COLLAB_INVITE_COLLABORATOR: 12,
    COLLABORATION_REMOVE: 13,
    COLLAB_REMOVE_COLLABORATOR: 13,
    METADATA_INSTANCE_CREATE: 3,
    METADATA_INSTANCE_UPDATE: 3,
    METADATA_INSTANCE_DELETE: 3,
    METADATA_INSTANCE_COPY: 3,
    TAG_ITEM_CREATE: 3,
    WATERMARK_LABEL_CREATE: 3,
    WATERMARK_LABEL_DELETE: 3,
    // Account Change
    NEW_USER: 1,
    DELETE_USER: 6,
    ENABLE_MULTI_FACTOR_AUTH: 10,
    ENABLE_TWO_FACTOR_AUTH: 10,
    DISABLE_MULTI_FACTOR_AUTH: 11,
    // Authentication
    LOGIN: 1,
    ADMIN_LOGIN: 1,
    FAILED_LOGIN: 1,
    ADD_LOGIN_ACTIVITY_DEVICE: 1,
    REMOVE_LOGIN_ACTIVITY_DEVICE: 2,
    USER_AUTHENTICATE_OAUTH2_ACCESS_TOKEN_CREATE: 3,
    USER_AUTHENTICATE_OAUTH2_TOKEN_REFRESH: 5,
    // Group Management
    GROUP_ADD_USER: 3,
    GROUP_REMOVE_USER: 4,
    // Entity Management, beyond what the last word of the type says
    ADD_DEVICE_ASSOCIATION: 6,
    REMOVE_DEVICE_ASSOCIATION: 7,
    SHIELD_INFORMATION_BARRIER_ENABLED: 8,
    SHIELD_INFORMATION_BARRIER_DISABLED: 9,
    ENTERPRISE_APP_AUTHORIZATION_UPDATE: 8,
    ENTERPRISE_APP_AUTHORIZATION_DELETE: 9,
    GROUP_CREATION: 1,
    GROUP_EDITED: 3,
    GROUP_DELETION: 4,
    // API Activity
    BOX_AI_USER_REQUEST: 2,
    BOX_AI_USER_FAILED_REQUEST: 2,
  }),
);

/**
 * What happens to files and to who may see them is File Hosting Activity: it has verbs for both, and names the file. Collaborations are there as Share and Unshare: User
 * Access Management (3005) requires privileges, which Box does not tell. Signing, tasks and comments are about a file, with a verb of their own.
 */
const BY_HEADING: ReadonlyMap<string, ClassName> = new Map([
  ['Files', 'files'],
  ['Sharing', 'files'],
  ['Collaboration', 'files'],
  ['Classification & metadata', 'files'],
  ['Sign requests', 'files'],
  ['Tasks & comments', 'files'],
  ['Users & groups', 'account'],
  ['Sign-in', 'authentication'],
  ['Devices', 'finding'],
  ['Policy', 'entity'],
  ['Shield', 'finding'],
  ['Information barriers', 'finding'],
  ['Apps & keys', 'entity'],
  ['Box AI', 'api'],
]);

/** Types that are something else than their heading; the first that matches counts. */
const EXCEPTIONS: readonly (readonly [type: RegExp, as: ClassName])[] = [
  [/^(?:EN|DIS)ABLE_(?:MULTI|TWO)_FACTOR_AUTH$/, 'account'],
  [/^GROUP_(?:ADD|REMOVE)_USER$/, 'group'],
  [/^GROUP_|^(?:ADD|REMOVE)_DEVICE_ASSOCIATION$|^METADATA_(?:TEMPLATE|CASCADE)/, 'entity'],
  [/^SHIELD_ACCESS_POLICY|^SHIELD_INFORMATION_BARRIER_(?:EN|DIS)ABLED|_BARRIER_PENDING$/, 'entity'],
  [/_VIOLATION$|^CONTENT_WORKFLOW_ABNORMAL/, 'finding'],
  [/OAUTH2/, 'authentication'],
];

const ENTITY_VERBS: ReadonlyMap<string, number> = new Map([
  ['CREATE', 1],
  ['CREATED', 1],
  ['ADD', 1],
  ['ADDED', 1],
  ['UPDATE', 3],
  ['UPDATED', 3],
  ['APPLY', 3],
  ['DELETE', 4],
  ['DELETED', 4],
  ['REMOVE', 4],
]);

export function boxKind({ type, activity }: SecurityEvent): Kind {
  const heading = BY_HEADING.get(type);
  if (heading === undefined) return UNKNOWN_KIND;
  const as = EXCEPTIONS.find(([pattern]) => pattern.test(activity))?.[1] ?? heading;
  switch (as) {
    case 'finding':
      // Box tells of each once.
      return { as, activity: 1 };
    case 'entity':
      return { as, activity: ACTIVITIES.get(activity) ?? ENTITY_VERBS.get(lastWord(activity)) ?? OTHER };
    default:
      return { as, activity: ACTIVITIES.get(activity) ?? OTHER };
  }
}

function lastWord(type: string): string {
  return type.slice(type.lastIndexOf('_') + 1);
}
