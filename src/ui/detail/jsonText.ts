import type { EventDocument } from '../../store/contract.ts';
import type { DetailView } from '../../webview/protocol.ts';

/** As many characters as the view shows well; the text editor has the rest. */
export const SHOWN_LIMIT = 2 * 1024 * 1024;

/** The text for the view: cut on a line boundary where there is one. */
export function jsonText({ text, bytes }: EventDocument, limit = SHOWN_LIMIT): DetailView['json'] {
  if (text.length <= limit) return { text, cut: false, bytes };
  const boundary = text.lastIndexOf('\n', limit);
  // A text of one line is cut anywhere but within a surrogate pair.
  const end = boundary > 0 ? boundary : limit - (isHighSurrogate(text.charCodeAt(limit - 1)) ? 1 : 0);
  return { text: text.slice(0, end), cut: true, bytes };
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
