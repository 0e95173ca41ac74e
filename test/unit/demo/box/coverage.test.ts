import assert from 'node:assert/strict';
import { BoxHistory } from '../../../../src/demo/box/history.ts';

const NOON = Date.UTC(2026, 10, 1, 12);
const DAY = 24 * 3_600_000;

/** Types that the vendor lists for enterprise events, written out again here so that one lost in the generator is noticed. */
const ENTERPRISE =
  'ACCESS_GRANTED ACCESS_REVOKED ADD_DEVICE_ASSOCIATION ADD_LOGIN_ACTIVITY_DEVICE ADMIN_LOGIN ' +
  'ADVANCED_FOLDER_SETTINGS_UPDATE ANNOTATIONV2_CREATE ANNOTATIONV2_DELETE ANNOTATIONV2_EDIT APPLICATION_CREATED ' +
  'APPLICATION_PUBLIC_KEY_ADDED APPLICATION_PUBLIC_KEY_DELETED BOX_AI_USER_FAILED_REQUEST BOX_AI_USER_REQUEST ' +
  'CHANGE_ADMIN_ROLE CHANGE_FOLDER_PERMISSION COLLABORATION_ACCEPT COLLABORATION_EXPIRATION COLLABORATION_INVITE ' +
  'COLLABORATION_REMOVE COLLABORATION_ROLE_CHANGE COLLECTION_CREATE COLLECTION_DELETE COLLECTION_ITEM_CREATE ' +
  'COLLECTION_ITEM_DELETE COLLECTION_ITEM_UPDATE COLLECTION_UPDATE COMMENT_CREATE COMMENT_DELETE COMMENT_EDIT ' +
  'CONTENT_ACCESS CONTENT_RECOVERY_REPORT_CREATE CONTENT_RECOVERY_REPORT_DELETE CONTENT_RECOVERY_REPORT_INITIATE ' +
  'CONTENT_WORKFLOW_ABNORMAL_DOWNLOAD_ACTIVITY CONTENT_WORKFLOW_AUTOMATION_ADD CONTENT_WORKFLOW_AUTOMATION_DELETE ' +
  'CONTENT_WORKFLOW_POLICY_ADD CONTENT_WORKFLOW_SHARING_POLICY_VIOLATION CONTENT_WORKFLOW_UPLOAD_POLICY_VIOLATION ' +
  'COPY DATA_RETENTION_CREATE_RETENTION DATA_RETENTION_REMOVE_RETENTION DELETE DELETE_USER ' +
  'DEVICE_TRUST_CHECK_FAILED DISABLE_MULTI_FACTOR_AUTH DOWNLOAD EDIT EDIT_USER ' +
  'EDR_CROWDSTRIKE_ACCESS_ALLOWED_NO_CROWDSTRIKE_DEVICE EDR_CROWDSTRIKE_ACCESS_REVOKED ' +
  'EDR_CROWDSTRIKE_BOX_TOOLS_OUTDATED EDR_CROWDSTRIKE_DEVICE_DETECTED EDR_CROWDSTRIKE_DRIVE_OUTDATED ' +
  'EDR_CROWDSTRIKE_NO_BOX_TOOLS EMAIL_ALIAS_CONFIRM EMAIL_ALIAS_PRIMARY EMAIL_ALIAS_REMOVE EMAIL_UPLOAD_DISABLED ' +
  'EMAIL_UPLOAD_ENABLED ENABLE_MULTI_FACTOR_AUTH ENTERPRISE_APP_AUTHORIZATION_UPDATE ' +
  'EXTERNAL_COLLAB_SECURITY_SETTINGS FAILED_LOGIN FAVORITE FILE_MARKED_MALICIOUS FILE_REQUEST_CREATE ' +
  'FILE_REQUEST_DELETE FILE_REQUEST_UPDATE FILE_VERSION_RESTORE FILE_WATERMARKED_DOWNLOAD GROUP_ADD_ITEM ' +
  'GROUP_ADD_USER GROUP_ADMIN_CREATED GROUP_ADMIN_DELETED GROUP_ADMIN_PERMISSIONS_UPDATED GROUP_CREATION ' +
  'GROUP_DELETION GROUP_EDITED GROUP_REMOVE_ITEM GROUP_REMOVE_USER ILLEGAL_ITEM_OWNERSHIP_TRANSFER_BY_USER ' +
  'ITEM_EMAIL_SEND ITEM_MODIFY ITEM_OPEN ITEM_SHARED_UPDATE ITEM_SYNC ITEM_UNSYNC LEGAL_HOLD_ASSIGNMENT_CREATE ' +
  'LEGAL_HOLD_ASSIGNMENT_DELETE LEGAL_HOLD_POLICY_CREATE LEGAL_HOLD_POLICY_DELETE LEGAL_HOLD_POLICY_UPDATE LOCK ' +
  'LOGIN METADATA_CASCADE_POLICY_APPLY METADATA_CASCADE_POLICY_CREATE METADATA_INSTANCE_COPY ' +
  'METADATA_INSTANCE_CREATE METADATA_INSTANCE_DELETE METADATA_INSTANCE_UPDATE METADATA_TEMPLATE_CREATE ' +
  'METADATA_TEMPLATE_DELETE METADATA_TEMPLATE_UPDATE MOVE NEW_USER OAUTH2_ACCESS_TOKEN_REVOKE ' +
  'OAUTH2_REFRESH_TOKEN_REVOKE PREVIEW REMOVE_DEVICE_ASSOCIATION REMOVE_LOGIN_ACTIVITY_DEVICE RENAME ' +
  'RETENTION_POLICY_ASSIGNMENT_ADD SHARE SHARED_LINK_REDIRECT_OUT_OF_SHARED_CONTEXT SHARED_LINK_SEND ' +
  'SHARE_EXPIRATION SHIELD_ALERT SHIELD_DOWNLOAD_BLOCKED SHIELD_EXTERNAL_COLLAB_ACCESS_BLOCKED ' +
  'SHIELD_EXTERNAL_COLLAB_ACCESS_BLOCKED_MISSING_JUSTIFICATION SHIELD_EXTERNAL_COLLAB_INVITE_BLOCKED ' +
  'SHIELD_EXTERNAL_COLLAB_INVITE_BLOCKED_MISSING_JUSTIFICATION SHIELD_EXTERNAL_COLLAB_INVITE_JUSTIFIED ' +
  'SHIELD_INFORMATION_BARRIER_COLLAB_BLOCKED SHIELD_INFORMATION_BARRIER_DISABLED ' +
  'SHIELD_INFORMATION_BARRIER_ENABLED SHIELD_INFORMATION_BARRIER_GROUP_ADD_USER_BLOCKED ' +
  'SHIELD_INFORMATION_BARRIER_ITEM_COPY_BLOCKED SHIELD_INFORMATION_BARRIER_ITEM_MOVE_BLOCKED ' +
  'SHIELD_INFORMATION_BARRIER_ITEM_OWNER_TRANSFER_BLOCKED SHIELD_INFORMATION_BARRIER_PENDING ' +
  'SHIELD_INFORMATION_BARRIER_SHARED_ITEM_ACCESS_BLOCKED SHIELD_JUSTIFICATION_APPROVAL ' +
  'SHIELD_SHARED_LINK_ACCESS_BLOCKED SHIELD_SHARED_LINK_STATUS_RESTRICTED_ON_CREATE ' +
  'SHIELD_SHARED_LINK_STATUS_RESTRICTED_ON_UPDATE SIGNER_DOWNLOADED SIGNER_FORWARDED SIGN_DOCUMENT_ASSIGNED ' +
  'SIGN_DOCUMENT_CANCELLED SIGN_DOCUMENT_COMPLETED SIGN_DOCUMENT_CONVERTED SIGN_DOCUMENT_CREATED ' +
  'SIGN_DOCUMENT_DECLINED SIGN_DOCUMENT_EXPIRED SIGN_DOCUMENT_SIGNED SIGN_DOCUMENT_VIEWED_BY_SIGNED ' +
  'SIGN_DOCUMENT_VIEWED_BY_SIGNER STORAGE_EXPIRATION TASK_ASSIGNMENT_CREATE TASK_ASSIGNMENT_DELETE ' +
  'TASK_ASSIGNMENT_UPDATE TASK_CREATE TASK_UPDATE TERMS_OF_SERVICE_ACCEPT TERMS_OF_SERVICE_REJECT UNDELETE ' +
  'UNFAVORITE UNLOCK UNSHARE UPDATE_COLLABORATION_EXPIRATION UPDATE_SHARE_EXPIRATION UPLOAD ' +
  'USER_AUTHENTICATE_OAUTH2_ACCESS_TOKEN_CREATE WATERMARK_LABEL_CREATE WATERMARK_LABEL_DELETE ' +
  'WORKFLOW_AUTOMATION_CREATE WORKFLOW_AUTOMATION_DELETE WORKFLOW_AUTOMATION_UPDATE';

/** Types that only an enumeration or an SDK of the vendor has. */
const OTHERS =
  'AI_SECURITY_DETECTION ENTERPRISE_APP_AUTHORIZATION_DELETE GROUP_ADD_FILE GROUP_ADD_FOLDER GROUP_REMOVE_FILE ' +
  'GROUP_REMOVE_FOLDER ITEM_ASSOCIATION_CREATED ITEM_ASSOCIATION_DELETED ITEM_ASSOCIATION_UPDATED ' +
  'SHIELD_ACCESS_POLICY_CREATED SHIELD_ACCESS_POLICY_DELETED SHIELD_ACCESS_POLICY_UPDATED ' +
  'TASK_ASSIGNMENT_COMPLETE TERMS_OF_SERVICE_AGREE USER_AUTHENTICATE_OAUTH2_TOKEN_REFRESH';

/** Types of the user streams that the generator tells. */
const PERSONAL =
  'COLLAB_ADD_COLLABORATOR COLLAB_INVITE_COLLABORATOR COLLAB_REMOVE_COLLABORATOR COLLAB_ROLE_CHANGE ' +
  'COMMENT_CREATE COMMENT_DELETE ITEM_COPY ITEM_DOWNLOAD ITEM_MAKE_CURRENT_VERSION ITEM_MOVE ITEM_PREVIEW ' +
  'ITEM_RENAME ITEM_SHARED ITEM_SHARED_CREATE ITEM_SHARED_UNSHARE ITEM_SYNC ITEM_TRASH ITEM_UNDELETE_VIA_TRASH ' +
  'ITEM_UNSYNC ITEM_UPLOAD LOCK_CREATE LOCK_DESTROY TASK_ASSIGNMENT_CREATE TASK_CREATE';

type Told = Readonly<Record<string, unknown>>;

/** Looks at no more than it must of `days`. */
function notTold(days: number, wanted: ReadonlyMap<string, (event: Told, text: string) => boolean>): string[] {
  const left = new Map(wanted);
  for (const event of new BoxHistory({ seed: 5, rate: 0.4 }).eventsBetween(NOON - days * DAY, NOON)) {
    const text = event.text();
    const told: Told = JSON.parse(text);
    for (const [name, fits] of left) if (fits(told, text)) left.delete(name);
    if (left.size === 0) break;
  }
  return [...left.keys()];
}

const object = (value: unknown): Told => (typeof value === 'object' && value !== null ? { ...value } : {});

describe('two weeks of the generated history of Box', function () {
  this.timeout(30_000);

  it('tell every type of enterprise events', () => {
    const left = new Set(ENTERPRISE.split(' '));
    for (const { type } of new BoxHistory({ seed: 4, rate: 0.4 }).eventsBetween(NOON - 14 * DAY, NOON)) {
      left.delete(type);
      if (left.size === 0) break;
    }
    assert.deepEqual([...left], []);
  });

  it('tell no type that is not the vendor’s', () => {
    const known = new Set(`${ENTERPRISE} ${OTHERS}`.split(' '));
    for (const { type } of new BoxHistory({ seed: 6, rate: 0.4 }).eventsBetween(NOON - DAY, NOON)) {
      assert.ok(known.has(type), type);
    }
  });

  it('tell the types of user streams', () => {
    const left = new Set(PERSONAL.split(' '));
    for (const { personal } of new BoxHistory({ seed: 4, rate: 0.4 }).eventsBetween(NOON - 7 * DAY, NOON)) {
      if (personal) left.delete(personal.type);
      if (left.size === 0) break;
    }
    assert.deepEqual([...left], []);
  });

  it('have every shape of source, person and details, and what views must survive', () => {
    const source = (fits: (source: Told) => boolean) => (event: Told) => fits(object(event.source));
    const details = (name: string) => (event: Told) => name in object(event.additional_details);
    const wanted = new Map<string, (event: Told, text: string) => boolean>([
      ['an item', source(({ item_type, item_id }) => item_type === 'file' && /^\d{13}$/.test(String(item_id)))],
      ['a folder', source(({ item_type }) => item_type === 'folder')],
      ['a web link', source(({ item_type }) => item_type === 'web_link')],
      ['an item without an id', source(({ item_id }) => item_id === '')],
      ['a classified item', source(({ classification }) => typeof object(classification).name === 'string')],
      ['a folder collaboration', source(({ folder_id, user_id }) => folder_id !== undefined && user_id !== undefined)],
      [
        'a file collaboration outside',
        source(({ file_id, user_email }) => file_id !== undefined && user_email !== undefined),
      ],
      ['a group', source(({ group_id, type }) => group_id !== undefined && type === undefined)],
      [
        'a mini user',
        source(({ type, id, status }) => type === 'user' && typeof id === 'string' && status === undefined),
      ],
      [
        'a full user with a number',
        source(({ type, id, status }) => type === 'user' && typeof id === 'number' && status === 'active'),
      ],
      [
        'an application',
        source(({ type, api_key }) => type === 'application' && /^[0-9a-f]{32}$/.test(String(api_key))),
      ],
      ['a barrier', source(({ barrier_id }) => typeof barrier_id === 'number')],
      ['an app item', source(({ type }) => type === 'app_item')],
      ['no source', (event) => event.source === null && event.event_type === 'SHIELD_ALERT'],
      ['an unlocked file that is gone', (event) => event.source === null && event.event_type === 'UNLOCK'],
      ['an anonymous actor', (event) => object(event.created_by).id === '2' && event.event_type === 'PREVIEW'],
      ['Box support', (event) => object(event.action_by).id === 'box_support'],
      ['no action_by at all', (event) => !('action_by' in event)],
      ['accessible_by', (event) => object(event.accessible_by).type === 'user'],
      ['an unknown IP', (event) => event.ip_address === 'Unknown IP'],
      ['an unknown IP, otherwise', (event) => event.ip_address === 'UnknownIP'],
      [
        'details in a text',
        (event) => typeof event.additional_details === 'string' && JSON.parse(event.additional_details) !== null,
      ],
      ['no details', (event) => event.additional_details === null],
      ['a download enforcement', details('shield_download_enforcement')],
      ['a collaboration enforcement', details('shield_external_collab_enforcement')],
      ['a justification', details('shield_justification')],
      ['a restricted user', details('restricted_user')],
      ['a destination', details('destination_folder')],
      ['a shared object', details('security_information')],
      ['a task', details('task_assignment')],
      ['a sign request', details('sign_request')],
      ['an access token', details('access_token_identifier')],
      ['malware', (_, text) => text.includes('"malware_info":{"file_id":')],
      ['a rule id as text', (_, text) => /"rule_id":"\d+"/.test(text)],
      ['a rule id as number', (_, text) => /"rule_id":\d+/.test(text)],
      ['monitoring', (_, text) => text.includes('"controlMode":"monitoring"')],
      ['a name like a position', (_, text) => text.includes('\\"next_stream_position\\": 7')],
      ['a key like a position', (event) => typeof object(event.additional_details).next_stream_position === 'number'],
      ['HTML', (_, text) => text.includes('<img src=x onerror')],
      ['a command link', (_, text) => text.includes('](command:')],
      ['a bidi override', (_, text) => text.includes('\u202e')],
      ['an ANSI escape', (_, text) => text.includes('\\u001b[31')],
      ['Arabic', (_, text) => /\p{Script=Arabic}/u.test(text)],
      ['Japanese', (_, text) => /\p{Script=Katakana}/u.test(text)],
    ]);
    assert.deepEqual(notTold(14, wanted), []);
  });

  it('have the envelope of enterprise events', () => {
    for (const event of new BoxHistory({ seed: 2, rate: 0.4 }).eventsBetween(NOON - DAY / 4, NOON)) {
      const told: Told = JSON.parse(event.text());
      assert.match(String(told.event_id), /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      assert.match(String(told.created_at), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-0[78]:00$/);
      assert.equal(Date.parse(String(told.created_at)), Math.floor(event.time / 1000) * 1000);
      assert.equal(told.type, 'event');
      assert.equal(told.session_id, null);
      assert.equal(typeof told.ip_address, 'string');
    }
  });
});
