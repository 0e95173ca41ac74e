import {
  CLOUD_PLATFORM,
  type Entry,
  INSYNC,
  type InSyncBody,
  inSyncId,
  type Json,
  type PlatformBody,
  platformId,
  vendorTime,
} from './wire.ts';

/** An object of the vendor's shape, whose missing id and time are filled in, or exact JSON text. */
export type InjectedEvent = Json | string;

interface InjectedAt {
  readonly place: number;
  /** ms since the epoch. */
  readonly time: number;
  readonly big: boolean;
  readonly tenant: string;
}

/** The entry of an event that a test made. Its own stream has it exactly as it is. */
export function injected(
  to: 'insync' | 'platform',
  event: InjectedEvent,
  parsed: Json,
  { place, time, big, tenant }: InjectedAt,
): Entry & { readonly id: string } {
  const body = to === 'insync' ? inSyncBody(parsed) : platformBody(parsed);
  const own = to === 'insync' ? parsed.eventID : parsed.id;
  const given = ownId(event, own);
  const id = given ?? (to === 'insync' ? inSyncId({ place }, big) : platformId({ place, body }));
  if (typeof event === 'string') return { place, time, body, id, exact: Buffer.from(event) };
  const name = to === 'insync' ? 'eventID' : 'id';
  const defaults =
    to === 'insync'
      ? { eventType: body.type, timestamp: vendorTime(time), severity: body.severity, facility: 23 }
      : {
          ...body,
          product: undefined,
          severity: undefined,
          syslogSeverity: body.severity,
          productID: body.product,
          globalID: tenant,
          timeStamp: Math.floor(time / 1000),
        };
  const { [name]: _, ...rest } = { ...defaults, ...event } as Record<string, unknown>;
  const digits = own === undefined ? id : JSON.stringify(own);
  const exact = Buffer.from(`{"${name}":${digits},${JSON.stringify(rest).slice(1)}`);
  return { place, time, body, id, exact };
}

/** Exact digits where the event is a text: a number of JavaScript may not hold them. */
function ownId(event: InjectedEvent, own: unknown): string | undefined {
  if (typeof own === 'string') return own.replace(/\.0$/, '');
  if (typeof own !== 'number') return undefined;
  return typeof event === 'string' ? /"(?:eventID|id)"\s*:\s*(\d+)/.exec(event)?.[1] : String(own);
}

function inSyncBody(event: Json): InSyncBody {
  return {
    product: INSYNC,
    feature: 'System Event',
    identity: 'SERVICE',
    type: text(event.eventType, 'Backup'),
    state: text(event.eventState, ''),
    text: text(event.eventDetails, ''),
    severity: figure(event.severity, 6),
    ...(typeof event.initiator === 'string' && { initiator: event.initiator }),
    ...(typeof event.ip === 'string' && { ip: event.ip }),
  };
}

function platformBody(event: Json): PlatformBody {
  const { details } = event;
  return {
    product: figure(event.productID, CLOUD_PLATFORM),
    category: text(event.category, 'EVENT'),
    feature: text(event.feature, 'Alerts And Notifications'),
    type: text(event.type, 'Alert'),
    severity: figure(event.syslogSeverity, 6),
    details: typeof details === 'object' && details !== null ? { ...details } : text(details, ''),
  };
}

function text(value: unknown, missing: string): string {
  return typeof value === 'string' ? value : missing;
}

function figure(value: unknown, missing: number): number {
  return typeof value === 'number' ? value : missing;
}
