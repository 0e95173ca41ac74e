/** What divides words of a filter: any white space of Unicode. */
export function isSpace(code: number): boolean {
  return (
    code === 32 ||
    (code >= 9 && code <= 13) ||
    code === 0x85 ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

/** What ends a word that is not in quotes; -1 is the end of the text. */
export function endsWord(code: number): boolean {
  return code === -1 || code === 34 /* " */ || code === 40 /* ( */ || code === 41 /* ) */ || isSpace(code);
}

/**
 * Characters that a `\` before them makes plain in a word. Before any other it is itself, so that `C:\Users` can be pasted; nor does it keep a word from ending,
 * so that `C:\Users\` can.
 */
export const ESCAPABLE = '\\*?":-';
