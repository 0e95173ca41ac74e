import { createHash } from 'node:crypto';
import type { Shape } from './tricks.ts';
import {
  type Entry,
  type InSyncBody,
  inSyncId,
  isInSync,
  type Json,
  type PlatformBody,
  platformId,
  vendorTime,
} from './wire.ts';

const FACILITY = 23;

/** The event as a page of the inSync endpoint has it. */
export function inSyncText(entry: Entry, body: InSyncBody, shape: Shape, tenant: string): string {
  switch (envelopeOf(entry, shape)) {
    case 'siem':
      return siemText(entry, body, tenant);
    case 'platform':
      return platformText(entry, shape, tenant);
    default:
      return flatText(entry, body, shape);
  }
}

/** What the event is known by in the inSync endpoint: digits, or the UUID of the envelope. */
export function inSyncKey(entry: Entry, shape: Shape): string {
  return entry.exact === undefined && envelopeOf(entry, shape) === 'siem'
    ? uniqueId(entry)
    : inSyncId(entry, shape.ids === 'big');
}

export function platformText(entry: Entry, shape: Shape, tenant: string): string {
  const { body, time } = entry;
  const when = shape.time === 'epoch' ? Math.floor(time / 1000) : vendorTime(time);
  return withNumber('id', platformId(entry), {
    ...(isInSync(body)
      ? { category: body.type === 'Alert' ? 'ALERT' : 'EVENT', details: inSyncDetails(entry, body, shape) }
      : { category: body.category, details: body.details }),
    feature: body.feature,
    globalID: tenant,
    timeStamp: when,
    productID: body.product,
    syslogFacility: isInSync(body) ? FACILITY : 1,
    syslogSeverity: body.severity,
    type: body.type,
  });
}

/** The event as Cyber Resilience has it. */
export function resilienceText(entry: Entry, body: PlatformBody): string {
  return withNumber('id', platformId(entry), {
    area: 'Platform',
    category: body.feature,
    type: body.type,
    occurenceTime: Math.floor(entry.time / 1000),
    syslogSeverity: body.severity,
    syslogFacility: FACILITY,
    details: body.details,
  });
}

function flatText(entry: Entry, body: InSyncBody, shape: Shape): string {
  const { user, source } = body;
  const none = (usual: unknown) => absent(shape.none, usual);
  const figure = (value: number) => (shape.numbers === 'text' ? String(value) : value);
  const spelling = shape.timeField === 'mixed' ? (entry.place % 2 ? 'timeStamp' : 'timestamp') : shape.timeField;
  return withNumber('eventID', idText(inSyncId(entry, shape.ids === 'big'), shape), {
    eventType: body.type,
    profileName: user?.profile.name ?? none(''),
    inSyncUserName: user?.name ?? none(''),
    clientVersion: source?.clientVersion ?? none(''),
    clientOS: source?.clientOS ?? none(''),
    ip: body.ip ?? none(''),
    inSyncUserEmail: user?.email ?? none(''),
    eventDetails: body.text === '' ? none('') : body.text,
    [spelling]: shape.time === 'epoch' ? Math.floor(entry.time / 1000) : vendorTime(entry.time),
    inSyncUserID: user ? smallId(user.id, shape) : none(0),
    profileID: user ? smallId(user.profile.id, shape) : none(0),
    initiator: body.initiator ?? none(null),
    inSyncDataSourceID: source ? smallId(source.id, shape) : none(0),
    eventState: body.state === '' ? none('') : body.state,
    inSyncDataSourceName: source?.name ?? none(''),
    severity: figure(body.severity),
    facility: figure(FACILITY),
  });
}

function siemText(entry: Entry, body: InSyncBody, tenant: string): string {
  const whole = body.state === '' ? body.text : `${body.text}${body.text === '' ? '' : ', '}State:${body.state}`;
  return JSON.stringify({
    eventCategory: 'EVENT',
    uniqueID: uniqueId(entry),
    publisherID: '1-8193',
    topicName: `public-inSyncPlatform-${body.feature}`,
    timeStamp: new Date(entry.time).toISOString(),
    eventType: body.type,
    tenantID: tenant,
    severity: String(body.severity),
    identityType: body.identity,
    identityID: body.initiator ?? String(body.user?.id ?? 0),
    eventDetails: whole,
    schemaVersion: '1.0',
  });
}

function inSyncDetails(entry: Entry, body: InSyncBody, shape: Shape): Json {
  const id = inSyncId(entry, shape.ids === 'big');
  return {
    eventID: Number.isSafeInteger(Number(id)) && shape.ids === 'number' ? Number(id) : id,
    ip: body.ip ?? '',
    clientOS: body.source?.clientOS ?? '',
    eventState: body.state,
    eventDetails: body.text,
    initiator: body.initiator ?? null,
    initiatorID: body.user?.id ?? 0,
  };
}

function envelopeOf({ place }: Entry, { envelope }: Shape): 'flat' | 'siem' | 'platform' {
  return envelope === 'mixed' ? ((['flat', 'siem', 'platform'] as const)[place % 3] ?? 'flat') : envelope;
}

/** A UUID that follows from the event's id. */
function uniqueId(entry: Entry): string {
  const h = createHash('sha256').update(inSyncId(entry, false)).digest('hex');
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-8${h.slice(17, 20)}-${h.slice(20, 32)}`;
}

function absent(none: Shape['none'], usual: unknown): unknown {
  switch (none) {
    case 'vendor':
      return usual;
    case 'null':
      return null;
    case 'empty':
      return '';
    case 'zero':
      return 0;
    case 'missing':
      return undefined;
  }
}

function idText(digits: string, { ids }: Shape): string {
  return ids === 'text' ? `"${digits}"` : ids === 'float' ? `"${digits}.0"` : digits;
}

function smallId(id: number, { ids }: Shape): number | string {
  return ids === 'text' ? String(id) : ids === 'float' ? `${id}.0` : id;
}

/** An object that begins with a number which may be beyond those of JavaScript. */
function withNumber(name: string, number: string, rest: Json): string {
  return `{"${name}":${number},${JSON.stringify(rest).slice(1)}`;
}
