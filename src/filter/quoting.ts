import { ESCAPABLE } from './parser/characters.ts';

/** How a text stands in a filter. Both ways know `\u{202e}`, a character by its code point: those that nobody would see are written so. */

const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
/** These end a word too. */
const UNQUOTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Z}()]/gu;
const CODE_POINT = /^u\{([0-9a-f]{1,6})\}/i;
/** A word that means nothing but itself, also behind a field. */
const PLAIN = /^[\p{L}\p{N}_][\p{L}\p{N}_.@/-]*$/u;
const OPERATOR = /^(?:AND|OR|NOT)$/;

export interface Unquoted {
  /** As {@link TextMatch} wants it: for a pattern with `\` before what is not a wildcard, else the text itself. */
  readonly text: string;
  /** How many `*` and `?` stand for others. */
  readonly wildcards: number;
  /** Nothing but `*`. */
  readonly any: boolean;
}

/** What stands in a phrase, of whose source the quotes are given too; the closing one may be missing. */
export function unquotePhrase(source: string): string {
  const closed = isClosed(source);
  return unescaped(source.slice(1, closed ? -1 : undefined), '"\\')
    .map(({ text }) => text)
    .join('');
}

/** Whether the last character of a phrase's source is its closing quote. */
export function isClosed(source: string): boolean {
  for (let i = 1; i < source.length; i++) {
    if (source[i] === '\\') i++;
    else if (source[i] === '"') return true;
  }
  return false;
}

export function unquoteWord(source: string): Unquoted {
  const pieces = unescaped(source, ESCAPABLE);
  const wild = pieces.filter(isWild);
  if (wild.length === 0) return { text: pieces.map(({ text }) => text).join(''), wildcards: 0, any: false };
  const text = pieces.map((piece) => (isWild(piece) ? piece.text : piece.text.replace(/[\\*?]/g, '\\$&'))).join('');
  return { text, wildcards: wild.length, any: pieces.every(({ text, escaped }) => text === '*' && !escaped) };
}

/** A text as a filter finds it: in quotes where it needs them. */
export function quote(text: string): string {
  if (PLAIN.test(text) && !OPERATOR.test(text)) return text;
  return `"${visible(text.replace(/["\\]/g, '\\$&'))}"`;
}

/** A pattern of `TextMatch` as a word of a filter. */
export function quotePattern(pattern: string): string {
  const pieces: string[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern.charAt(i);
    const next = pattern.charAt(i + 1);
    if (char === '\\' && next !== '' && '*?\\'.includes(next)) {
      pieces.push(`\\${next}`);
      i++;
    } else pieces.push('\\":-'.includes(char) ? `\\${char}` : char);
  }
  return visible(pieces.join(''), UNQUOTABLE);
}

function visible(text: string, hidden = HIDDEN): string {
  return text.replace(hidden, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}

interface Piece {
  readonly text: string;
  readonly escaped: boolean;
}

const isWild = ({ text, escaped }: Piece) => !escaped && (text === '*' || text === '?');

function unescaped(source: string, escapable: string): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let i = 0; i < source.length; i++) {
    const char = source.charAt(i);
    const next = source.charAt(i + 1);
    const code = char === '\\' ? CODE_POINT.exec(source.slice(i + 1, i + 10)) : null;
    const point = Number.parseInt(code?.[1] ?? '', 16);
    if (code && point <= 0x10ffff) {
      pieces.push({ text: String.fromCodePoint(point), escaped: true });
      i += code[0].length;
    } else if (char === '\\' && next !== '' && escapable.includes(next)) {
      pieces.push({ text: next, escaped: true });
      i++;
    } else pieces.push({ text: char, escaped: false });
  }
  return pieces;
}
