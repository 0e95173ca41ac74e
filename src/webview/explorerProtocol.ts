import type { Severity } from '../model/severity.ts';
import type { Facet, FacetName, Histogram, ViewState } from '../store/search/contract.ts';
import type { Anchor, ExplorerConfig } from './explorer/config.ts';

/** What the extension host and the browser code of the Event Explorer say to each other. Both sides import this file. */

/** Most rows that a request may ask for. */
export const MOST_ROWS = 200;

export interface PartyCell {
  /** The vendor's word. */
  readonly kind: string;
  readonly id?: string;
  readonly name?: string;
}

/** A row as the grid shows it; texts are cut to what a cell can hold. */
export interface RowView {
  readonly connection: string;
  readonly id: string;
  /** ms since the epoch, UTC. */
  readonly time: number;
  readonly severity: Severity;
  readonly type: string;
  readonly activity: string;
  readonly status?: string;
  readonly actor?: PartyCell;
  readonly target?: PartyCell;
  /** The id of what the event is about. */
  readonly subject?: string;
  readonly owner?: string;
  readonly summary: string;
  /** There is a page of the vendor's console about it. */
  readonly link?: true;
}

/** Rows from a rank on; `null` where the event was removed since. */
export interface RowsView {
  readonly version: number;
  readonly from: number;
  readonly rows: readonly (RowView | null)[];
}

/** A known hole, ms since the epoch; a missing end is not known. */
export interface GapView {
  readonly connection: string;
  readonly from?: number;
  readonly to?: number;
  readonly noticed: number;
  /** A sentence in the user's language. */
  readonly reason: string;
}

/** A filter with a name. */
export interface SavedFilter {
  readonly name: string;
  readonly filter: string;
}

/** What does not depend on the filter. */
export interface Surroundings {
  readonly connections: readonly { readonly id: string; readonly name: string }[];
  /** Types of stored events. */
  readonly types: readonly string[];
  readonly gaps: readonly GapView[];
  readonly saved: readonly SavedFilter[];
  /** Filters used before, latest first. */
  readonly history: readonly string[];
  /** Time of the oldest stored event of all; missing while none is stored or it is not known. */
  readonly oldest?: number;
  /** Events in the store, whatever the filter. */
  readonly stored: number;
}

//#region host to view

export type HostMessage =
  | {
      readonly kind: 'show';
      readonly config: ExplorerConfig;
      readonly surroundings: Surroundings;
      /** Words for severities, by number. */
      readonly severities: readonly string[];
      /** Translated texts, by English text; the view falls back to English. */
      readonly l10n: Readonly<Record<string, string>>;
      /** BCP 47. */
      readonly locale: string;
    }
  | { readonly kind: 'surroundings'; readonly surroundings: Surroundings }
  /** A search has its first rows, or its rows were frozen anew. `at`: the rank of what the view asked to find again. */
  | {
      readonly kind: 'result';
      readonly search: number;
      readonly state: ViewState;
      readonly page: RowsView;
      readonly at?: number;
    }
  | { readonly kind: 'state'; readonly search: number; readonly state: ViewState }
  | { readonly kind: 'rows'; readonly search: number; readonly page: RowsView }
  /** Of the frozen rows, as far as they are searched. */
  | {
      readonly kind: 'summary';
      readonly search: number;
      readonly searched: number;
      readonly histogram?: Histogram;
      readonly facets?: readonly Facet[];
    }
  /** The store could not answer; a sentence. */
  | { readonly kind: 'failed'; readonly search: number; readonly message: string }
  /** Takes this filter, as if it had been typed. */
  | { readonly kind: 'filter'; readonly text: string }
  | { readonly kind: 'focus'; readonly part: 'filter' | 'grid' };

//#endregion
//#region view to host

/** What the view wants to know about all that matches. */
export interface Wanted {
  readonly facets: readonly FacetName[];
  readonly limit: number;
  readonly histogram?: { readonly buckets: number; readonly from?: number; readonly to?: number };
}

export type ViewMessage =
  /** The page can show events; asked again until it is answered. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'config'; readonly config: ExplorerConfig }
  | {
      readonly kind: 'search';
      readonly search: number;
      readonly text: string;
      readonly wanted: Wanted;
      /** Where to come back to; missing: the newest. */
      readonly anchor?: Anchor;
    }
  | { readonly kind: 'rows'; readonly search: number; readonly from: number; readonly count: number }
  | { readonly kind: 'wanted'; readonly search: number; readonly wanted: Wanted }
  /** Whether the view is at the newest events and takes in what arrives. */
  | { readonly kind: 'follow'; readonly on: boolean }
  /** Takes in what arrived, once. */
  | { readonly kind: 'refresh' }
  | { readonly kind: 'open'; readonly connection: string; readonly id: string; readonly focus: boolean }
  | { readonly kind: 'copy'; readonly text: string }
  | { readonly kind: 'copyLink'; readonly text: string }
  | { readonly kind: 'remember'; readonly text: string }
  | { readonly kind: 'save'; readonly text: string }
  | { readonly kind: 'addConnection' }
  | { readonly kind: 'showLog' };

//#endregion
