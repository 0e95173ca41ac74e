import { exactNumber } from '../../feeds/json.ts';
import type { SecurityEvent } from '../../model/event.ts';

/** Parsing more than this for what the view shows would hold up the extension host; no vendor's event with a state is near it. */
const LARGEST = 512 * 1024;

/** The event's JSON with its numbers as they were sent; `undefined` where it is none or is too large to be parsed here. */
export function parsedEvent({ raw }: Pick<SecurityEvent, 'raw'>): unknown {
  if (raw.length > LARGEST) return undefined;
  try {
    return JSON.parse(raw, exactNumber);
  } catch {
    // Stored text that is no JSON tells nothing more; the view shows it as it is.
    return undefined;
  }
}
