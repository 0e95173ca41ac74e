import type { Detail } from '../../model/detail.ts';
import type { JsonObject } from '../json.ts';
import { type EventType, typeOf } from './eventTypes.ts';
import { idIn, nameIn, objectOf, told } from './fields.ts';
import { pairsOf } from './pairs.ts';
import type { DruvaStream } from './streams.ts';
import { topicOf } from './topic.ts';

/** The shapes in which events come: one to each stream, and the envelope of the vendor page, which any of them may bring. */
type Shape = DruvaStream | 'envelope';

/** What an event tells, from whichever place its shape has for it. */
export interface Facts {
  readonly shape: Shape;
  readonly event: JsonObject;
  /** `details` of platform and Cyber Resilience records; empty for the others. */
  readonly details: JsonObject;
  readonly type: EventType;
  readonly feature?: string;
  /** 8193 is inSync. */
  readonly product?: string;
  /** What the event says in words, `""` where it says nothing. */
  readonly text: string;
  /** The words as facts; empty where they are prose. */
  readonly pairs: readonly Detail[];
}

const NOTHING: JsonObject = Object.freeze({});

/** `stream` decides only where the fields do not. */
export function factsOf(event: JsonObject, stream: DruvaStream): Facts {
  const shape = shapeOf(event, stream);
  const details = objectOf(event.details) ?? NOTHING;
  const type = typeOf(typeIn(event) ?? 'UNKNOWN');
  const feature =
    nameIn(event, 'feature') ??
    topicOf(told(event, 'topicName'))?.feature ??
    (shape === 'realize' ? nameIn(event, 'category') : undefined);
  const product = idIn(event, 'productID') ?? idIn(event, 'productId');
  const text = textIn(event, details);
  return {
    shape,
    event,
    details,
    type,
    ...(feature !== undefined && { feature }),
    ...(product !== undefined && { product }),
    text,
    pairs: text === '' || type.kind === 'login' || type.kind === 'prose' ? [] : pairsOf(text),
  };
}

/** A fact by its name, inside of `details` or beside it. */
export function fact({ details, event }: Facts, name: string): string | undefined {
  return nameIn(details, name) ?? nameIn(event, name);
}

export function idFact({ details, event }: Facts, name: string): string | undefined {
  return idIn(details, name) ?? idIn(event, name);
}

export function typeIn(event: JsonObject): string | undefined {
  return told(event, 'eventType') ?? told(event, 'type');
}

function shapeOf(event: JsonObject, stream: DruvaStream): Shape {
  if ('uniqueID' in event || 'topicName' in event || 'publisherID' in event) return 'envelope';
  if ('occurenceTime' in event || 'occurrenceTime' in event || 'area' in event) return 'realize';
  if ('eventType' in event || 'eventID' in event) return 'insync';
  if ('globalID' in event || 'productID' in event || 'productId' in event) return 'platform';
  return stream;
}

function textIn(event: JsonObject, details: JsonObject): string {
  return (
    told(event, 'eventDetails') ??
    told(details, 'eventDetails') ??
    (details === NOTHING ? told(event, 'details') : undefined) ??
    told(details, 'description') ??
    ''
  );
}
