import { type JsonObject, list, object, text } from '../json.ts';
import { shortId, words } from './words.ts';

/** One line for people: what, where, how it stands. Parts that the vendor did not send are left out. */
export function summaryOf(event: JsonObject, type: string): string {
  switch (type) {
    case 'THREAT':
      return threat(event);
    case 'DEVICE':
      return device(event);
    case 'AUDIT':
      return audit(event);
    case 'SMISHING_ALERT':
      return smishing(event);
    default:
      return join([words(type), verb(event)], ' ');
  }
}

function join(parts: readonly (string | undefined)[], separator: string): string {
  return parts.filter((part) => part !== undefined && part !== '').join(separator);
}

/** CREATED as "created"; nothing where the vendor sent nothing. */
function verb(event: JsonObject): string | undefined {
  return text(event, 'change_type')?.replaceAll('_', ' ').toLowerCase();
}

function threat(event: JsonObject): string {
  const body = object(event, 'threat');
  const details = object(body, 'details');
  const found = list(body, 'classifications')
    .filter((c) => typeof c === 'string')
    .map(words);
  const thing =
    text(details, 'application_name') ??
    text(details, 'file_name') ??
    text(details, 'url') ??
    text(details, 'network_ssid');
  return join([found.join(', ') || words(text(body, 'type') ?? 'Threat'), thing && `“${thing}”`], ' ');
}

function device(event: JsonObject): string {
  const body = object(event, 'device');
  const status = object(body, 'status');
  const name = deviceName(body);
  const who = text(object(body, 'info'), 'email') ?? shortId(text(body, 'guid'));
  const posture = join(
    [
      text(status, 'security_status')?.replaceAll('_', ' ').toLowerCase(),
      text(status, 'protection_status')?.toLowerCase(),
      text(status, 'activation_status')?.toLowerCase(),
    ],
    ', ',
  );
  return join([join([name ?? 'Device', who && `(${who})`, verb(event)], ' '), posture], ': ');
}

/** "Samsung SM-A346B", from the lower-case words that Lookout sends. */
export function deviceName(device: JsonObject): string | undefined {
  const hardware = object(device, 'hardware');
  const maker = text(hardware, 'manufacturer');
  const name = join([maker && maker.charAt(0).toUpperCase() + maker.slice(1), text(hardware, 'model')], ' ');
  return name || undefined;
}

function audit(event: JsonObject): string {
  const body = object(event, 'audit');
  const changes = list(body, 'attribute_changes')
    .filter((change): change is JsonObject => typeof change === 'object' && change !== null)
    .map((change) => ({ name: text(change, 'name'), from: text(change, 'from'), to: text(change, 'to') }));
  const subject = changes.find((change) => change.from === undefined && change.to === undefined)?.name;
  const changed = changes.find((change) => change.from !== undefined && change.to !== undefined);
  const named = changes.find((change) => change.to !== undefined && change.name?.endsWith('name'));
  const detail = changed ? changeText(changed) : named?.to && `“${named.to}”`;
  const subjectWords = subject?.replaceAll('_', ' ').toLowerCase();
  return join(
    [`${words(text(body, 'type') ?? 'AUDIT')} ${verb(event) ?? ''}`.trim(), join([subjectWords, detail], ' ')],
    ': ',
  );
}

/** Values that are long or structured are told by the table of changes, not by the title. */
function changeText({
  name,
  from,
  to,
}: {
  name?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}): string {
  const short = [from, to].every((value) => value !== undefined && value.length <= 40 && !/^\s*[[{]/.test(value));
  return short ? `${name} ${from} → ${to}` : `${name} changed`;
}

function smishing(event: JsonObject): string {
  const detections = list(object(event, 'smishing_alert'), 'detections').filter(
    (d): d is JsonObject => typeof d === 'object' && d !== null,
  );
  const kinds = [
    ...new Set(detections.map((d) => words(text(d, 'category') ?? text(d, 'alert_type') ?? 'Smishing alert'))),
  ];
  const thing = detections
    .map((d) => text(d, 'impersonated_employee') ?? text(d, 'original_url'))
    .find((t) => t !== undefined);
  return join([kinds.join(', ') || 'Smishing alert', thing && `“${thing}”`], ' ');
}
