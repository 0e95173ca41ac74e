import type { Completion, Vocabulary } from '../../../filter/completeFilter.ts';
import type { FacetName } from '../../../store/search/contract.ts';

/** A piece of a filter for the eye; offsets in UTF-16 units. */
export interface FilterToken {
  readonly from: number;
  readonly to: number;
  readonly kind: string;
}

export interface FilterProblem {
  readonly from: number;
  readonly to: number;
  readonly template: string;
  readonly args: readonly string[];
}

export interface TimeRange {
  readonly from?: number;
  readonly to?: number;
}

/** What a filter says of a value: it must be, it must not be, nothing. */
export type Choice = 'include' | 'exclude' | undefined;

/** What the explorer needs of the filter language. */
export interface Language {
  problems(text: string): readonly FilterProblem[];
  tokens(text: string): readonly FilterToken[];
  complete(text: string, at: number, vocabulary: Vocabulary): readonly Completion[];
  /** Whether a term of the whole filter asks for this, or against it. */
  stateOf(text: string, field: FacetName, value: string): Choice;
  /** `wanted` is `undefined`: without any such term. */
  withValue(text: string, field: FacetName, value: string, wanted: Choice): string;
  rangeOf(text: string): TimeRange;
  /** `undefined`: at any time. */
  withRange(text: string, range: { readonly from: number; readonly to: number } | undefined): string;
}
