import { assertNever } from '../base/assertNever.ts';
import type { EventRow, Party, SecurityEvent } from '../model/event.ts';
import type { EventState, Expression, NumberField, TextField, TextMatch } from '../model/expression.ts';
import { stateTest } from '../model/status.ts';
import { fieldTest } from '../model/textTest.ts';
import { type RawValues, rawValuesOf } from './rawValues.ts';

/** One event, as far as a filter looks at it. The functions are asked only by terms that need them. */
export interface EventFields extends Omit<EventRow, 'seq' | 'link'> {
  /** Names of the attributes that changed. */
  readonly changed: () => readonly string[];
  /** The exact JSON text. */
  readonly raw: () => string;
}

export function fieldsOf(event: SecurityEvent): EventFields {
  return { ...event, changed: () => event.changes.map(({ name }) => name), raw: () => event.raw };
}

/** Answers for one event after the other. */
export type Matcher = (event: EventFields) => boolean;

/** What an expression means. Everything else that answers filters (indexes, SQL) must find the same events. */
export function matches(expression: Expression, event: EventFields): boolean {
  return matcherOf(expression)(event);
}

/** As {@link matches}, prepared for many events. */
export function matcherOf(expression: Expression): Matcher {
  const test = testOf(expression);
  return (event) => test(new Looked(event));
}

type Test = (looked: Looked) => boolean;

/** An event whose JSON is read at most once. */
class Looked {
  readonly event: EventFields;
  #raw: RawValues | undefined;

  constructor(event: EventFields) {
    this.event = event;
  }

  get raw(): RawValues {
    this.#raw ??= rawValuesOf(this.event.raw());
    return this.#raw;
  }
}

function testOf(expression: Expression): Test {
  switch (expression.kind) {
    case 'all':
      return () => true;
    case 'and': {
      const tests = expression.of.map(testOf);
      return (looked) => tests.every((test) => test(looked));
    }
    case 'or': {
      const tests = expression.of.map(testOf);
      return (looked) => tests.some((test) => test(looked));
    }
    case 'not': {
      const test = testOf(expression.of);
      return (looked) => !test(looked);
    }
    case 'anywhere': {
      const test = fieldTest('anywhere', expression.match);
      return (looked) => test(anywhere(looked.event)) || test(looked.raw.all);
    }
    case 'text': {
      const { field, match } = expression;
      const test = fieldTest(field, match);
      return ({ event }) => test(textsOf(event, field));
    }
    case 'range': {
      const { field, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = expression;
      return ({ event }) => from <= numberOf(event, field) && numberOf(event, field) <= to;
    }
    case 'is':
      return isTest(expression.state);
    case 'raw':
      return rawTest(expression.path, expression.match);
    default:
      return assertNever(expression);
  }
}

function rawTest(path: readonly string[], match: TextMatch): Test {
  if (match.kind === 'any') return ({ raw }) => raw.has(path);
  const test = fieldTest('raw', match);
  return ({ raw }) => test(raw.at(path));
}

function isTest(state: EventState): Test {
  if (state === 'changed') return ({ event }) => event.changed().length > 0;
  const test = stateTest(state);
  return ({ event }) => test(event.status);
}

/** Where free text looks, beside the JSON's texts and numbers. */
function anywhere(event: EventFields): readonly (string | undefined)[] {
  const { summary, type, activity, status, owner, actor, target, subject } = event;
  return [summary, type, activity, status, owner, ...[actor, target, subject].flatMap(partyTexts)];
}

function textsOf(event: EventFields, field: TextField): readonly (string | undefined)[] {
  switch (field) {
    case 'actor':
    case 'target':
    case 'subject':
      return partyTexts(event[field]);
    case 'changed':
      return event.changed();
    default:
      return [event[field]];
  }
}

function numberOf(event: EventFields, field: NumberField): number {
  return field === 'received' ? event.receivedTime : event[field];
}

function partyTexts(party: Party | undefined): readonly (string | undefined)[] {
  return [party?.name, party?.id];
}
