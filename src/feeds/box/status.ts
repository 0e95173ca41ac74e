import { object, text } from '../json.ts';
import { isMonitoring } from './details.ts';
import type { Facts } from './facts.ts';

/** What the type itself says of the outcome. */
const BY_TYPE: ReadonlyMap<string, string> = new Map([
  ['ADMIN_LOGIN', 'success'],
  ['BOX_AI_USER_FAILED_REQUEST', 'failure'],
  ['COLLABORATION_ACCEPT', 'accepted'],
  ['DEVICE_TRUST_CHECK_FAILED', 'failure'],
  ['EDR_CROWDSTRIKE_ACCESS_ALLOWED_NO_CROWDSTRIKE_DEVICE', 'allowed'],
  ['EDR_CROWDSTRIKE_ACCESS_REVOKED', 'revoked'],
  ['FAILED_LOGIN', 'failure'],
  ['LOGIN', 'success'],
  ['MASTER_INVITE_ACCEPT', 'accepted'],
  ['MASTER_INVITE_REJECT', 'rejected'],
  ['SHIELD_EXTERNAL_COLLAB_INVITE_JUSTIFIED', 'justified'],
  ['SIGN_DOCUMENT_CANCELLED', 'cancelled'],
  ['SIGN_DOCUMENT_COMPLETED', 'completed'],
  ['SIGN_DOCUMENT_DECLINED', 'declined'],
  ['SIGN_DOCUMENT_EXPIRED', 'expired'],
  ['SIGN_DOCUMENT_SIGNED', 'signed'],
  ['TERMS_OF_SERVICE_ACCEPT', 'accepted'],
  ['TERMS_OF_SERVICE_AGREE', 'accepted'],
  ['TERMS_OF_SERVICE_REJECT', 'rejected'],
]);

/** How it ended, in lower case: `blocked` becomes `monitored` where a policy only watches. */
export function statusOf({ type, event, details, enforcement }: Facts): string | undefined {
  if (/_BLOCKED(?:_|$)/.test(type)) return isMonitoring(enforcement) ? 'monitored' : 'blocked';
  if (type.startsWith('SHIELD_SHARED_LINK_STATUS_RESTRICTED'))
    return isMonitoring(enforcement) ? 'monitored' : 'restricted';
  const said =
    BY_TYPE.get(type) ??
    text(object(details, 'shield_justification'), 'action') ??
    text(object(event, 'source'), 'barrier_status');
  return said?.slice(0, 40).toLowerCase();
}
