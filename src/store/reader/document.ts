import { format } from 'jsonc-parser';
import type { EventDocument } from '../contract.ts';

/** UTF-16 units; a larger text is shown as it came. */
const LARGEST = 2 * 1024 * 1024;

/**
 * Indents JSON by changing whitespace only: numbers, key order and duplicates stay as they were sent. A text that is not JSON, or too
 * large, is returned exact.
 */
export function formatDocument(raw: string): EventDocument {
  const bytes = Buffer.byteLength(raw);
  if (raw.length > LARGEST || !isJson(raw)) return { text: raw, formatted: false, bytes };
  const edits = format(raw, undefined, { insertSpaces: true, tabSize: 2, eol: '\n' });
  const parts: string[] = [];
  let end = 0;
  // The edits come in order and do not overlap; `applyEdits` of jsonc-parser copies the whole text for each of them.
  for (const { offset, length, content } of edits) {
    parts.push(raw.slice(end, offset), content);
    end = offset + length;
  }
  parts.push(raw.slice(end));
  return { text: parts.join(''), formatted: true, bytes };
}

function isJson(raw: string): boolean {
  try {
    JSON.parse(raw);
    return true;
  } catch {
    return false;
  }
}
