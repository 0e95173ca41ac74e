import { readPosition } from '../readPosition.ts';
import { plainName, scanElements, scanMembers } from '../scanElements.ts';
import type { StreamProtocol } from './streams.ts';

export const EVENTS = 'events';
/** Characters; what a tracker looks like is not documented. */
const LONGEST_TRACKER = 2_048;
/** No name that is looked for is longer. */
const LONGEST_NAME = 20;

/** What the body of a page tells. */
export interface Page {
  /** Exact; missing where Druva sent none, an empty one or null, and where the body is not whole. */
  readonly tracker: string | undefined;
  /** Whether Druva has another page already. */
  readonly hasMore: boolean;
  readonly isEmpty: boolean;
  /** The body is one whole JSON object; otherwise what follows the damage is lost. */
  readonly isWhole: boolean;
  /** The text that holds the events: the array, or the whole body where there is none in it. */
  readonly events: string;
}

/** Reads a page's own members; events may hold the same names. `undefined`: a whole object that is no page of events. */
export function readPage(body: string, protocol: StreamProtocol): Page | undefined {
  let events: string | undefined;
  let told: string | undefined;
  let more: string | undefined;
  let hasOther = false;
  const members = scanMembers(body);
  let next = members.next();
  for (; !next.done; next = members.next()) {
    const { name, text } = next.value;
    switch (plainName(name, LONGEST_NAME)) {
      case EVENTS:
        events = text;
        break;
      case protocol.tracker:
        told = text;
        break;
      case protocol.more:
        more = text;
        break;
      default:
        hasOther ||= text.startsWith('[') && countUpTo(text, 1) > 0;
    }
  }
  const isWhole = next.value;
  const isList = events?.startsWith('[') ?? false;
  // Who has nothing to tell may leave the list out; events under another name are no page to go on from.
  const isLeftOut = (events === undefined || events === 'null') && told !== undefined && !hasOther;
  if (isWhole && !isList && !isLeftOut) return undefined;
  const isSaid = more === 'true' || more === 'false';
  const count = isWhole && events !== undefined && isList ? countUpTo(events, isSaid ? 1 : protocol.fullPage) : 0;
  const tracker = isWhole && told !== undefined ? readPosition(told, LONGEST_TRACKER) : undefined;
  const isFull = count >= protocol.fullPage && (protocol.more !== undefined || tracker !== undefined);
  return {
    tracker,
    hasMore: isWhole && (isSaid ? more === 'true' : isFull),
    isEmpty: isWhole && count === 0,
    isWhole,
    events: isWhole && events !== undefined && isList ? events : body,
  };
}

function countUpTo(events: string, most: number): number {
  let count = 0;
  for (const _ of scanElements(events, EVENTS)) if (++count >= most) break;
  return count;
}
