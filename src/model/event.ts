import type { Severity } from './severity.ts';

/** Somebody or something that an event names. `kind` is the vendor's word in lower case: admin, device, system, threat, … */
export interface Party {
  readonly kind: string;
  readonly id?: string;
  readonly name?: string;
}

/**
 * One attribute of the subject that changed, as the vendor sent it or as we computed it.
 * Neither side: the entry names what the change is about. `to` alone: set. `from` alone: removed.
 * Values are texts; they may hold JSON (`["a"]`) and are then compared as structures.
 */
export interface AttributeChange {
  readonly name: string;
  readonly from?: string;
  readonly to?: string;
}

/** What an event tells about an object, remembered so that later events which give only its id can show who it is. */
export interface DirectoryEntry {
  readonly kind: string;
  readonly id: string;
  readonly name?: string;
  readonly email?: string;
}

/** An event as a feed decodes it. Terms follow OCSF. */
export interface DecodedEvent {
  /** The vendor's id, unique within a connection. */
  readonly id: string;
  /** When it happened, ms since the epoch, UTC. */
  readonly time: number;
  /** Group heading for people: Threat, Device, Audit, … An unknown vendor type is kept under its own word. */
  readonly type: string;
  /** The vendor's verb: CREATED, UPDATED, … */
  readonly activity: string;
  readonly severity: Severity;
  /** The vendor's own word for the severity, where it sends one. */
  readonly vendorSeverity?: string;
  /** open, resolved, ignored, success, failure, … in lower case, where the vendor has one. */
  readonly status?: string;
  readonly actor?: Party;
  readonly target?: Party;
  /** The thing whose state the event is about; computed changes compare events of one subject. */
  readonly subject?: Party;
  /** What happened in one line that a person understands, English; severity, status and target are told beside it, not in it. */
  readonly summary: string;
  readonly changes: readonly AttributeChange[];
  /** The vendor console's page about it, https only. */
  readonly link?: string;
  /** The exact JSON text received. Never parsed and stringified again on its way to the user. */
  readonly raw: string;
  readonly learned?: readonly DirectoryEntry[];
}

/** What a list shows of a stored event: everything but the raw text and the changes themselves. */
export interface EventRow extends Omit<DecodedEvent, 'raw' | 'changes' | 'learned'> {
  /** Order of arrival, assigned by the store; the cursor of views. */
  readonly seq: number;
  /** Id of the connection that brought it. */
  readonly connection: string;
  readonly stream: string;
  /** ms since the epoch, UTC. */
  readonly receivedTime: number;
  /** E-mail address of the person behind the target, where any event told it: on whose device it happened. */
  readonly owner?: string;
}

/** A stored event, whole. */
export interface SecurityEvent extends EventRow {
  readonly changes: readonly AttributeChange[];
  readonly raw: string;
}

/** Bytes that did not decode to an event, kept for people to look at. */
export interface Quarantined {
  /** Why, in one English sentence without vendor text. */
  readonly reason: string;
  /** The text received, cut to at most 64 KiB. */
  readonly raw: string;
}

/** A known hole in what a connection delivered. Times are ms since the epoch; a missing one is not known. */
export interface Gap {
  readonly from?: number;
  readonly to?: number;
  readonly reason: string;
}
