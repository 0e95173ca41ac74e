/** What makes words: letters, digits, marks on them, characters of private use. All else stands between words. As `unicode61` of SQLite has it. */
const WORD = /[\p{L}\p{N}\p{M}\p{Co}]+/gu;
const WORD_CHARACTER = /^[\p{L}\p{N}\p{M}\p{Co}]/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII; half the time of \p{ASCII}.
export const BEYOND_ASCII = /[^\x00-\x7f]/;

/**
 * A text as it is compared: without regard to case, and alike however its characters were composed (NFKC: full width, ligatures, accents typed apart). Accents
 * themselves count. Folded once more it stays as it is.
 */
export function fold(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text.toLowerCase();
  // A sigma at the end of a word is the same letter. Small letters may compose where their capitals do not (`H̱`, `ẖ`).
  return text.normalize('NFKC').toLowerCase().replaceAll('ς', 'σ').normalize('NFKC');
}

/** The words of a text, folded, in order. */
export function wordsOf(text: string): readonly string[] {
  return wordsOfFolded(fold(text));
}

export function wordsOfFolded(folded: string): readonly string[] {
  return folded.match(WORD) ?? [];
}

/** Whether no word goes on over this place of the text. */
export function isBoundary(text: string, at: number): boolean {
  return at <= 0 || at >= text.length || !isWordAt(text, at) || !isWordAt(text, before(text, at));
}

/** Where the character before begins. */
function before(text: string, at: number): number {
  const isPair = isLow(text.charCodeAt(at - 1)) && isHigh(text.charCodeAt(at - 2));
  return at - (isPair ? 2 : 1);
}

/** How many units of UTF-16 the character here has. */
export function widthAt(text: string, at: number): number {
  return isHigh(text.charCodeAt(at)) && isLow(text.charCodeAt(at + 1)) ? 2 : 1;
}

function isWordAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 128) return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90);
  return WORD_CHARACTER.test(text.slice(at, at + 2));
}

const isHigh = (unit: number) => unit >= 0xd800 && unit < 0xdc00;
const isLow = (unit: number) => unit >= 0xdc00 && unit < 0xe000;
