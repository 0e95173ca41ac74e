import { assertNever } from '../../base/assertNever.ts';
import type { EventState, Expression, NumberField, TextField, TextMatch } from '../../model/expression.ts';
import { stateTest } from '../../model/status.ts';
import { fieldTest, textTest } from '../../model/textTest.ts';
import type { Archive } from './archive.ts';
import type { EventTexts } from './eventTexts.ts';
import { EVERY, every, marked, NONE, not, ofColumn, type Predicate, some, within } from './predicate.ts';
import { CHANGED } from './rows.ts';
import { type TextQuery, textQuery, wholeQuery } from './textQuery.ts';
import { OF_CHANGE, OF_ID } from './words.ts';

/** What an expression is judged by. */
export interface Sources {
  readonly archive: Archive;
  readonly texts: EventTexts;
}

/** Compiles an expression to a test of rows. Nothing of it becomes SQL text: words are bound, or compared here. */
export function compile(expression: Expression, sources: Sources): Predicate {
  switch (expression.kind) {
    case 'all':
      return EVERY;
    case 'and':
      return every(expression.of.map((one) => compile(one, sources)));
    case 'or':
      return some(expression.of.map((one) => compile(one, sources)));
    case 'not':
      return not(compile(expression.of, sources));
    case 'range':
      return range(expression.field, expression.from, expression.to, sources);
    case 'is':
      return state(expression.state, sources);
    case 'text':
      return text(expression.field, expression.match, sources);
    case 'anywhere':
      return anywhere(expression.match, sources);
    case 'raw':
      return sources.texts.judged(
        expression,
        isOfLogic(expression.match) ? undefined : inexact(textQuery(expression.match)),
      );
    default:
      return assertNever(expression);
  }
}

function range(
  field: NumberField,
  from = Number.NEGATIVE_INFINITY,
  to = Number.POSITIVE_INFINITY,
  { archive }: Sources,
): Predicate {
  const { rows, dictionaries } = archive;
  switch (field) {
    case 'severity':
      return ofColumn(
        () => rows.leaf,
        (id) => {
          const severity = dictionaries.leaf(id)?.severity;
          return severity !== undefined && severity >= from && severity <= to;
        },
      );
    case 'time':
      return within(() => rows.time, from, to);
    case 'received':
      return within(() => rows.received, from, to);
    default:
      return assertNever(field);
  }
}

/** Where the rule looks for free text, by what it costs. */
function anywhere(match: TextMatch, { archive, texts }: Sources): Predicate {
  const { rows, dictionaries } = archive;
  const test = fieldTest('anywhere', match);
  const ofParty = dictionaries.parties.like(match);
  const besides = some([
    ofColumn(
      () => rows.leaf,
      (id) => test([dictionaries.leaf(id)?.type]),
    ),
    ofColumn(
      () => rows.aspect,
      (id) => {
        const aspect = dictionaries.aspect(id);
        return test([aspect?.activity, aspect?.status]);
      },
    ),
    ...[() => rows.actor, () => rows.target, () => rows.subject].map((column) => ofColumn(column, ofParty)),
  ]);
  // Whose device it was is learned later than the event is indexed.
  return texts.anywhere(match, textQuery(match), besides, owner(match, { archive, texts }));
}

function owner(match: TextMatch, { archive: { rows, dictionaries } }: Sources): Predicate {
  const test = dictionaries.owners.like(match);
  return test ? ofColumn(() => rows.target, test) : NONE;
}

function state(state: EventState, { archive }: Sources): Predicate {
  const { rows, dictionaries } = archive;
  if (state === 'changed') return marked(() => rows.flags, CHANGED);
  const test = stateTest(state);
  return ofColumn(
    () => rows.aspect,
    (id) => test(dictionaries.aspect(id)?.status),
  );
}

function text(field: TextField, match: TextMatch, sources: Sources): Predicate {
  const { archive, texts } = sources;
  const { rows, dictionaries } = archive;
  const test = fieldTest(field, match);
  switch (field) {
    case 'type':
    case 'connection':
      return ofColumn(
        () => rows.leaf,
        (id) => test([dictionaries.leaf(id)?.[field]]),
      );
    case 'activity':
    case 'status':
    case 'vendorSeverity':
      return ofColumn(
        () => rows.aspect,
        (id) => test([dictionaries.aspect(id)?.[field]]),
      );
    case 'stream':
      return ofColumn(
        () => rows.stream,
        (id) => test([dictionaries.stream(id)]),
      );
    case 'actor':
    case 'target':
    case 'subject':
      return ofColumn(() => rows[field], dictionaries.parties.like(match));
    case 'owner':
      return owner(match, sources);
    case 'id':
      return texts.judged({ kind: 'text', field, match }, wholeQuery(OF_ID, match));
    case 'summary':
      return texts.judged({ kind: 'text', field, match }, inexact(textQuery(match)));
    case 'changed':
      return every([
        state('changed', sources),
        texts.judged({ kind: 'text', field, match }, wholeQuery(OF_CHANGE, match)),
      ]);
    default:
      return assertNever(field);
  }
}

/** The words are in the event, but perhaps not in this text of it. */
function inexact(query: TextQuery | undefined): TextQuery | undefined {
  return query && { ...query, sure: false };
}

/** `true` and `false` are not indexed: free text does not find them. */
function isOfLogic(match: TextMatch): boolean {
  const test = textTest(match, false);
  return test('true') || test('false');
}

/** Whether the index of words has a part in the answer. */
export function asksForText(expression: Expression): boolean {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.of.some(asksForText);
    case 'not':
      return asksForText(expression.of);
    case 'text':
      return expression.field === 'id' || expression.field === 'summary' || expression.field === 'changed';
    default:
      return expression.kind === 'anywhere' || expression.kind === 'raw';
  }
}
