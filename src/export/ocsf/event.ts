import type { System } from '../../model/connection.ts';
import type { SecurityEvent } from '../../model/event.ts';
import { SEVERITY_NAMES } from '../../model/severity.ts';
import type { Origin } from '../form.ts';
import { bodyOf } from './body.ts';
import { boxKind } from './box.ts';
import { CLASSES, type ClassName, type Kind, OCSF_VERSION, type OcsfClass, OTHER, UNKNOWN_KIND } from './classes.ts';
import { druvaKind } from './druva.ts';
import { factsOf } from './facts.ts';
import { lookoutKind } from './lookout.ts';
import { statusOf } from './status.ts';

interface Vendor {
  readonly product: { readonly name: string; readonly vendor_name: string };
  readonly kind: (event: SecurityEvent) => Kind;
}

const VENDORS: Readonly<Record<System, Vendor>> = {
  lookout: { product: { name: 'Mobile Endpoint Security', vendor_name: 'Lookout' }, kind: lookoutKind },
  box: { product: { name: 'Box', vendor_name: 'Box' }, kind: boxKind },
  druva: { product: { name: 'inSync', vendor_name: 'Druva' }, kind: druvaKind },
};

const UNKNOWN_VENDOR: Vendor = {
  product: { name: 'Unknown', vendor_name: 'Unknown' },
  kind: () => UNKNOWN_KIND,
};

/** An event as OCSF has it; what has no place there stands in `unmapped`, and the exact text in `raw_data`. */
export function ocsfEvent(event: SecurityEvent, origin: Origin | undefined): object {
  const vendor = origin?.system === undefined ? UNKNOWN_VENDOR : VENDORS[origin.system];
  const kind = vendor.kind(event);
  const facts = factsOf(event.raw);
  const body = bodyOf(kind, event, facts, vendor.product);
  return {
    ...classOf(body.kind, event.activity),
    time: event.time,
    severity_id: event.severity,
    severity: SEVERITY_NAMES[event.severity],
    ...statusOf(event.status, body.kind.as === 'finding'),
    message: event.summary,
    metadata: {
      version: OCSF_VERSION,
      uid: event.id,
      product: vendor.product,
      event_code: event.activity,
      log_name: event.stream,
      log_provider: origin?.name ?? event.connection,
      logged_time: event.receivedTime,
      ...(facts.originalTime !== undefined && { original_time: facts.originalTime }),
      ...(body.profiles.length > 0 && { profiles: body.profiles }),
    },
    ...body.attributes,
    unmapped: unmapped(event),
    raw_data: event.raw,
  };
}

/** What says which class and activity it is. `type_uid` is `class_uid` times 100 plus `activity_id`. */
export function classOf({ as, activity }: { as: ClassName; activity: number }, word: string): object {
  const is: OcsfClass = CLASSES[as];
  const caption = activity === OTHER ? word : (is.activities[activity] ?? 'Unknown');
  return {
    class_uid: is.uid,
    class_name: is.name,
    category_uid: is.category,
    category_name: is.categoryName,
    activity_id: activity,
    activity_name: caption,
    type_uid: is.uid * 100 + activity,
    type_name: `${is.name}: ${activity === OTHER ? 'Other' : caption}`,
  };
}

function unmapped({
  connection,
  type,
  vendorSeverity,
  status,
  actor,
  target,
  subject,
  owner,
  changes,
  link,
}: SecurityEvent) {
  return {
    connection,
    type,
    ...(vendorSeverity !== undefined && { vendor_severity: vendorSeverity }),
    ...(status !== undefined && { status }),
    ...(actor && { actor }),
    ...(target && { target }),
    ...(subject && { subject }),
    ...(owner !== undefined && { owner }),
    ...(changes.length > 0 && { changes }),
    ...(link !== undefined && { link }),
  };
}
