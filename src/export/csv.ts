import type { Party, SecurityEvent } from '../model/event.ts';
import { SEVERITY_NAMES } from '../model/severity.ts';
import { timeText } from './about.ts';
import type { Encoder } from './encoder.ts';

type Cell = string | number | undefined;

const party = (of: Party | undefined): Cell[] => [of?.kind, of?.id, of?.name];

const COLUMNS = [
  ...['time', 'received', 'severity', 'severity_id', 'vendor_severity', 'type', 'activity', 'status', 'summary'],
  ...['actor_kind', 'actor_id', 'actor_name', 'target_kind', 'target_id', 'target_name', 'owner'],
  ...['subject_kind', 'subject_id', 'subject_name', 'changes', 'link', 'connection', 'stream', 'id', 'seq'],
];

/** RFC 4180 in UTF-8 with a byte order mark, without which Excel takes it for the system's code page. For people: the exact text of an event is in the other formats. */
export const csv: Encoder = {
  head: () => `\ufeff${CSV_HEADINGS}`,
  between: '',
  event: csvRow,
  tail: () => '',
};

/** With its CRLF. */
export function csvRow(event: SecurityEvent): string {
  return row([
    timeText(event.time),
    timeText(event.receivedTime),
    SEVERITY_NAMES[event.severity],
    event.severity,
    event.vendorSeverity,
    event.type,
    event.activity,
    event.status,
    event.summary,
    ...party(event.actor),
    ...party(event.target),
    event.owner,
    ...party(event.subject),
    event.changes.length === 0 ? undefined : JSON.stringify(event.changes),
    event.link,
    event.connection,
    event.stream,
    event.id,
    event.seq,
  ]);
}

function row(cells: readonly Cell[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

/** Nothing in it that has to be looked at: most texts, at a fifth of the time. */
const PLAIN = /^[A-Za-z0-9][ !#-:<-~]*$/;

/** Texts are always quoted: a spreadsheet that expects `;` between cells must not find one in the open. */
function cell(value: Cell): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  return PLAIN.test(value) ? `"${value}"` : `"${harmless(value).replaceAll('"', '""')}"`;
}

/** Only with one of these can a text become a formula; most have none where it matters, and are looked at no further. */
const SUSPECT = /^[^\p{L}\p{N}]|[;\t\n]/u;
/** What spreadsheets take for the beginning of a formula, in full width too. Source: OWASP, CSV Injection. */
const FORMULA = new Set(['=', '+', '-', '@', '\t', '\uff1d', '\uff0b', '\uff0d', '\uff20']);
/** After these a cell begins in a spreadsheet that was told of other separators. */
const SEPARATORS = new Set([';', '\t', '\n']);
/** May stand before the formula all the same. */
const PASSED_OVER = /^[\s"'\u200b-\u200f\u2060\ufeff]$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to find
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/**
 * A text that a spreadsheet shows and does not evaluate: before what would begin a formula stands an apostrophe. Control characters and direction overrides,
 * which could forge what people see, become U+FFFD.
 */
export function harmless(text: string): string {
  const clean = text.replace(/\r\n?/g, '\n').toWellFormed().replace(CONTROL, '\ufffd');
  if (!SUSPECT.test(clean)) return clean;
  let out = '';
  let begins = true;
  let start = 0;
  for (let at = 0; at < clean.length; at++) {
    const char = clean.charAt(at);
    if (begins && FORMULA.has(char)) {
      out += `${clean.slice(start, at)}'`;
      start = at;
      begins = false;
    }
    if (SEPARATORS.has(char)) begins = true;
    else if (begins && !PASSED_OVER.test(char)) begins = false;
  }
  return out + clean.slice(start);
}

export const CSV_HEADINGS = row(COLUMNS);
