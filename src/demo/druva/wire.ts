import type { Place } from '../timeline.ts';
import type { DataSource, Member } from './company.ts';

/** The shapes that the simulator writes. Separate from the feed's on purpose: sharing them would hide a mistake from the tests. */

export type Json = Readonly<Record<string, unknown>>;

export const INSYNC = 8193;
/** Cyber Resilience. */
export const CLOUD_PLATFORM = 4097;
export const ENTERPRISE_WORKLOADS = 12289;

export type Feature =
  | 'Alerts And Notifications'
  | 'Backup And Restore'
  | 'WebDAV'
  | 'Bulk Export WebDAV'
  | 'Admin Event'
  | 'API'
  | 'System Event'
  | 'User And Device';

/** An inSync event without what its place adds: its id and time. */
export interface InSyncBody {
  readonly product: typeof INSYNC;
  readonly feature: Feature;
  readonly identity: 'SERVICE' | 'ADMIN' | 'API' | 'USER';
  readonly type: string;
  readonly state: string;
  /** Display text, may be empty. */
  readonly text: string;
  /** Syslog, 0 to 7. */
  readonly severity: number;
  readonly initiator?: string;
  readonly ip?: string;
  readonly user?: Member;
  readonly source?: DataSource;
}

/** An event of another product, as the platform has it. */
export interface PlatformBody {
  readonly product: number;
  readonly category: string;
  readonly feature: string;
  readonly type: string;
  readonly severity: number;
  readonly details: Json | string;
}

export type Body = InSyncBody | PlatformBody;

/** An event at its place. */
export interface Entry extends Place {
  /** ms since the epoch. */
  readonly time: number;
  readonly body: Body;
  /** Digits; they follow from the place when missing. */
  readonly id?: string;
  /** As it is in a page of the stream that it was made for, whatever the shape. */
  readonly exact?: Uint8Array;
}

export function isInSync(body: Body): body is InSyncBody {
  return body.product === INSYNC;
}

/** Ids grow with the place; those of inSync and of the platform have nothing in common. */
const INSYNC_ZERO = 1_500_000_000_000n;
const PLATFORM_ZERO = 1_400_000_000_000n;
const BIG = 2n ** 60n;

/** Digits of `eventID`. `big`: above what JSON.parse can tell apart. */
export function inSyncId({ id, place }: Pick<Entry, 'id' | 'place'>, big: boolean): string {
  return id ?? String(BigInt(place) - INSYNC_ZERO + (big ? BIG : 0n));
}

export function platformId({ id, place, body }: Pick<Entry, 'id' | 'place' | 'body'>): string {
  return id !== undefined && !isInSync(body) ? id : String(BigInt(place) - PLATFORM_ZERO);
}

/** The place whose platform id this is. */
export function placeOfPlatformId(id: number): number {
  return id + Number(PLATFORM_ZERO);
}

/** `2023-03-09T17:48:43Z` */
export function vendorTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
