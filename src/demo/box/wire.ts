/** The shapes that the simulator writes. Separate from the feed's on purpose: sharing them would hide a mistake from the tests. */

export type Json = Readonly<Record<string, unknown>>;

export interface UserMini {
  readonly type: 'user';
  readonly id: string | number;
  readonly name: string;
  readonly login: string;
}

/** What the streams of one person tell about the same action. */
export interface PersonalBody {
  readonly event_type: string;
  readonly source: Json;
  readonly created_by: UserMini;
  /** Number of the department in whose folders it happened: its members see it. */
  readonly department: number;
  /** Ids of others who see it. */
  readonly concerns: readonly string[];
  /** Whether the item lies in a synced folder. */
  readonly synced: boolean;
}

/** An enterprise event without what the history adds: its id and time. */
export interface EventBody {
  readonly event_type: string;
  readonly source: Json | null;
  readonly created_by: UserMini | null;
  readonly ip_address: string;
  readonly additional_details: Json | null;
  readonly action_by?: Json | null;
  readonly accessible_by?: Json;
  readonly personal?: PersonalBody;
}

/** Who is shown for what nobody signed in did, and for Shield's own events. */
export const ANONYMOUS: UserMini = { type: 'user', id: '2', name: 'Unknown User', login: '' };
export const BOX_SUPPORT = { type: 'user', id: 'box_support', name: 'Box Support', login: 'support@box.com' } as const;

/** Types of the user streams that only `all` has. */
export const ONLY_IN_ALL: ReadonlySet<string> = new Set(
  (
    'COMMENT_CREATE COMMENT_DELETE ITEM_DOWNLOAD ITEM_PREVIEW TASK_ASSIGNMENT_CREATE TASK_CREATE ITEM_SHARED_CREATE ' +
    'ITEM_SHARED_UNSHARE ITEM_SHARED TAG_ITEM_CREATE ENABLE_TWO_FACTOR_AUTH MASTER_INVITE_ACCEPT MASTER_INVITE_REJECT ' +
    'ACCESS_GRANTED ACCESS_REVOKED'
  ).split(' '),
);

/** `2018-08-21T14:25:38-07:00`: whole seconds, the offset of California as of the time of year. */
export function vendorTime(time: number): string {
  const month = new Date(time).getUTCMonth();
  const hours = month >= 3 && month <= 9 ? 7 : 8;
  return `${new Date(time - hours * 3_600_000).toISOString().slice(0, 19)}-0${hours}:00`;
}
