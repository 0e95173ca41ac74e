import type { AttributeChange, DecodedEvent, DirectoryEntry, Party } from '../../model/event.ts';
import { isObject, type JsonObject, list, object, text, valueText } from '../json.ts';
import { parseEvent, UndecodableError } from '../undecodable.ts';
import { severityOf } from './severity.ts';
import { deviceName, summaryOf } from './summary.ts';

/** Headings for people; a type that is not here keeps its own word. */
const HEADINGS: ReadonlyMap<string, string> = new Map([
  ['THREAT', 'Threat'],
  ['DEVICE', 'Device'],
  ['AUDIT', 'Audit'],
  ['SMISHING_ALERT', 'Smishing alert'],
]);

export function headingOf(vendorType: string): string {
  return HEADINGS.get(vendorType) ?? vendorType;
}

/**
 * Decodes one event of an `events` frame. Every field may be missing but the id; unknown types and values are kept as they are.
 * Throws {@link UndecodableError}.
 */
export function decodeEvent(raw: string, receivedTime: number): DecodedEvent {
  const event = parseEvent(raw, (json) => JSON.parse(json));
  // The polling twin of the stream calls the id `oid`.
  const id = text(event, 'id') ?? text(event, 'oid');
  if (id === undefined) throw new UndecodableError('The event has no id.');
  if (id.length > 512) throw new UndecodableError('The id of the event is longer than 512 characters.');
  const vendorType = text(event, 'type') ?? 'UNKNOWN';
  const threat = object(event, 'threat');
  const device = object(event, 'device');
  const vendorSeverity = vendorType === 'THREAT' ? text(threat, 'severity') : undefined;
  const status = vendorType === 'THREAT' ? text(threat, 'status')?.toLowerCase() : undefined;
  const actor = party(object(event, 'actor'));
  const target = targetOf(event, vendorType);
  const subject = subjectOf(event, vendorType, target);
  const learned = vendorType === 'DEVICE' ? learnedOf(device) : undefined;
  return {
    id,
    time: timeOf(event) ?? timeOfId(id) ?? receivedTime,
    type: headingOf(vendorType),
    activity: text(event, 'change_type') ?? 'UNKNOWN',
    severity: severityOf(vendorType, vendorSeverity),
    ...(vendorSeverity !== undefined && { vendorSeverity }),
    ...(status !== undefined && { status }),
    ...(actor && { actor }),
    ...(target && { target }),
    ...(subject && { subject }),
    summary: summaryOf(event, vendorType).slice(0, 300),
    changes: vendorType === 'DEVICE' ? groupChange(device) : auditChanges(event),
    raw,
    ...(learned && { learned: [learned] }),
  };
}

/** `created_time`, ISO 8601 with offset, to ms since the epoch. */
function timeOf(event: JsonObject): number | undefined {
  const time = Date.parse(text(event, 'created_time') ?? '');
  return Number.isNaN(time) ? undefined : time;
}

/** Ids are UUIDs of version 7, whose time is the one of the event, cut to seconds: better than when a replay happened to bring it. */
function timeOfId(id: string): number | undefined {
  const hex = /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.exec(id);
  return hex ? Number.parseInt(`${hex[1]}${hex[2]}`, 16) : undefined;
}

function party(of: JsonObject): Party | undefined {
  const kind = text(of, 'type')?.toLowerCase();
  const id = text(of, 'guid');
  if (kind === undefined && id === undefined) return undefined;
  return { kind: kind ?? 'unknown', ...(id !== undefined && { id }) };
}

/** For threats and smishing alerts `target.guid` is the device, although `target.type` names the finding (seen in all captured data). */
function targetOf(event: JsonObject, type: string): Party | undefined {
  const target = party(object(event, 'target'));
  switch (type) {
    case 'THREAT':
    case 'SMISHING_ALERT':
      return target?.id === undefined ? target : { kind: 'device', id: target.id };
    case 'DEVICE':
      return deviceParty(object(event, 'device'), target?.id);
    default:
      return target;
  }
}

function deviceParty(device: JsonObject, fallback?: string): Party | undefined {
  const id = text(device, 'guid') ?? fallback;
  const name = deviceName(device);
  return id === undefined ? undefined : { kind: 'device', id, ...(name !== undefined && { name }) };
}

/** What the event's state belongs to: the threat, the alert, the device; for audit events the target. */
function subjectOf(event: JsonObject, type: string, target: Party | undefined): Party | undefined {
  switch (type) {
    case 'THREAT':
      return (
        finding(object(event, 'threat'), 'threat', ['application_name', 'file_name', 'url', 'network_ssid']) ?? target
      );
    case 'SMISHING_ALERT':
      return finding(object(event, 'smishing_alert'), 'smishing_alert', []) ?? target;
    default:
      return target;
  }
}

function finding(of: JsonObject, kind: string, names: readonly string[]): Party | undefined {
  const id = text(of, 'guid');
  if (id === undefined) return undefined;
  const details = object(of, 'details');
  const name = names.map((n) => text(details, n)).find((n) => n !== undefined);
  return { kind, id, ...(name !== undefined && { name }) };
}

/** Device events are the only ones that name a person; threats name just the device. */
function learnedOf(device: JsonObject): DirectoryEntry | undefined {
  const id = text(device, 'guid');
  if (id === undefined) return undefined;
  const name = deviceName(device);
  const email = text(object(device, 'info'), 'email');
  return { kind: 'device', id, ...(name !== undefined && { name }), ...(email !== undefined && { email }) };
}

/** Audit events carry real pairs; a bare `{name}` says what the change is about. */
function auditChanges(event: JsonObject): readonly AttributeChange[] {
  return list(object(event, 'audit'), 'attribute_changes')
    .filter(isObject)
    .map((entry) => change(text(entry, 'name') ?? '', entry.from, entry.to));
}

/** Group membership is the one thing of which device events send both sides. */
function groupChange(device: JsonObject): readonly AttributeChange[] {
  const info = object(device, 'info');
  if (info.previous_device_group_guids === undefined) return [];
  return [change('device_group_guids', info.previous_device_group_guids, info.device_group_guids)];
}

function change(name: string, from: unknown, to: unknown): AttributeChange {
  const before = valueText(from);
  const after = valueText(to);
  return { name, ...(before !== undefined && { from: before }), ...(after !== undefined && { to: after }) };
}
