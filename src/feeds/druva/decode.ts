import type { DecodedEvent } from '../../model/event.ts';
import { contentHash } from '../contentHash.ts';
import { parseExact } from '../json.ts';
import { parseEvent, UndecodableError } from '../undecodable.ts';
import { headingOf } from './eventTypes.ts';
import { type Facts, factsOf, typeIn } from './facts.ts';
import { idIn } from './fields.ts';
import { learnedOf } from './learned.ts';
import { actorOf, partyOf, targetOf } from './party.ts';
import { severityOf, vendorSeverityOf } from './severity.ts';
import { changesOf } from './stateChange.ts';
import { statusOf } from './status.ts';
import type { DruvaStream } from './streams.ts';
import { subjectOf } from './subject.ts';
import { summaryOf } from './summary.ts';
import { timeOf } from './time.ts';

const INSYNC = '8193';

/**
 * Decodes one event, in whichever of Druva's shapes it came; `stream` tells the shape only where the fields do not. Every field may be missing; unknown types and values
 * are kept as they are. An event without an id gets one made of its text, so that it is stored once. Throws {@link UndecodableError}.
 */
export function decodeEvent(raw: string, receivedTime: number, stream: DruvaStream): DecodedEvent {
  const event = parseEvent(raw, parseExact);
  const facts = factsOf(event, stream);
  const own = idOf(facts);
  if (own === undefined && typeIn(event) === undefined) {
    throw new UndecodableError('The entry has neither an event id nor an event type.');
  }
  const status = statusOf(facts);
  const vendorSeverity = vendorSeverityOf(facts);
  const actor = actorOf(facts);
  const target = targetOf(facts);
  const subject = subjectOf(facts, actor, target);
  const learned = learnedOf(facts, actor, target);
  return {
    id: own ?? `content-${contentHash(raw)}`,
    time: timeOf(event) ?? receivedTime,
    type: headingOf(facts.type, facts.feature),
    activity: facts.type.name,
    severity: severityOf(facts),
    ...(vendorSeverity !== undefined && { vendorSeverity }),
    ...(status !== undefined && { status }),
    ...(actor && { actor: partyOf(actor) }),
    ...(target && { target: partyOf(target) }),
    ...(subject && { subject }),
    summary: summaryOf(facts, status, actor, target),
    changes: changesOf(facts.details),
    raw,
    ...(learned.length > 0 && { learned }),
  };
}

/**
 * Unique over all streams of a connection: each product counts its own ids. inSync's are plain, as an event of inSync that comes from the platform too is one event and
 * has the same.
 */
function idOf({ shape, event, details, product }: Facts): string | undefined {
  switch (shape) {
    case 'envelope':
      return idIn(event, 'uniqueID');
    case 'insync':
      return idIn(event, 'eventID') ?? idIn(event, 'eventId');
    case 'platform':
      return (product === INSYNC ? idIn(details, 'eventID') : undefined) ?? prefixed(shape, idIn(event, 'id'));
    case 'realize':
      return prefixed(shape, idIn(event, 'id'));
  }
}

function prefixed(stream: DruvaStream, id: string | undefined): string | undefined {
  return id === undefined ? undefined : `${stream}-${id}`;
}
