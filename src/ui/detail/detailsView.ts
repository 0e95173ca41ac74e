import type { Vendor } from '../../feeds/feed.ts';
import type { SecurityEvent } from '../../model/event.ts';
import type { DetailsView } from '../../webview/protocol.ts';
import { parsedEvent } from './parsedEvent.ts';

/** A table of more rows, or of longer values, is not read by people; the JSON below has it all. */
const MOST_ROWS = 200;
const LONGEST = 2_000;

/** The facts that the vendor packs into a text or a nested object; `undefined` where there are none. */
export function detailsView(
  vendor: Pick<Vendor, 'detailsOf'> | undefined,
  event: Pick<SecurityEvent, 'raw'>,
): DetailsView | undefined {
  if (vendor?.detailsOf === undefined) return undefined;
  const details = vendor.detailsOf(parsedEvent(event));
  if (details === undefined || details.length === 0) return undefined;
  const rows = details.slice(0, MOST_ROWS).map(({ name, value }) => ({ name: cut(name), value: cut(value) }));
  return { rows, more: details.length - rows.length };
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
