import { EVENT_STATES } from '../model/expression.ts';
import { SEVERITIES_WORST_FIRST } from '../model/severity.ts';
import { fold } from '../model/words.ts';
import { contextAt } from './completionContext.ts';
import { FIELD_NAMES, FIELDS, type FieldName, fieldOf } from './fields.ts';
import { severityWord } from './printFilter.ts';
import { quote } from './quoting.ts';

export interface Completion {
  /** What is replaced. */
  readonly from: number;
  readonly to: number;
  /** For the eye: a field, or a value without quotes. */
  readonly label: string;
  readonly insert: string;
  /** Of fields one of {@link FIELDS} or {@link RAW_DETAIL}, English; of values what the vocabulary says. */
  readonly detail?: string;
}

export interface KnownValue {
  readonly value: string;
  /** Shown and searched instead of the value, as a connection's name. */
  readonly label?: string;
  readonly detail?: string;
}

/** Values that are offered for fields of texts, in this order. */
export type Vocabulary = ReadonlyMap<FieldName, readonly KnownValue[]>;

export const RAW_DETAIL = "A member of the event's JSON: raw.threat.type:APPLICATION";

const MOST = 50;
const TIMES = ['today', 'yesterday', '-1h', '-24h', '-7d', '-30d'] as const;

/** What could stand at this place, best first; also in a text with problems. */
export function completionsAt(text: string, position: number, vocabulary: Vocabulary): readonly Completion[] {
  const { from, to, typed, field } = contextAt(text, position);
  if (field === undefined) {
    return fieldsLike(typed).map(([label, insert, detail]) => ({ from, to, label, insert, detail }));
  }
  const name = fieldOf(field);
  if (name === undefined) return [];
  const { start, rest } = rangeStart(name, typed);
  return valuesOf(name, vocabulary)
    .map((known) => ({ ...known, rank: rankOf(known.label ?? known.value, rest) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MOST)
    .map(({ value, label, detail }) => ({
      from,
      to,
      label: label ?? value,
      insert: start + (isFree(name) ? quote(value) : value),
      ...(detail !== undefined && { detail }),
    }));
}

function fieldsLike(typed: string): readonly (readonly [string, string, string])[] {
  const wanted = typed.toLowerCase();
  const short = fieldOf(wanted);
  const names = FIELD_NAMES.filter((name) => name.toLowerCase().startsWith(wanted) || name === short);
  const fields = names.map((name) => [name, `${name}:`, FIELDS[name]] as const);
  return 'raw.'.startsWith(wanted) ? [...fields, ['raw', 'raw.', RAW_DETAIL]] : fields;
}

function valuesOf(field: FieldName, vocabulary: Vocabulary): readonly KnownValue[] {
  switch (field) {
    case 'severity':
      return SEVERITIES_WORST_FIRST.map((severity) => ({ value: severityWord(severity) }));
    case 'is':
      return EVENT_STATES.map((value) => ({ value }));
    case 'time':
    case 'received':
    case 'after':
    case 'before':
      return TIMES.map((value) => ({ value }));
    default:
      return vocabulary.get(field) ?? [];
  }
}

/** Fields whose values may need quotes. */
function isFree(field: FieldName): boolean {
  return valuesOf(field, new Map()).length === 0;
}

/** `>=hi` and `low..hi`: the part before what is completed stays. */
function rangeStart(field: FieldName, typed: string): { readonly start: string; readonly rest: string } {
  const start = isFree(field) ? '' : (/^(?:[<>]=?|.*\.\.)/.exec(typed)?.[0] ?? '');
  return { start, rest: typed.slice(start.length) };
}

/** 0: it begins so; 1: it contains it; negative: neither. */
function rankOf(text: string, typed: string): number {
  const at = fold(text).indexOf(fold(typed));
  return Math.min(1, at);
}
