import { decodeFrame } from '../decodeFrame.ts';
import type { Batch } from '../feed.ts';
import { readPosition } from '../readPosition.ts';
import { plainName, scanElements, scanMembers } from '../scanElements.ts';
import { decodeEvent } from './decode.ts';
import { isZero } from './position.ts';

/** What the body of `GET /2.0/events` tells. */
export interface Page {
  /** `next_stream_position`: exact digits or the content of the string; missing where Box sent none (or null), and where the body is not whole. */
  readonly position: string | undefined;
  readonly isZero: boolean;
  /** The array `entries` is missing, null or without an element, and nothing else can hold events. */
  readonly isEmpty: boolean;
  /** The body is one whole JSON object; otherwise what follows the damage is lost, and its position is not to be trusted. */
  readonly isWhole: boolean;
  /** The text that holds the events: the array, or the whole body where there is none in it. */
  readonly events: string;
}

const POSITION = 'next_stream_position';
const ENTRIES = 'entries';

/**
 * Reads a page's own members only: events may hold the same names in their texts and objects. Of a position that is there twice the last counts, as for `JSON.parse`;
 * of `entries` the last that has some.
 */
export function readPage(body: string): Page {
  let told: string | undefined;
  let entries: string | undefined;
  let hasOther = false;
  const members = scanMembers(body);
  let next = members.next();
  for (; !next.done; next = members.next()) {
    const name = plainName(next.value.name, POSITION.length);
    if (name === POSITION) told = next.value.text;
    else if (name !== ENTRIES) hasOther ||= next.value.text.startsWith('[') && !isNothing(next.value.text);
    else if (!isNothing(next.value.text)) entries = next.value.text;
  }
  const isWhole = next.value;
  const position = isWhole && told !== undefined ? readPosition(told) : undefined;
  const events = isWhole && entries?.startsWith('[') ? entries : body;
  return {
    position,
    isZero: isZero(position),
    isEmpty: isWhole && entries === undefined && !hasOther,
    isWhole,
    events,
  };
}

/**
 * The events of a page in batches, the last one with the cursor (see {@link decodeFrame}). A page without `entries` is one batch without events; what is no page is
 * quarantined.
 */
export function* decodePage(
  page: Page,
  cursor: string | undefined,
  receivedTime: number,
): Generator<Batch, void, void> {
  if (page.isEmpty) yield { events: [], quarantined: [], ...(cursor !== undefined && { cursor }) };
  else yield* decodeFrame(page.events, ENTRIES, cursor, (raw) => decodeEvent(raw, receivedTime));
}

function isNothing(entries: string): boolean {
  return entries === 'null' || (entries.startsWith('[') && scanElements(entries, ENTRIES).next().done === true);
}
