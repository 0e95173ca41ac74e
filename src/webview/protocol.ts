import type { Detail } from '../model/detail.ts';
import type { AttributeChange } from '../model/event.ts';
import type { Severity } from '../model/severity.ts';

/** What the extension host and the browser code of the event editor say to each other. Both sides import this file. */

//#region host to view

export interface PartyView {
  /** Translated kind for display: Device, Admin, … */
  readonly kind: string;
  readonly id?: string;
  readonly name?: string;
  readonly email?: string;
}

export interface EventLink {
  readonly connection: string;
  readonly id: string;
  readonly time: number;
  readonly severity: Severity;
  readonly severityName: string;
  readonly summary: string;
  readonly status?: string;
}

/** Computed against the previous stored event about the same subject. An empty list: nothing changed. */
export interface ComputedChanges {
  readonly kind: 'computed';
  readonly changes: readonly AttributeChange[];
  readonly against: EventLink;
}

export type ChangesView =
  /** The vendor sent them; `also`: what else changed in the subject's state, which it did not send. */
  | { readonly kind: 'sent'; readonly changes: readonly AttributeChange[]; readonly also?: ComputedChanges }
  | ComputedChanges
  /** The event tells a state, but no earlier event about its subject is stored. */
  | { readonly kind: 'noEarlier' }
  /** This kind of event has no attributes that change. */
  | { readonly kind: 'none' };

/** What the vendor packs into a text or a nested object, as facts. */
export interface DetailsView {
  readonly rows: readonly Detail[];
  /** How many there are beyond these. */
  readonly more: number;
}

export interface DetailView {
  readonly connection: string;
  readonly connectionName: string;
  readonly id: string;
  readonly type: string;
  readonly activity: string;
  readonly severity: Severity;
  readonly severityName: string;
  readonly vendorSeverity?: string;
  readonly status?: string;
  /** ms since the epoch, UTC. */
  readonly time: number;
  readonly receivedTime: number;
  readonly actor?: PartyView;
  readonly target?: PartyView;
  readonly subject?: PartyView;
  readonly summary: string;
  readonly details?: DetailsView;
  readonly changes: ChangesView;
  readonly json: {
    /** Formatted JSON, or the first part of it when `cut`. */
    readonly text: string;
    /** Too large to show whole here: the text editor has all of it. */
    readonly cut: boolean;
    /** Size of the exact text, UTF-8 bytes. */
    readonly bytes: number;
  };
  readonly sameSubject: readonly EventLink[];
  readonly sameTarget: readonly EventLink[];
  readonly hasPrevious: boolean;
}

export type HostMessage =
  | {
      readonly kind: 'show';
      readonly detail: DetailView;
      /** Translated texts, by English text; the view falls back to English. */
      readonly l10n: Readonly<Record<string, string>>;
      /** BCP 47, for dates. */
      readonly locale: string;
    }
  /** There is nothing (more) to show, and why. `showLog`: the name of a button that shows the log, where that tells more. */
  | { readonly kind: 'gone'; readonly message: string; readonly showLog?: string }
  /** The relations changed since `show` (new events about the same subject or target). */
  | { readonly kind: 'related'; readonly sameSubject: readonly EventLink[]; readonly sameTarget: readonly EventLink[] };

//#endregion
//#region view to host

export type ViewMessage =
  /** The page can show the event; asked again until it is answered. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'copy'; readonly text: string }
  /** Copies the exact text received, all of it. */
  | { readonly kind: 'copyJson' }
  | { readonly kind: 'open'; readonly connection: string; readonly id: string }
  | { readonly kind: 'comparePrevious' }
  | { readonly kind: 'openText' }
  | { readonly kind: 'showLog' };

//#endregion
