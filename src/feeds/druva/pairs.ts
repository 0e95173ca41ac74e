import type { Detail } from '../../model/detail.ts';

/** What is longer is prose or not for people; a scan of it all would hold up the extension host. */
const MOST_TEXT = 65_536;
const MOST_PAIRS = 200;
const LONGEST_NAME = 60;
const MOST_WORDS = 6;

const COLON = 58;
const SPACE = 32;
const SLASH = 47;

/**
 * The facts of `Total Size:0, Files Missed:0`: text is split at ", " only where a name and a colon follow, since values hold commas and colons (times, addresses, lists).
 * Empty where the text is prose.
 */
export function pairsOf(text: string): readonly Detail[] {
  const scanned = text.length > MOST_TEXT ? text.slice(0, MOST_TEXT) : text;
  const pairs: Detail[] = [];
  let start = 0;
  let colon = nameEnd(scanned, 0);
  if (colon < 0) return pairs;
  for (let comma = scanned.indexOf(', '); comma >= 0 && pairs.length < MOST_PAIRS - 1; ) {
    const next = nameEnd(scanned, comma + 2);
    if (next >= 0) {
      pairs.push(pair(scanned, start, colon, comma));
      start = comma + 2;
      colon = next;
    }
    comma = scanned.indexOf(', ', comma + 2);
  }
  // "Profile Sales: two settings were changed" is a sentence.
  if (pairs.length === 0 && scanned.charCodeAt(colon + 1) === SPACE) return [];
  pairs.push(pair(scanned, start, colon, scanned.length));
  return pairs;
}

export function pairValue(pairs: readonly Detail[], name: string): string | undefined {
  for (const pair of pairs) {
    if (pair.name.length === name.length && pair.name.toLowerCase() === name) return pair.value || undefined;
  }
  return undefined;
}

function pair(text: string, start: number, colon: number, end: number): Detail {
  return { name: text.slice(start, colon).trim(), value: text.slice(colon + 1, end).trim() };
}

/** Where the colon of a name is that begins here; -1 where none begins. */
function nameEnd(text: string, from: number): number {
  if (!isLetter(text.charCodeAt(from))) return -1;
  const limit = Math.min(text.length, from + LONGEST_NAME);
  let words = 1;
  for (let at = from + 1; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === COLON) return at - from > 1 && !isOther(text, at) ? at : -1;
    if (code === SPACE && ++words > MOST_WORDS) return -1;
    if (!isLetter(code) && !NAME_MARKS.has(code) && !isDigit(code)) return -1;
  }
  return -1;
}

/** What looks like a name but is the beginning of an address (`https://`) or a time (`at 10:30`). */
function isOther(text: string, colon: number): boolean {
  const after = text.charCodeAt(colon + 1);
  if (after === SLASH && text.charCodeAt(colon + 2) === SLASH) return true;
  let at = colon - 1;
  while (isDigit(text.charCodeAt(at))) at--;
  return at < colon - 1 && text.charCodeAt(at) === SPACE && isDigit(after);
}

const NAME_MARKS: ReadonlySet<number> = new Set([..." _-()/.&'#%"].map((mark) => mark.charCodeAt(0)));

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Letters of other alphabets lie above ASCII, as do signs: those do no harm in a name. */
function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code > 127;
}
