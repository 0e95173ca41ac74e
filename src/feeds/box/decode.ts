import type { DecodedEvent } from '../../model/event.ts';
import { contentHash } from '../contentHash.ts';
import { type JsonObject, parseExact } from '../json.ts';
import { parseEvent, UndecodableError } from '../undecodable.ts';
import { EVENT_TYPES } from './eventTypes.ts';
import { factsOf, targetOf } from './facts.ts';
import { learnedOf } from './learned.ts';
import { linkOf } from './link.ts';
import { partyOf } from './person.ts';
import { priorityOf, severityOf } from './severity.ts';
import { statusOf } from './status.ts';
import { subjectOf } from './subject.ts';
import { summaryOf } from './summary.ts';
import { timeOf } from './time.ts';

const MAX_ID = 512;
/** A type is a heading and an activity a fact of every row; Box's longest has 59 characters. */
const MAX_TYPE = 200;

/**
 * Decodes one entry of a page. Every field may be missing; unknown types and values are kept as they are. An event without a usable `event_id` gets one made of
 * its text, so that it is stored once. Throws {@link UndecodableError}.
 */
export function decodeEvent(raw: string, receivedTime: number): DecodedEvent {
  const event = parseEvent(raw, parseExact);
  const own = idOf(event);
  if (own === undefined && typeof event.event_type !== 'string') {
    throw new UndecodableError('The entry has neither an event id nor an event type.');
  }
  const facts = factsOf(event);
  const activity = facts.type.slice(0, MAX_TYPE);
  const vendorSeverity = priorityOf(facts.alert);
  const status = statusOf(facts);
  const target = targetOf(facts);
  const subject = subjectOf(facts);
  const link = linkOf(facts);
  const learned = learnedOf(facts);
  return {
    id: own ?? `content-${contentHash(raw)}`,
    time: timeOf(event) ?? receivedTime,
    type: EVENT_TYPES.get(activity)?.heading ?? activity,
    activity,
    severity: severityOf(facts),
    ...(vendorSeverity !== undefined && { vendorSeverity }),
    ...(status !== undefined && { status }),
    ...(facts.actor && { actor: partyOf(facts.actor) }),
    ...(target && { target: partyOf(target) }),
    ...(subject && { subject }),
    summary: summaryOf(facts),
    changes: [],
    ...(link !== undefined && { link }),
    raw,
    ...(learned.length > 0 && { learned }),
  };
}

/** Exact digits where it is a number. One that is too long to be an id is treated as if there were none. */
function idOf({ event_id: id }: JsonObject): string | undefined {
  if (typeof id !== 'string' && typeof id !== 'number') return undefined;
  const exact = String(id);
  return exact.trim() === '' || exact.length > MAX_ID ? undefined : exact;
}
