import { fold, isBoundary, widthAt } from './words.ts';

/** One piece of a pattern between two `*`; `undefined` stands for any one character. */
type Piece = readonly (string | undefined)[];

/** A pattern of `TextMatch`, taken apart. */
export interface Glob {
  /** Without `*` there is one; an empty one at an end stands for the `*` there. */
  readonly pieces: readonly Piece[];
}

/** `*`, `?` and `\` are themselves behind a `\`. */
export function parseGlob(pattern: string): Glob {
  const pieces: (string | undefined)[][] = [[]];
  let literal = '';
  const end = (piece: string | undefined | null) => {
    const last = pieces.at(-1);
    if (literal !== '') last?.push(fold(literal));
    literal = '';
    if (piece === null) pieces.push([]);
    else last?.push(undefined);
  };
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern.charAt(i);
    const next = pattern.charAt(i + 1);
    if (char === '\\' && (next === '*' || next === '?' || next === '\\')) {
      literal += next;
      i++;
    } else if (char === '*') end(null);
    else if (char === '?') end(undefined);
    else literal += char;
  }
  if (literal !== '') pieces.at(-1)?.push(fold(literal));
  // Several `*` in a row are one.
  return { pieces: pieces.filter((piece, i) => piece.length > 0 || i === 0 || i === pieces.length - 1) };
}

/**
 * Whether a folded text is like the pattern: all of it (`whole`), or a part of it that begins and ends where words do. Never a regular expression: each piece is
 * looked for from where the one before ended and is not tried again, so the time is at most the length of the text times that of the pattern.
 */
export function globMatches({ pieces }: Glob, text: string, whole: boolean): boolean {
  const [first = [], ...others] = pieces;
  const last = others.pop();
  const starts = (at: number) => (whole ? at === 0 : isBoundary(text, at));
  const ends = (at: number) => (whole ? at === text.length : isBoundary(text, at));
  const always = () => true;
  let at = first.length === 0 && last !== undefined ? 0 : find(text, 0, first, starts, last ? always : ends);
  for (const piece of others) {
    if (at === undefined) return false;
    at = find(text, at, piece, always, always);
  }
  if (at === undefined) return false;
  return last === undefined || last.length === 0 || find(text, at, last, always, ends) !== undefined;
}

/** Where the first occurrence from a place on ends. */
function find(
  text: string,
  from: number,
  piece: Piece,
  starts: (at: number) => boolean,
  ends: (at: number) => boolean,
): number | undefined {
  const [literal] = piece;
  for (let at = from; at <= text.length; at += Math.max(1, widthAt(text, at))) {
    if (literal !== undefined) {
      at = text.indexOf(literal, at);
      if (at === -1) return undefined;
    }
    if (!starts(at)) continue;
    const end = endAt(text, at, piece);
    if (end !== undefined && ends(end)) return end;
  }
  return undefined;
}

function endAt(text: string, from: number, piece: Piece): number | undefined {
  let at = from;
  for (const part of piece) {
    if (part === undefined ? at >= text.length : !text.startsWith(part, at)) return undefined;
    at += part?.length ?? widthAt(text, at);
  }
  return at;
}
