import { Severity } from '../../model/severity.ts';
import { type JsonObject, text } from '../json.ts';
import { isMonitoring } from './details.ts';
import { EVENT_TYPES } from './eventTypes.ts';
import type { Facts } from './facts.ts';

/** A Shield rule's "alert priority" to OCSF. The API sends it in lower case, the Admin Console in upper. Source: Box Shield documentation. */
const PRIORITY: ReadonlyMap<string, Severity> = new Map([
  ['informational', Severity.Informational],
  ['low', Severity.Low],
  ['medium', Severity.Medium],
  ['high', Severity.High],
  ['critical', Severity.Critical],
]);

/**
 * Shield alerts are the only events to which Box gives a severity. For all others this table is ours: High is what points to an attack or takes
 * a protection away, Medium what an administrator should look at on the day, Low what changes who may do what. Known types that are not in it are Informational.
 */
const HIGH: readonly string[] = [
  'AI_SECURITY_DETECTION',
  'CHANGE_ADMIN_ROLE',
  'DISABLE_MULTI_FACTOR_AUTH',
  'EDR_CROWDSTRIKE_ACCESS_REVOKED',
  'FILE_MARKED_MALICIOUS',
  'ILLEGAL_ITEM_OWNERSHIP_TRANSFER_BY_USER',
  'SHIELD_ACCESS_POLICY_DELETED',
];
const MEDIUM: readonly string[] = [
  'ACCESS_GRANTED',
  'ADMIN_LOGIN',
  'APPLICATION_PUBLIC_KEY_ADDED',
  'APPLICATION_PUBLIC_KEY_DELETED',
  'CONTENT_WORKFLOW_ABNORMAL_DOWNLOAD_ACTIVITY',
  'CONTENT_WORKFLOW_SHARING_POLICY_VIOLATION',
  'CONTENT_WORKFLOW_UPLOAD_POLICY_VIOLATION',
  'DEVICE_TRUST_CHECK_FAILED',
  'EXTERNAL_COLLAB_SECURITY_SETTINGS',
  'FAILED_LOGIN',
  'GROUP_ADMIN_CREATED',
  'GROUP_ADMIN_DELETED',
  'GROUP_ADMIN_PERMISSIONS_UPDATED',
  'SHIELD_DOWNLOAD_BLOCKED',
  'SHIELD_EXTERNAL_COLLAB_ACCESS_BLOCKED',
  'SHIELD_EXTERNAL_COLLAB_ACCESS_BLOCKED_MISSING_JUSTIFICATION',
  'SHIELD_EXTERNAL_COLLAB_INVITE_BLOCKED',
  'SHIELD_EXTERNAL_COLLAB_INVITE_BLOCKED_MISSING_JUSTIFICATION',
  'SHIELD_INFORMATION_BARRIER_COLLAB_BLOCKED',
  'SHIELD_INFORMATION_BARRIER_DISABLED',
  'SHIELD_INFORMATION_BARRIER_GROUP_ADD_USER_BLOCKED',
  'SHIELD_INFORMATION_BARRIER_ITEM_COPY_BLOCKED',
  'SHIELD_INFORMATION_BARRIER_ITEM_MOVE_BLOCKED',
  'SHIELD_INFORMATION_BARRIER_ITEM_OWNER_TRANSFER_BLOCKED',
  'SHIELD_INFORMATION_BARRIER_SHARED_ITEM_ACCESS_BLOCKED',
  'SHIELD_SHARED_LINK_ACCESS_BLOCKED',
];
const LOW: readonly string[] = [
  'ACCESS_REVOKED',
  'ADD_DEVICE_ASSOCIATION',
  'ADD_LOGIN_ACTIVITY_DEVICE',
  'APPLICATION_CREATED',
  'CHANGE_FOLDER_PERMISSION',
  'COLLABORATION_INVITE',
  'COLLABORATION_ROLE_CHANGE',
  'COLLAB_ADD_COLLABORATOR',
  'COLLAB_INVITE_COLLABORATOR',
  'COLLAB_ROLE_CHANGE',
  'CONTENT_WORKFLOW_AUTOMATION_DELETE',
  'DATA_RETENTION_REMOVE_RETENTION',
  'DELETE_USER',
  'EDIT_USER',
  'EDR_CROWDSTRIKE_ACCESS_ALLOWED_NO_CROWDSTRIKE_DEVICE',
  'EDR_CROWDSTRIKE_BOX_TOOLS_OUTDATED',
  'EDR_CROWDSTRIKE_DRIVE_OUTDATED',
  'EDR_CROWDSTRIKE_NO_BOX_TOOLS',
  'EMAIL_ALIAS_PRIMARY',
  'ENTERPRISE_APP_AUTHORIZATION_DELETE',
  'ENTERPRISE_APP_AUTHORIZATION_UPDATE',
  'GROUP_ADD_FILE',
  'GROUP_ADD_FOLDER',
  'GROUP_ADD_ITEM',
  'GROUP_ADD_USER',
  'ITEM_SHARED',
  'ITEM_SHARED_CREATE',
  'ITEM_SHARED_UPDATE',
  'LEGAL_HOLD_ASSIGNMENT_DELETE',
  'LEGAL_HOLD_POLICY_DELETE',
  'NEW_USER',
  'SHARE',
  'SHIELD_ACCESS_POLICY_CREATED',
  'SHIELD_ACCESS_POLICY_UPDATED',
  'SHIELD_EXTERNAL_COLLAB_INVITE_JUSTIFIED',
  'SHIELD_INFORMATION_BARRIER_PENDING',
  'SHIELD_JUSTIFICATION_APPROVAL',
  'SHIELD_SHARED_LINK_STATUS_RESTRICTED_ON_CREATE',
  'SHIELD_SHARED_LINK_STATUS_RESTRICTED_ON_UPDATE',
  'WATERMARK_LABEL_DELETE',
];

const BY_TYPE: ReadonlyMap<string, Severity> = new Map([
  ...HIGH.map((type): [string, Severity] => [type, Severity.High]),
  ...MEDIUM.map((type): [string, Severity] => [type, Severity.Medium]),
  ...LOW.map((type): [string, Severity] => [type, Severity.Low]),
]);

/** Bands of the risk score, which goes to 100, for alerts whose priority we cannot read. Ours: Box names none. */
const HIGH_RISK = 80;
const MEDIUM_RISK = 50;

export function severityOf(facts: Facts): Severity {
  const { type, alert, enforcement } = facts;
  if (type === 'SHIELD_ALERT') return PRIORITY.get(priorityOf(alert)?.toLowerCase() ?? '') ?? byRisk(riskScore(alert));
  // What was only watched was not prevented, and nobody was meant to be stopped.
  if (isMonitoring(enforcement)) return Severity.Low;
  return BY_TYPE.get(type) ?? (EVENT_TYPES.has(type) ? Severity.Informational : Severity.Unknown);
}

/** Box's own word, of Shield alerts. */
export function priorityOf(alert: JsonObject): string | undefined {
  return text(alert, 'priority')?.slice(0, 40);
}

export function riskScore(alert: JsonObject): number | undefined {
  const score = Number(text(alert, 'risk_score')?.trim() || Number.NaN);
  return Number.isFinite(score) ? score : undefined;
}

function byRisk(score: number | undefined): Severity {
  if (score === undefined) return Severity.Unknown;
  if (score >= HIGH_RISK) return Severity.High;
  return score >= MEDIUM_RISK ? Severity.Medium : Severity.Low;
}
