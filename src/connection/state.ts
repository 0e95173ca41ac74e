/** Why a connection waits or was refused, in words for people (English; `kind` lets the UI translate and choose an action). */
export interface Reason {
  readonly kind:
    | 'credential'
    | 'forbidden'
    | 'busy'
    | 'cursor'
    | 'network'
    | 'protocol'
    | 'store'
    | 'noCredential'
    | 'keyring'
    | 'endpointChanged'
    | 'config';
  readonly message: string;
  /** Of which stream, as the vendor calls it, where the connection has several. */
  readonly stream?: string;
}

/** What is known of a live stream, and by what. Times are ms since the epoch. */
export interface Evidence {
  readonly connectedSince?: number;
  readonly lastByte?: number;
  readonly lastHeartbeat?: number;
  /** When the last event arrived, and when it happened at the vendor. */
  readonly lastEvent?: number;
  readonly lastEventTime?: number;
  /** Events a minute over the last minute. */
  readonly rate: number;
  readonly caughtUp: boolean;
  /** When a polled server is asked next. */
  readonly nextPoll?: number;
  /** Events that were not passed on because they lie before the time that is asked for, and how far they went. */
  readonly skipped?: { readonly count: number; readonly time: number };
  /** No event of it is stored or was ever brought. */
  readonly empty?: true;
  /** Where this stream went on: a stored cursor, a point in time (first run), or now. */
  readonly resumedFrom?:
    | { readonly kind: 'cursor'; readonly stored: number }
    | { readonly kind: 'time'; readonly time: number };
  readonly stored: number;
  readonly duplicates: number;
  readonly quarantined: number;
  readonly reconnects: number;
}

/** Status is derived from evidence: `live` means that bytes arrived within the watchdog's time. */
export type ConnectionState =
  | { readonly kind: 'disconnected' }
  | { readonly kind: 'connecting'; readonly attempt: number }
  | { readonly kind: 'live' }
  | { readonly kind: 'waiting'; readonly until: number; readonly attempt: number; readonly reason: Reason }
  /** Only a person can mend it, or it is probed slowly: `probe` is the time of the next try. */
  | { readonly kind: 'refused'; readonly reason: Reason; readonly probe?: number }
  /** Another window streams; what it says of itself, and when it said so. Without `of` it has said nothing yet, or (with `heard`) nothing for too long. */
  | { readonly kind: 'following'; readonly of?: ConnectionState; readonly heard?: number };

/** A connection's state and evidence at one moment; plain data, published to other windows as JSON. */
export interface ConnectionStatus {
  readonly state: ConnectionState;
  readonly evidence: Evidence;
  /** Its streams as the vendor calls them, where it has several; `state` is the worst of theirs. */
  readonly streams?: readonly { readonly name: string; readonly state: ConnectionState }[];
}

export const NO_EVIDENCE: Evidence = {
  rate: 0,
  caughtUp: false,
  stored: 0,
  duplicates: 0,
  quarantined: 0,
  reconnects: 0,
};
