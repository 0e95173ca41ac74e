/**
 * Where a term looks. `owner`: the e-mail address of the person behind the target. `changed`: the names of attributes that changed. `time` and `received` in ms since
 * the epoch, `severity` as a number of OCSF.
 */
export type TextField =
  | 'type'
  | 'activity'
  | 'status'
  | 'vendorSeverity'
  | 'connection'
  | 'stream'
  | 'id'
  | 'actor'
  | 'target'
  | 'subject'
  | 'owner'
  | 'summary'
  | 'changed';
export type NumberField = 'severity' | 'time' | 'received';

/**
 * What a text must look like, without regard to case (`textTest` in textTest.ts says it exactly). `words`: these words in this order stand in it (in a field of a
 * closed set, such as `type`, they are all of it). `pattern`: a part of it that begins and ends where words do (in a field of a closed set all of it), where `*`
 * stands for any characters, `?` for one, and `\*`, `\?`, `\\` for themselves. `any`: there is a text.
 */
export type TextMatch =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'pattern'; readonly text: string }
  | { readonly kind: 'any' };

/** What people ask of events, as the filter language says it. Plain data: it crosses to workers and is kept in settings as text. */
export type Expression =
  /** Everything. */
  | { readonly kind: 'all' }
  | { readonly kind: 'and'; readonly of: readonly Expression[] }
  | { readonly kind: 'or'; readonly of: readonly Expression[] }
  | { readonly kind: 'not'; readonly of: Expression }
  /** Free text: anywhere in what the event says. */
  | { readonly kind: 'anywhere'; readonly match: TextMatch }
  | { readonly kind: 'text'; readonly field: TextField; readonly match: TextMatch }
  /** Both ends with it; a missing one does not restrict. */
  | { readonly kind: 'range'; readonly field: NumberField; readonly from?: number; readonly to?: number }
  /** What the vendor's word for the status means, whichever vendor it is. */
  | { readonly kind: 'is'; readonly state: EventState }
  /** A member of the event's JSON, by the names on the way to it; in arrays any element counts. */
  | { readonly kind: 'raw'; readonly path: readonly string[]; readonly match: TextMatch };

export const EVENT_STATES = ['open', 'resolved', 'success', 'failure', 'changed'] as const;
export type EventState = (typeof EVENT_STATES)[number];

export const EVERYTHING: Expression = { kind: 'all' };
