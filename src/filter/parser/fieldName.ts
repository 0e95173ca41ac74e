import { endsWord } from './characters.ts';

const COLON = 58;
const DOT = 46;
const QUOTE = 34;
const SLASH = 47;
const BACKSLASH = 92;

/** Longest way to a member that is read, so that no text makes this look far ahead again and again. */
const LONGEST = 400;

/**
 * Length of the name of a field with its colon, where a filter goes on with one; `peek` reads from the beginning of a word. What looks like a name but is none
 * (`typ:`) is one here, to be reported. No names: what has a digit (`fe80::1`, `10:30`, `sha256:…`), a scheme (`https://…`), a drive (`C:\…`), and hex numbers with
 * several colons (`dead:beef::1`, `aa:bb:cc:…`).
 */
export function fieldEnd(peek: (offset: number) => number): number | undefined {
  let at = 0;
  while (isNameCharacter(peek(at), at === 0)) at++;
  if (at === 0) return undefined;
  if (peek(at) === DOT && at === 3 && isRaw(peek)) return pathEnd(peek, at);
  if (peek(at) !== COLON) return undefined;
  if (peek(at + 1) === SLASH && peek(at + 2) === SLASH) return undefined;
  if (at === 1 && (peek(2) === BACKSLASH || peek(2) === SLASH)) return undefined;
  return isAddress(peek) ? undefined : at + 1;
}

function isNameCharacter(code: number, first: boolean): boolean {
  const letter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
  return letter || (!first && (code === 95 || code === 45));
}

function isRaw(peek: (offset: number) => number): boolean {
  return String.fromCharCode(peek(0), peek(1), peek(2)).toLowerCase() === 'raw';
}

/** `raw.a."odd: name".b:` */
function pathEnd(peek: (offset: number) => number, from: number): number | undefined {
  let at = from;
  while (at < LONGEST) {
    const code = peek(at);
    if (code === COLON) return at + 1;
    if (code === QUOTE && peek(at - 1) === DOT) {
      at++;
      while (at < LONGEST && peek(at) !== -1 && peek(at) !== QUOTE) at += peek(at) === BACKSLASH ? 2 : 1;
      if (peek(at) !== QUOTE) return undefined;
    } else if (endsWord(code)) return undefined;
    at++;
  }
  return undefined;
}

/** Hex digits and at least two colons, nothing else: an IPv6 or hardware address. */
function isAddress(peek: (offset: number) => number): boolean {
  let colons = 0;
  let at = 0;
  for (; at < 64 && !endsWord(peek(at)); at++) {
    const code = peek(at);
    const hex = (code >= 48 && code <= 57) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);
    if (code === COLON) colons++;
    // After the address: a zone, a prefix, a port, a wildcard.
    else if (colons >= 2 && '%/.*?]'.includes(String.fromCharCode(code))) return true;
    else if (!hex) return false;
  }
  return colons >= 2;
}
