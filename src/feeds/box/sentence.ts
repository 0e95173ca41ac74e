/** One fact of an event as a short text, or `undefined` where the event does not tell it. */
export type Tell = (fact: string) => string | undefined;

interface Blank {
  readonly fact: string;
  /** Without one, the part of the sentence goes. */
  readonly fallback: string | undefined;
}

type Part = string | Blank | readonly Part[];

export type Sentence = readonly Part[];

const BLANK = /\{(\w+)(?:\|([^}]*))?\}/g;

/** Reads `a {fact|fallback} b[ optional {fact}]`. */
export function parseSentence(source: string): Sentence {
  return source.split(/(\[[^\]]*\])/).flatMap((piece): Part[] => {
    if (piece.startsWith('[')) return [blanks(piece.slice(1, -1))];
    return blanks(piece);
  });
}

function blanks(source: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (const found of source.matchAll(BLANK)) {
    if (found.index > at) parts.push(source.slice(at, found.index));
    parts.push({ fact: found[1] ?? '', fallback: found[2] });
    at = found.index + found[0].length;
  }
  if (at < source.length) parts.push(source.slice(at));
  return parts;
}

/** `undefined`: a fact is missing that has no fallback. */
export function fillSentence(sentence: Sentence, tell: Tell): string | undefined {
  let filled = '';
  for (const part of sentence) {
    if (typeof part === 'string') filled += part;
    else if ('fact' in part) {
      const told = tell(part.fact) ?? part.fallback;
      if (told === undefined) return undefined;
      filled += told;
    } else filled += fillSentence(part, tell) ?? '';
  }
  return filled;
}
