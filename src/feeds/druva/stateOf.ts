import { isObject } from '../json.ts';
import { type Facts, fact, factsOf } from './facts.ts';
import { actorOf, targetOf } from './party.ts';
import { bringsStates } from './stateChange.ts';
import { stateIn } from './status.ts';
import { subjectOf } from './subject.ts';

/** Of a device, cloud app or user. Counters, ids and times differ always, so that a comparison would never come out empty. */
const BACKED_UP = [
  'eventState',
  'profileName',
  'clientVersion',
  'clientOS',
  'ip',
  'inSyncUserName',
  'inSyncUserEmail',
  'inSyncDataSourceName',
] as const;
/** One of these is in every record that tells the state of a device. */
const POSTURE = ['profileName', 'clientVersion', 'clientOS'] as const;
const ALERT = ['eventState', 'severity', 'syslogSeverity', 'ip', 'location', 'adminIPAddress', 'loginResult'] as const;
const LOGIN = ['ip', 'sourceIP', 'adminIPAddress', 'location', 'mfaMode'] as const;
const LONGEST = 4_096;

/**
 * The attributes of an event's subject, flat, under Druva's names. What an event leaves out would look as if it had been removed: so one that tells only part of what
 * others tell of the same subject has no state, and is passed over. Where Druva sends both states itself there is nothing to compute.
 */
export function stateOf(raw: unknown): ReadonlyMap<string, string> | undefined {
  if (!isObject(raw)) return undefined;
  const facts = factsOf(raw, 'insync');
  if (bringsStates(facts.details)) return undefined;
  const subject = subjectOf(facts, actorOf(facts), targetOf(facts));
  switch (subject?.kind) {
    case undefined:
      return undefined;
    case 'alert':
      return taken(facts, ALERT).set('eventType', facts.type.name);
    case 'data_source':
    case 'user':
      return POSTURE.some((name) => fact(facts, name) !== undefined) ? taken(facts, BACKED_UP) : undefined;
    default:
      return facts.type.kind === 'login' ? signIn(facts) : outcome(facts);
  }
}

function signIn(facts: Facts): ReadonlyMap<string, string> | undefined {
  const state = taken(facts, LOGIN);
  return state.size === 0 ? undefined : withOutcome(facts, state);
}

function outcome(facts: Facts): ReadonlyMap<string, string> | undefined {
  const state = withOutcome(facts, new Map());
  return state.size === 0 ? undefined : state;
}

function withOutcome(facts: Facts, state: Map<string, string>): ReadonlyMap<string, string> {
  const told = stateIn(facts);
  return told === undefined ? state : state.set('state', told);
}

function taken(facts: Facts, names: readonly string[]): Map<string, string> {
  const state = new Map<string, string>();
  for (const name of names) {
    const told = fact(facts, name);
    if (told !== undefined) state.set(name, told.slice(0, LONGEST));
  }
  return state;
}
