import type { Encoder } from './encoder.ts';

/** The exact text of each event, one a line. */
export const ndjson: Encoder = {
  head: () => '',
  between: '',
  event: ({ raw }) => line(raw),
  rawLines: true,
  tail: () => '',
};

/**
 * JSON has line breaks only between its tokens (inside of strings they are escaped), where they mean nothing: a blank for each keeps every token to the character, and
 * the length.
 */
function line(json: string): string {
  return `${json.includes('\n') || json.includes('\r') ? json.replace(/[\r\n]/g, ' ') : json}\n`;
}
