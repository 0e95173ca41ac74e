import type { Event } from '../../base/emitter.ts';
import type { Form } from '../../export/form.ts';
import type { Portion } from '../../export/source.ts';
import type { EventRow } from '../../model/event.ts';
import type { Expression } from '../../model/expression.ts';
import type { Severity } from '../../model/severity.ts';
import type { Tally } from '../contract.ts';

/** Finds among all stored events. */
export interface EventSearch {
  /** A view of the events that match, newest first by `time`, then `seq`. Rejects with a StoreError. It costs memory and work until it is disposed. */
  open(expression: Expression): Promise<EventView>;
}

/**
 * What a view knows of itself. Its rows are frozen: a rank means the same event until {@link EventView.refresh}, so that nothing moves under the reader's eyes. What
 * arrives is counted beside it.
 */
export interface ViewState {
  /** Grows with each freeze. Also while the search is under way: then the first rows are right already, `total` grows. */
  readonly version: number;
  readonly total: number;
  /** Matching events that arrived since the freeze. */
  readonly arrived: number;
  /** Share of the stored events that were looked at, 0 to 1; 1: the answer is whole. */
  readonly searched: number;
  /** Share of the stored events that the index of free text covers already; 1 where the expression asks for none. */
  readonly indexed: number;
  /** Times of the oldest and newest matching event, ms since the epoch; missing without any. */
  readonly oldest?: number;
  readonly newest?: number;
}

export interface Page<Row> {
  /** Of the state that the ranks belong to. */
  readonly version: number;
  readonly from: number;
  /** `undefined`: it was removed since (retention, Clear). */
  readonly rows: readonly (Row | undefined)[];
}

/** Events of a page as they stand in a file. */
export interface EncodedPage extends Portion {
  /** Of the state that the ranks belong to. */
  readonly version: number;
}

export type FacetName = 'severity' | 'type' | 'activity' | 'status' | 'connection' | 'actor' | 'target';

export interface FacetValue {
  /** As a term of the filter language finds it: a type, an OCSF number, a connection's id, a party's name or else its id. */
  readonly value: string;
  /** Of a party the kind, as in `Party`. */
  readonly partyKind?: string;
  readonly count: number;
}

export interface Facet {
  readonly name: FacetName;
  /** Most frequent first, cut to the limit that was asked for. */
  readonly values: readonly FacetValue[];
  /** How many different values there are. */
  readonly distinct: number;
}

/** Counts by time. All of `counts` has one entry a bucket and severity: `counts[bucket * 7 + severity]`. */
export interface Histogram {
  /** ms since the epoch; the first bucket begins at `from`, the last ends at `to`. */
  readonly from: number;
  readonly to: number;
  readonly buckets: number;
  readonly counts: readonly number[];
}

export interface EventView {
  readonly state: ViewState;
  readonly onDidChange: Event<ViewState>;
  /** Freezes anew: takes in what arrived. */
  refresh(): Promise<ViewState>;
  /** By rank, 0 the newest. At most 500. */
  rows(from: number, count: number): Promise<Page<EventRow>>;
  /**
   * As {@link rows}, but with the raw text and written in a form by the worker, in UTF-8: at the speed of the disk, and without work for the host. At most 5,000; ends
   * early after 8 M bytes.
   */
  encoded(from: number, count: number, form: Form): Promise<EncodedPage>;
  /** Rank of the first event that is not newer than this time; `total` if all are newer. */
  rankOfTime(time: number): Promise<number>;
  /** `undefined`: it is not in the view. */
  rankOf(connection: string, id: string): Promise<number | undefined>;
  facets(names: readonly FacetName[], limit: number): Promise<readonly Facet[]>;
  /** `range`: of the matching events when missing. */
  histogram(buckets: number, range?: { readonly from: number; readonly to: number }): Promise<Histogram>;
  /** Counts per connection, type and severity of what matches; `total` is `count` here. */
  tallies(): Promise<readonly Tally[]>;
  /** The newest of one leaf of {@link tallies}. */
  rowsOfLeaf(
    leaf: { readonly connection: string; readonly type: string; readonly severity: Severity },
    limit: number,
  ): Promise<readonly EventRow[]>;
  dispose(): void;
}
