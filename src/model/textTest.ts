import type { TextField, TextMatch } from './expression.ts';
import { globMatches, parseGlob } from './glob.ts';
import { fold, wordsOfFolded } from './words.ts';

/** Fields whose values are names of a set: a term there means the whole value, not a word of it. */
const WHOLE_FIELDS: ReadonlySet<TextField> = new Set([
  'type',
  'activity',
  'status',
  'vendorSeverity',
  'connection',
  'stream',
  'id',
  'changed',
] satisfies readonly TextField[]);

/**
 * What a {@link TextMatch} means for one text (not folded). `whole`: the match is about all of the text, otherwise about words of it.
 *
 * `words` with `whole`: the texts are equal when folded. Otherwise the words of the match stand in the text one after the other, whatever is between words
 * there and here (`failed login` is found in `FAILED_LOGIN`); a match without any letter or digit is found as it is.
 */
export function textTest(match: TextMatch, whole: boolean): (text: string) => boolean {
  switch (match.kind) {
    case 'any':
      return (text) => text !== '';
    case 'pattern': {
      const glob = parseGlob(match.text);
      return (text) => globMatches(glob, fold(text), whole);
    }
    case 'words': {
      const wanted = fold(match.text);
      if (whole) return (text) => fold(text) === wanted;
      const words = wordsOfFolded(wanted);
      if (words.length === 0) return (text) => fold(text).includes(wanted);
      return (text) => stands(words, fold(text));
    }
  }
}

function stands(words: readonly string[], text: string): boolean {
  // Most texts end here, without being taken apart.
  if (!words.every((word) => text.includes(word))) return false;
  const found = wordsOfFolded(text);
  return found.some((_, start) => words.every((word, i) => found[start + i] === word));
}

/** As {@link textTest}, for a term at its place and all the texts that an event has there: any one of them will do. */
export function fieldTest(
  place: TextField | 'anywhere' | 'raw',
  match: TextMatch,
): (texts: readonly (string | undefined)[]) => boolean {
  const test = textTest(match, place !== 'anywhere' && place !== 'raw' && WHOLE_FIELDS.has(place));
  return (texts) => texts.some((text) => text !== undefined && test(text));
}
