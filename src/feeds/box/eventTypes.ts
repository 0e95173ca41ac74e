/**
 * Headings for people and one sentence for each event type that Box documents or its SDKs name (API version 2024.0). The choice of heading is ours;
 * Box says that its lists are not exhaustive: a type that is not here keeps its own name.
 *
 * Sentences: `{name|fallback}` is replaced by a fact of the event, or by the fallback; `[…]` is left out when a fact in it is missing.
 * `who`: the actor; `whom`, `login`: the person concerned, by name or by e-mail (`self`, `selfLogin`: or else the
 * actor); `what`: the target; `blocked`: "was blocked", or what monitoring would have done.
 */
const SENTENCES = {
  Files: {
    ADVANCED_FOLDER_SETTINGS_UPDATE: '{who|Somebody} changed the advanced settings of {what|a folder}',
    COLLECTION_CREATE: '{who|Somebody} created the collection {what|(unnamed)}',
    COLLECTION_DELETE: '{who|Somebody} deleted the collection {what|(unnamed)}',
    COLLECTION_ITEM_CREATE: '{who|Somebody} added {what|an item} to a collection',
    COLLECTION_ITEM_DELETE: '{who|Somebody} removed {what|an item} from a collection',
    COLLECTION_ITEM_UPDATE: '{who|Somebody} updated {what|an item} in a collection',
    COLLECTION_UPDATE: '{who|Somebody} updated the collection {what|(unnamed)}',
    CONTENT_ACCESS: '{who|Somebody} accessed {what|a file}[ through {service}]',
    CONTENT_RECOVERY_REPORT_CREATE: '{who|Somebody} created a content recovery report',
    CONTENT_RECOVERY_REPORT_DELETE: '{who|Somebody} deleted a content recovery report',
    CONTENT_RECOVERY_REPORT_INITIATE: '{who|Somebody} started a content recovery report',
    COPY: '{who|Somebody} copied {what|an item}',
    DELETE: '{who|Somebody} deleted {what|an item}',
    DOWNLOAD: '{who|Somebody} downloaded {what|an item}[ through {service}]',
    EDIT: '{who|Somebody} edited {what|a file}',
    FAVORITE: '{who|Somebody} marked {what|an item} as a favorite',
    FILE_VERSION_RESTORE: '{who|Somebody} restored an earlier version of {what|a file}',
    FILE_WATERMARKED_DOWNLOAD: '{who|Somebody} downloaded {what|a file} with a watermark',
    ITEM_ASSOCIATION_CREATED: '{who|Somebody} created an association of {what|an item}',
    ITEM_ASSOCIATION_DELETED: '{who|Somebody} deleted an association of {what|an item}',
    ITEM_ASSOCIATION_UPDATED: '{who|Somebody} updated an association of {what|an item}',
    ITEM_COPY: '{who|Somebody} copied {what|an item}',
    ITEM_CREATE: '{who|Somebody} created {what|an item}[ in {parent}]',
    ITEM_DOWNLOAD: '{who|Somebody} downloaded {what|an item}',
    ITEM_MAKE_CURRENT_VERSION: '{who|Somebody} made an earlier version of {what|a file} the current one',
    ITEM_MODIFY: '{who|Somebody} modified {what|an item}',
    ITEM_MOVE: '{who|Somebody} moved {what|an item}[ to {parent}]',
    ITEM_OPEN: '{who|Somebody} opened {what|an item}',
    ITEM_PREVIEW: '{who|Somebody} previewed {what|a file}',
    ITEM_RENAME: '{who|Somebody} renamed an item to {what|(unnamed)}',
    ITEM_SYNC: '{who|Somebody} marked {what|a folder} for sync',
    ITEM_TRASH: '{who|Somebody} moved {what|an item} to the trash',
    ITEM_UNDELETE_VIA_TRASH: '{who|Somebody} restored {what|an item} from the trash',
    ITEM_UNSYNC: '{who|Somebody} unmarked {what|a folder} for sync',
    ITEM_UPLOAD: '{who|Somebody} uploaded {what|an item}[ to {parent}]',
    LOCK: '{who|Somebody} locked {what|a file}',
    LOCK_CREATE: '{who|Somebody} locked {what|a file}',
    LOCK_DESTROY: '{who|Somebody} unlocked {what|a file}',
    MOVE: '{who|Somebody} moved {what|an item}[ to {parent}]',
    PREVIEW: '{who|Somebody} previewed {what|a file}',
    RENAME: '{who|Somebody} renamed or described {what|an item}',
    STORAGE_EXPIRATION: '{who|Somebody} set the auto-delete date of {what|a file}',
    UNDELETE: '{who|Somebody} restored {what|an item}',
    UNFAVORITE: '{who|Somebody} unmarked {what|an item} as a favorite',
    UNLOCK: '{who|Somebody} unlocked {what|a file}',
    UPLOAD: '{who|Somebody} uploaded {what|a file}[ to {parent}]',
  },
  Sharing: {
    EMAIL_UPLOAD_DISABLED: '{who|Somebody} disabled uploads by e-mail to {what|a folder}',
    EMAIL_UPLOAD_ENABLED: '{who|Somebody} enabled uploads by e-mail to {what|a folder}',
    FILE_REQUEST_CREATE: '{who|Somebody} created a file request for {what|a folder}',
    FILE_REQUEST_DELETE: '{who|Somebody} deleted a file request for {what|a folder}',
    FILE_REQUEST_UPDATE: '{who|Somebody} updated a file request for {what|a folder}',
    ITEM_EMAIL_SEND: '{who|Somebody} sent an e-mail about {what|an item}[ to {login}]',
    ITEM_SHARED: '{who|Somebody} shared {what|a folder}[ by {access} link]',
    ITEM_SHARED_CREATE: '{who|Somebody} created a shared link to {what|an item}[, access: {access}]',
    ITEM_SHARED_UNSHARE: '{who|Somebody} removed the shared link to {what|an item}',
    ITEM_SHARED_UPDATE: '{who|Somebody} changed the shared link to {what|an item}[, access: {access}]',
    SHARE: '{who|Somebody} created a shared link to {what|an item}[, access: {access}]',
    SHARED_LINK_REDIRECT_OUT_OF_SHARED_CONTEXT: 'A shared link led {who|somebody} out of the shared {what|item}',
    SHARED_LINK_SEND: '{who|Somebody} sent a shared link to {what|an item}[ to {login}]',
    SHARE_EXPIRATION: '{who|Somebody} set the expiration of the shared link to {what|an item}',
    UNSHARE: '{who|Somebody} removed the shared link to {what|an item}',
    UPDATE_SHARE_EXPIRATION: '{who|Somebody} extended the shared link to {what|an item}',
  },
  Collaboration: {
    CHANGE_FOLDER_PERMISSION: '{who|Somebody} changed the permissions on {what|a folder}',
    COLLABORATION_ACCEPT: '{selfLogin|Somebody} accepted the invitation to {what|an item}[ as {role}]',
    COLLABORATION_EXPIRATION: '{who|Somebody} set an expiration for {login|a collaborator} on {what|an item}',
    COLLABORATION_INVITE: '{who|Somebody} invited {login|somebody} to {what|an item}[ as {role}]',
    COLLABORATION_REMOVE: '{who|Somebody} removed {login|a collaborator} from {what|an item}',
    COLLABORATION_ROLE_CHANGE:
      '{who|Somebody} changed the role of {login|a collaborator} on {what|an item}[ to {role}]',
    COLLAB_ADD_COLLABORATOR: '{who|Somebody} added {login|a collaborator} to {what|an item}[ as {role}]',
    COLLAB_INVITE_COLLABORATOR: '{who|Somebody} invited {login|a collaborator} to {what|an item}[ as {role}]',
    COLLAB_REMOVE_COLLABORATOR: '{who|Somebody} removed {login|a collaborator} from {what|an item}',
    COLLAB_ROLE_CHANGE: '{who|Somebody} changed the role of {login|a collaborator} on {what|an item}[ to {role}]',
    ILLEGAL_ITEM_OWNERSHIP_TRANSFER_BY_USER:
      '{who|Somebody} transferred {what|an item} to another owner against the rules',
    UPDATE_COLLABORATION_EXPIRATION: '{who|Somebody} extended the access of {login|a collaborator} to {what|an item}',
  },
  'Users & groups': {
    ACCESS_GRANTED: '{who|Somebody} granted Box support access to the account',
    ACCESS_REVOKED: '{who|Somebody} revoked the access of Box support to the account',
    CHANGE_ADMIN_ROLE: '{who|Somebody} changed the admin role of {whom|a user}',
    DELETE_USER: '{who|Somebody} deleted the user {whom|(unnamed)}',
    EDIT_USER: '{who|Somebody} edited the user {whom|(unnamed)}',
    EMAIL_ALIAS_CONFIRM: 'An e-mail alias of {self|a user} was confirmed',
    EMAIL_ALIAS_PRIMARY: '{who|Somebody} made an e-mail alias of {whom|a user} the primary address',
    EMAIL_ALIAS_REMOVE: '{who|Somebody} removed an e-mail alias of {whom|a user}',
    GROUP_ADD_FILE: '{who|Somebody} gave the group {group|(unnamed)} access to {item|a file}',
    GROUP_ADD_FOLDER: '{who|Somebody} gave the group {group|(unnamed)} access to {item|a folder}',
    GROUP_ADD_ITEM: '{who|Somebody} gave the group {group|(unnamed)} access to {item|an item}',
    GROUP_ADD_USER: '{who|Somebody} added {whom|a user} to the group {group|(unnamed)}',
    GROUP_ADMIN_CREATED: '{who|Somebody} made {whom|a user} a group admin[ of {group}]',
    GROUP_ADMIN_DELETED: '{who|Somebody} removed {whom|a user} as a group admin[ of {group}]',
    GROUP_ADMIN_PERMISSIONS_UPDATED:
      '{who|Somebody} changed the permissions of the group admin {whom|(unnamed)}[ of {group}]',
    GROUP_CREATION: '{who|Somebody} created the group {group|(unnamed)}',
    GROUP_DELETION: '{who|Somebody} deleted the group {group|(unnamed)}',
    GROUP_EDITED: '{who|Somebody} edited the group {group|(unnamed)}',
    GROUP_REMOVE_FILE: '{who|Somebody} took the access to {item|a file} from the group {group|(unnamed)}',
    GROUP_REMOVE_FOLDER: '{who|Somebody} took the access to {item|a folder} from the group {group|(unnamed)}',
    GROUP_REMOVE_ITEM: '{who|Somebody} took the access to {item|an item} from the group {group|(unnamed)}',
    GROUP_REMOVE_USER: '{who|Somebody} removed {whom|a user} from the group {group|(unnamed)}',
    MASTER_INVITE_ACCEPT: '{who|Somebody} accepted to become a managed user',
    MASTER_INVITE_REJECT: '{who|Somebody} declined to become a managed user',
    NEW_USER: '{who|Somebody} created the user {whom|(unnamed)}',
  },
  'Sign-in': {
    ADD_LOGIN_ACTIVITY_DEVICE: '{self|Somebody} signed in from a new device or app',
    ADMIN_LOGIN: '{who|An admin} signed in to the account of {whom|a user} from the Admin Console',
    DISABLE_MULTI_FACTOR_AUTH: 'Multi-factor authentication disabled for {self|a user}[ by {byOther}]',
    ENABLE_MULTI_FACTOR_AUTH: 'Multi-factor authentication enabled for {self|a user}[ by {byOther}]',
    ENABLE_TWO_FACTOR_AUTH: 'Two-factor authentication enabled for {self|a user}',
    FAILED_LOGIN: 'Failed sign-in of {selfLogin|an unknown user}',
    LOGIN: '{self|Somebody} signed in',
    REMOVE_LOGIN_ACTIVITY_DEVICE: 'A session of {self|a user} was ended',
  },
  Devices: {
    ADD_DEVICE_ASSOCIATION: '{self|Somebody} added a device',
    DEVICE_TRUST_CHECK_FAILED: 'Device trust check failed for {self|a user}',
    EDR_CROWDSTRIKE_ACCESS_ALLOWED_NO_CROWDSTRIKE_DEVICE:
      'Access of {self|a user} allowed from a device without CrowdStrike',
    EDR_CROWDSTRIKE_ACCESS_REVOKED: 'Access of {self|a user} revoked: CrowdStrike does not trust the device',
    EDR_CROWDSTRIKE_BOX_TOOLS_OUTDATED: 'Box Tools outdated on a CrowdStrike device of {self|a user}',
    EDR_CROWDSTRIKE_DEVICE_DETECTED: 'CrowdStrike device of {self|a user} detected',
    EDR_CROWDSTRIKE_DRIVE_OUTDATED: 'Box Drive outdated on a CrowdStrike device of {self|a user}',
    EDR_CROWDSTRIKE_NO_BOX_TOOLS: 'Box Tools missing on a CrowdStrike device of {self|a user}',
    REMOVE_DEVICE_ASSOCIATION: 'A device of {self|a user} was removed[ by {byOther}]',
  },
  Policy: {
    CONTENT_WORKFLOW_ABNORMAL_DOWNLOAD_ACTIVITY: 'Abnormal download activity of {who|somebody}[: {what}]',
    CONTENT_WORKFLOW_AUTOMATION_ADD: '{who|Somebody} added a content automation[: {what}]',
    CONTENT_WORKFLOW_AUTOMATION_DELETE: '{who|Somebody} deleted a content automation[: {what}]',
    CONTENT_WORKFLOW_POLICY_ADD: '{who|Somebody} added a content policy[: {what}]',
    CONTENT_WORKFLOW_SHARING_POLICY_VIOLATION: '{who|Somebody} violated the sharing policy[: {what}]',
    CONTENT_WORKFLOW_UPLOAD_POLICY_VIOLATION: '{who|Somebody} violated the upload policy[: {what}]',
    DATA_RETENTION_CREATE_RETENTION: 'Retention set on {what|an item}[ by {who}]',
    DATA_RETENTION_REMOVE_RETENTION: 'Retention removed from {what|an item}[ by {who}]',
    EXTERNAL_COLLAB_SECURITY_SETTINGS: '{who|Somebody} changed the security settings for external collaboration',
    LEGAL_HOLD_ASSIGNMENT_CREATE: '{who|Somebody} put a legal hold on {what|something}',
    LEGAL_HOLD_ASSIGNMENT_DELETE: '{who|Somebody} lifted a legal hold from {what|something}',
    LEGAL_HOLD_POLICY_CREATE: '{who|Somebody} created a legal hold policy[: {what}]',
    LEGAL_HOLD_POLICY_DELETE: '{who|Somebody} deleted a legal hold policy[: {what}]',
    LEGAL_HOLD_POLICY_UPDATE: '{who|Somebody} updated a legal hold policy[: {what}]',
    RETENTION_POLICY_ASSIGNMENT_ADD: '{who|Somebody} assigned a retention policy to {what|something}',
    TERMS_OF_SERVICE_ACCEPT: '{who|Somebody} accepted the terms of service',
    TERMS_OF_SERVICE_AGREE: '{who|Somebody} agreed to the terms of service',
    TERMS_OF_SERVICE_REJECT: '{who|Somebody} rejected the terms of service',
    WORKFLOW_AUTOMATION_CREATE: '{who|Somebody} created a workflow automation[: {what}]',
    WORKFLOW_AUTOMATION_DELETE: '{who|Somebody} deleted a workflow automation[: {what}]',
    WORKFLOW_AUTOMATION_UPDATE: '{who|Somebody} updated a workflow automation[: {what}]',
  },
  // With what else Box itself finds to be a threat.
  Shield: {
    AI_SECURITY_DETECTION: 'AI security detection[: {what}][, by {by}]',
    FILE_MARKED_MALICIOUS: 'Malware found in {what|a file}[, by {who}]',
    SHIELD_ACCESS_POLICY_CREATED: '{who|Somebody} created a Shield access policy[: {what}]',
    SHIELD_ACCESS_POLICY_DELETED: '{who|Somebody} deleted a Shield access policy[: {what}]',
    SHIELD_ACCESS_POLICY_UPDATED: '{who|Somebody} updated a Shield access policy[: {what}]',
    // Told from the alert itself where it is there.
    SHIELD_ALERT: 'Shield alert',
    SHIELD_DOWNLOAD_BLOCKED: 'Download of {what|a file} by {who|somebody} {blocked|was blocked}[ ({classification})]',
    SHIELD_EXTERNAL_COLLAB_ACCESS_BLOCKED:
      'Access of {login|an external user} to {what|an item} {blocked|was blocked}[ ({classification})]',
    SHIELD_EXTERNAL_COLLAB_ACCESS_BLOCKED_MISSING_JUSTIFICATION:
      'Access of {login|an external user} to {what|an item} {blocked|was blocked}: no justification[ ({classification})]',
    SHIELD_EXTERNAL_COLLAB_INVITE_BLOCKED:
      'Invitation of {login|an external user} to {what|an item} {blocked|was blocked}[ ({classification})]',
    SHIELD_EXTERNAL_COLLAB_INVITE_BLOCKED_MISSING_JUSTIFICATION:
      'Invitation of {login|an external user} to {what|an item} {blocked|was blocked}: no justification[ ({classification})]',
    SHIELD_EXTERNAL_COLLAB_INVITE_JUSTIFIED:
      '{who|Somebody} justified the invitation of {login|an external user} to {what|an item}[ ({classification})]',
    SHIELD_JUSTIFICATION_APPROVAL: 'Justification of {whom|a user} for {what|an item} {decision|decided}[ by {who}]',
    SHIELD_SHARED_LINK_ACCESS_BLOCKED:
      'Access of {who|somebody} to {what|an item} by shared link {blocked|was blocked}[ ({classification})]',
    SHIELD_SHARED_LINK_STATUS_RESTRICTED_ON_CREATE:
      'New shared link to {what|an item} {restricted|was restricted}[ ({classification})]',
    SHIELD_SHARED_LINK_STATUS_RESTRICTED_ON_UPDATE:
      'Changed shared link to {what|an item} {restricted|was restricted}[ ({classification})]',
  },
  'Information barriers': {
    SHIELD_INFORMATION_BARRIER_COLLAB_BLOCKED:
      'Barrier: collaboration of {whom|a user} on {what|an item} {blocked|was blocked}',
    SHIELD_INFORMATION_BARRIER_DISABLED: 'Information barrier {what|(unnamed)} is disabled',
    SHIELD_INFORMATION_BARRIER_ENABLED: 'Information barrier {what|(unnamed)} is enabled',
    SHIELD_INFORMATION_BARRIER_GROUP_ADD_USER_BLOCKED:
      'Barrier: adding {whom|a user} to the group {group|(unnamed)} {blocked|was blocked}',
    SHIELD_INFORMATION_BARRIER_ITEM_COPY_BLOCKED:
      'Barrier: copying {what|an item}[ to {destination}] {blocked|was blocked}[ for {who}]',
    SHIELD_INFORMATION_BARRIER_ITEM_MOVE_BLOCKED:
      'Barrier: moving {what|an item}[ to {destination}] {blocked|was blocked}[ for {who}]',
    SHIELD_INFORMATION_BARRIER_ITEM_OWNER_TRANSFER_BLOCKED:
      'Barrier: transfer of {what|an item} to {whom|a user} {blocked|was blocked}',
    SHIELD_INFORMATION_BARRIER_PENDING: 'Information barrier {what|(unnamed)} is not yet active',
    SHIELD_INFORMATION_BARRIER_SHARED_ITEM_ACCESS_BLOCKED:
      'Barrier: access of {who|somebody} to the shared {what|item} {blocked|was blocked}',
  },
  'Classification & metadata': {
    METADATA_CASCADE_POLICY_APPLY: '{who|Somebody} applied a metadata cascade policy to {what|a folder}',
    METADATA_CASCADE_POLICY_CREATE: '{who|Somebody} created a metadata cascade policy on {what|a folder}',
    METADATA_INSTANCE_COPY: '{who|Somebody} copied metadata to {what|an item}[ ({classification})]',
    METADATA_INSTANCE_CREATE: '{who|Somebody} added metadata to {what|an item}[ ({classification})]',
    METADATA_INSTANCE_DELETE: '{who|Somebody} removed metadata from {what|an item}[ ({classification})]',
    METADATA_INSTANCE_UPDATE: '{who|Somebody} updated metadata of {what|an item}[ ({classification})]',
    METADATA_TEMPLATE_CREATE: '{who|Somebody} created a metadata template[: {what}]',
    METADATA_TEMPLATE_DELETE: '{who|Somebody} deleted a metadata template[: {what}]',
    METADATA_TEMPLATE_UPDATE: '{who|Somebody} updated a metadata template[: {what}]',
    TAG_ITEM_CREATE: '{who|Somebody} tagged {what|an item}',
    WATERMARK_LABEL_CREATE: '{who|Somebody} put a watermark on {what|a file}',
    WATERMARK_LABEL_DELETE: '{who|Somebody} removed the watermark from {what|a file}',
  },
  'Apps & keys': {
    APPLICATION_CREATED: '{who|Somebody} created the application {what|(unnamed)}',
    APPLICATION_PUBLIC_KEY_ADDED: '{who|Somebody} added a public key to the application {what|(unnamed)}',
    APPLICATION_PUBLIC_KEY_DELETED: '{who|Somebody} deleted a public key of the application {what|(unnamed)}',
    ENTERPRISE_APP_AUTHORIZATION_DELETE: '{who|Somebody} withdrew the authorization of the application {app|(unnamed)}',
    ENTERPRISE_APP_AUTHORIZATION_UPDATE: '{who|Somebody} authorized the application {app|(unnamed)}',
    OAUTH2_ACCESS_TOKEN_REVOKE: 'Access token of {self|a user} revoked[ for {service}]',
    OAUTH2_REFRESH_TOKEN_REVOKE: 'Refresh token of {self|a user} revoked[ for {service}]',
    USER_AUTHENTICATE_OAUTH2_ACCESS_TOKEN_CREATE: 'Access token created for {self|a user}[ by {service}]',
    USER_AUTHENTICATE_OAUTH2_TOKEN_REFRESH: 'Access token renewed for {self|a user}[ by {service}]',
  },
  'Sign requests': {
    SIGNER_DOWNLOADED: '{who|A signer} downloaded the document to sign, {what|(unnamed)}',
    SIGNER_FORWARDED: '{who|A signer} forwarded the document to sign, {what|(unnamed)}',
    SIGN_DOCUMENT_ASSIGNED: 'Sign request for {what|a document} sent[ by {who}]',
    SIGN_DOCUMENT_CANCELLED: 'Sign request for {what|a document} cancelled[ by {who}]',
    SIGN_DOCUMENT_COMPLETED: 'Sign request for {what|a document} signed by all',
    SIGN_DOCUMENT_CONVERTED: 'Sign request for {what|a document} converted to PDF',
    SIGN_DOCUMENT_CREATED: 'Sign request for {what|a document} created[ by {who}]',
    SIGN_DOCUMENT_DECLINED: 'Sign request for {what|a document} declined[ by {who}]',
    SIGN_DOCUMENT_EXPIRED: 'Sign request for {what|a document} expired',
    SIGN_DOCUMENT_SIGNED: 'Sign request for {what|a document} signed[ by {who}]',
    SIGN_DOCUMENT_VIEWED_BY_SIGNED: 'Sign request for {what|a document} viewed[ by {who}]',
    SIGN_DOCUMENT_VIEWED_BY_SIGNER: 'Sign request for {what|a document} viewed[ by {who}]',
  },
  'Tasks & comments': {
    ANNOTATIONV2_CREATE: '{who|Somebody} annotated {what|a file}',
    ANNOTATIONV2_DELETE: '{who|Somebody} deleted an annotation on {what|a file}',
    ANNOTATIONV2_EDIT: '{who|Somebody} edited an annotation on {what|a file}',
    COMMENT_CREATE: '{who|Somebody} commented on {what|a file}',
    COMMENT_DELETE: '{who|Somebody} deleted a comment on {what|a file}',
    COMMENT_EDIT: '{who|Somebody} edited a comment on {what|a file}',
    TASK_ASSIGNMENT_COMPLETE: '{who|Somebody} completed a task on {what|a file}',
    TASK_ASSIGNMENT_CREATE: '{who|Somebody} assigned a task on {what|a file}[ to {assignee}]',
    TASK_ASSIGNMENT_DELETE: '{who|Somebody} removed the assignment of a task on {what|a file}',
    TASK_ASSIGNMENT_UPDATE: '{who|Somebody} updated the assignment of a task on {what|a file}',
    TASK_CREATE: '{who|Somebody} created a task on {what|a file}',
    TASK_UPDATE: '{who|Somebody} updated a task on {what|a file}',
  },
  'Box AI': {
    BOX_AI_USER_FAILED_REQUEST: 'Request of {who|somebody} to Box AI failed[: {what}]',
    BOX_AI_USER_REQUEST: '{who|Somebody} asked Box AI[ about {what}]',
  },
} as const;

export interface EventType {
  readonly heading: string;
  readonly sentence: string;
}

/** By Box's `event_type`. */
export const EVENT_TYPES: ReadonlyMap<string, EventType> = new Map(
  Object.entries(SENTENCES).flatMap(([heading, sentences]) =>
    Object.entries(sentences).map(([type, sentence]): [string, EventType] => [type, { heading, sentence }]),
  ),
);

/** All headings, in the order of the table. */
export const HEADINGS: readonly string[] = Object.keys(SENTENCES);
