import { freshFile, itemEvent, otherEvent } from '../bodies.ts';
import { mini, numericId } from '../company.ts';
import { type Cast, type Step, type Story, step } from '../story.ts';
import type { Json } from '../wire.ts';

type About = 'file' | 'person' | 'group' | 'app' | 'nothing' | 'app_item';

/** What happens seldom: series of one and the same thing, in their order. The payloads of most are not documented. */
const SERIES: readonly (readonly [About, string])[] = [
  ['nothing', 'LEGAL_HOLD_POLICY_CREATE LEGAL_HOLD_POLICY_UPDATE LEGAL_HOLD_POLICY_DELETE'],
  ['file', 'LEGAL_HOLD_ASSIGNMENT_CREATE LEGAL_HOLD_ASSIGNMENT_DELETE'],
  ['file', 'DATA_RETENTION_CREATE_RETENTION RETENTION_POLICY_ASSIGNMENT_ADD DATA_RETENTION_REMOVE_RETENTION'],
  ['file', 'METADATA_INSTANCE_CREATE METADATA_INSTANCE_UPDATE METADATA_INSTANCE_COPY METADATA_INSTANCE_DELETE'],
  ['nothing', 'METADATA_TEMPLATE_CREATE METADATA_TEMPLATE_UPDATE METADATA_TEMPLATE_DELETE'],
  ['file', 'METADATA_CASCADE_POLICY_CREATE METADATA_CASCADE_POLICY_APPLY'],
  ['file', 'WATERMARK_LABEL_CREATE FILE_WATERMARKED_DOWNLOAD WATERMARK_LABEL_DELETE'],
  ['file', 'ANNOTATIONV2_CREATE ANNOTATIONV2_EDIT ANNOTATIONV2_DELETE'],
  ['file', 'COLLECTION_CREATE COLLECTION_ITEM_CREATE COLLECTION_ITEM_UPDATE COLLECTION_ITEM_DELETE COLLECTION_UPDATE'],
  ['file', 'COLLECTION_DELETE FAVORITE UNFAVORITE'],
  ['file', 'TASK_CREATE TASK_UPDATE TASK_ASSIGNMENT_COMPLETE TASK_ASSIGNMENT_DELETE COMMENT_CREATE COMMENT_EDIT'],
  ['file', 'FILE_REQUEST_CREATE FILE_REQUEST_UPDATE FILE_REQUEST_DELETE'],
  ['file', 'ITEM_EMAIL_SEND SHARED_LINK_SEND SHARE_EXPIRATION STORAGE_EXPIRATION'],
  ['file', 'SHARED_LINK_REDIRECT_OUT_OF_SHARED_CONTEXT CONTENT_ACCESS FILE_VERSION_RESTORE'],
  ['file', 'CHANGE_FOLDER_PERMISSION ADVANCED_FOLDER_SETTINGS_UPDATE EMAIL_UPLOAD_ENABLED EMAIL_UPLOAD_DISABLED'],
  ['file', 'SHIELD_SHARED_LINK_STATUS_RESTRICTED_ON_CREATE SHIELD_SHARED_LINK_STATUS_RESTRICTED_ON_UPDATE'],
  ['file', 'SHIELD_SHARED_LINK_ACCESS_BLOCKED ILLEGAL_ITEM_OWNERSHIP_TRANSFER_BY_USER'],
  ['nothing', 'SHIELD_ACCESS_POLICY_CREATED SHIELD_ACCESS_POLICY_UPDATED SHIELD_ACCESS_POLICY_DELETED'],
  ['file', 'CONTENT_WORKFLOW_UPLOAD_POLICY_VIOLATION CONTENT_WORKFLOW_SHARING_POLICY_VIOLATION'],
  ['person', 'CONTENT_WORKFLOW_ABNORMAL_DOWNLOAD_ACTIVITY AI_SECURITY_DETECTION'],
  ['nothing', 'CONTENT_WORKFLOW_POLICY_ADD CONTENT_WORKFLOW_AUTOMATION_ADD CONTENT_WORKFLOW_AUTOMATION_DELETE'],
  ['nothing', 'WORKFLOW_AUTOMATION_CREATE WORKFLOW_AUTOMATION_UPDATE WORKFLOW_AUTOMATION_DELETE'],
  ['group', 'GROUP_CREATION GROUP_ADD_ITEM GROUP_ADD_FILE GROUP_ADD_FOLDER GROUP_REMOVE_FILE GROUP_REMOVE_FOLDER'],
  ['group', 'GROUP_REMOVE_ITEM GROUP_DELETION'],
  ['person', 'NEW_USER TERMS_OF_SERVICE_ACCEPT TERMS_OF_SERVICE_AGREE'],
  ['person', 'ENABLE_MULTI_FACTOR_AUTH DISABLE_MULTI_FACTOR_AUTH ADD_DEVICE_ASSOCIATION REMOVE_DEVICE_ASSOCIATION'],
  ['person', 'EMAIL_ALIAS_CONFIRM EMAIL_ALIAS_PRIMARY EMAIL_ALIAS_REMOVE'],
  ['person', 'TERMS_OF_SERVICE_REJECT DELETE_USER'],
  ['person', 'DEVICE_TRUST_CHECK_FAILED EDR_CROWDSTRIKE_DEVICE_DETECTED EDR_CROWDSTRIKE_NO_BOX_TOOLS'],
  ['person', 'EDR_CROWDSTRIKE_BOX_TOOLS_OUTDATED EDR_CROWDSTRIKE_DRIVE_OUTDATED EDR_CROWDSTRIKE_ACCESS_REVOKED'],
  ['person', 'EDR_CROWDSTRIKE_ACCESS_ALLOWED_NO_CROWDSTRIKE_DEVICE'],
  ['app', 'USER_AUTHENTICATE_OAUTH2_TOKEN_REFRESH OAUTH2_ACCESS_TOKEN_REVOKE OAUTH2_REFRESH_TOKEN_REVOKE'],
  ['app', 'ENTERPRISE_APP_AUTHORIZATION_UPDATE ENTERPRISE_APP_AUTHORIZATION_DELETE'],
  ['nothing', 'EXTERNAL_COLLAB_SECURITY_SETTINGS'],
  ['app_item', 'ITEM_ASSOCIATION_CREATED ITEM_ASSOCIATION_UPDATED ITEM_ASSOCIATION_DELETED'],
  ['file', 'BOX_AI_USER_REQUEST BOX_AI_USER_FAILED_REQUEST'],
];

export const rarity: Story = (cast) => {
  const { random } = cast;
  const [about, types] = SERIES[random.integer(SERIES.length)] ?? ['nothing', 'EXTERNAL_COLLAB_SECURITY_SETTINGS'];
  const scene = sceneOf(cast, about);
  return types.split(' ').map((type, index): Step => step(index === 0 ? 0 : random.between(5, 60), scene(type)));
};

function sceneOf(cast: Cast, about: About) {
  const { random, person, admin } = cast;
  if (about === 'file') {
    const file = freshFile(cast);
    return (type: string) => itemEvent(cast, type, file);
  }
  const id = numericId(random, 10);
  const sources: Readonly<Record<Exclude<About, 'file'>, Json | null>> = {
    person: { ...mini(person) },
    group: { group_id: id, group_name: 'Data Room' },
    app: { type: 'application', name: 'Ticket bridge', api_key: random.hex(32) },
    app_item: { type: 'app_item', id, app_item_type: 'hubs', user: mini(person) },
    nothing: null,
  };
  const own = about === 'person' || about === 'app_item';
  const details = own ? null : { service_id: id, service_name: 'Admin Console' };
  return (type: string) =>
    otherEvent(cast, type, sources[about], { ...(!own && { by: mini(admin), ip: admin.ip }), details });
}
