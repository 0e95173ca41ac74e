import type { Party } from '../../model/event.ts';
import { type JsonObject, object, text } from '../json.ts';
import { alertOf, detailsOf, enforcementOf } from './details.ts';
import { type Person, person, personOf } from './person.ts';
import { itemOfMini, sourceOf } from './source.ts';

/** Who and what an event is about, from all the places where Box tells it. */
export interface Facts {
  readonly event: JsonObject;
  /** `event_type`. */
  readonly type: string;
  readonly details: JsonObject;
  /** Of a Shield policy; empty for other events. */
  readonly enforcement: JsonObject;
  /** Of a Shield alert; empty for other events. */
  readonly alert: JsonObject;
  readonly actor?: Person;
  /** For whom the actor acted. */
  readonly behalf?: Person;
  readonly item?: Party;
  /** The user or group concerned: invited, removed, edited, … */
  readonly whom?: Person;
  readonly group?: Person;
}

export function factsOf(event: JsonObject): Facts {
  const details = detailsOf(event);
  const enforcement = enforcementOf(details);
  const alert = alertOf(details);
  const justification = object(details, 'shield_justification');
  const source = sourceOf(event);
  const createdBy = personOf(event.created_by);
  const actionBy = personOf(event.action_by);
  const suspect = personOf(alert.user);
  const actor =
    suspect ??
    actionBy ??
    createdBy ??
    personOf(enforcement.access_user) ??
    personOf(enforcement.inviter) ??
    personOf(justification.approved_by);
  const behalf =
    suspect === undefined && actionBy !== undefined && createdBy?.id !== actionBy.id ? createdBy : undefined;
  const item = source.item ?? itemOfMini(enforcement.item) ?? itemOfMini(justification.item) ?? alertItem(alert);
  const group = source.group ?? person('group', text(details, 'group_id'), text(details, 'group_name'), undefined);
  const whom =
    suspect ??
    personOf(details.restricted_user) ??
    personOf(event.accessible_by) ??
    source.user ??
    personOf(enforcement.invitee) ??
    personOf(enforcement.accessUser) ??
    personOf(justification.requested_by) ??
    (source.item === undefined ? undefined : source.group);
  return {
    event,
    type: text(event, 'event_type') ?? 'UNKNOWN',
    details,
    enforcement,
    alert,
    ...(actor && { actor }),
    ...(behalf && { behalf }),
    ...(item && { item }),
    ...(whom && { whom }),
    ...(group && { group }),
  };
}

/** The file that an alert about malicious content names. */
function alertItem(alert: JsonObject): Party | undefined {
  const malware = object(alert, 'malware_info');
  const upload = object(object(alert, 'alert_summary'), 'upload_activity');
  return (
    itemOfMini({ type: 'file', id: malware.file_id, name: malware.file_name }) ??
    itemOfMini({ type: upload.item_type, id: upload.item_id, name: upload.item_name })
  );
}

/** What was acted on: the item, else the user or group. Alerts without a file are about their user. */
export function targetOf({ item, whom, group }: Facts): Person | undefined {
  return item ?? whom ?? group;
}
