import type { TextMatch } from '../../model/expression.ts';
import { parseGlob } from '../../model/glob.ts';
import { wordsOf, wordsOfFolded } from '../../model/words.ts';
import { whole } from './words.ts';

/** What to ask the index of words. */
export interface TextQuery {
  /** For MATCH: words that must all be there. */
  readonly match: string;
  /** False: what is found has to be looked at itself. */
  readonly exact: boolean;
}

/** Which words an event has in which a text is like this; `undefined`: the index cannot help. */
export function textQuery(match: TextMatch): TextQuery | undefined {
  switch (match.kind) {
    case 'any':
      return undefined;
    case 'words': {
      const words = wordsOf(match.text);
      return query(words.map(exactly), words.length === 1);
    }
    case 'pattern': {
      const { pieces } = parseGlob(match.text);
      const terms: string[] = [];
      for (const [p, piece] of pieces.entries()) {
        for (const [l, literal] of piece.entries()) {
          if (literal === undefined) continue;
          // A pattern begins and ends where words do; beside a wildcard a word may go on.
          const opens = p === 0 && l === 0;
          const closes = p === pieces.length - 1 && l === piece.length - 1;
          terms.push(...termsOf(literal, opens, closes));
        }
      }
      const [first, second] = pieces;
      const [word] = first ?? [];
      const single = word !== undefined && first?.length === 1 && wordsOfFolded(word)[0] === word;
      const open = single && (pieces.length === 1 || (pieces.length === 2 && second?.length === 0));
      return query(terms, open);
    }
  }
}

/** As {@link textQuery}, for texts that are indexed as one word each. */
export function wholeQuery(mark: string, match: TextMatch): TextQuery | undefined {
  switch (match.kind) {
    case 'any':
      return undefined;
    case 'words':
      return query([exactly(whole(mark, match.text))], false);
    case 'pattern': {
      const [first] = parseGlob(match.text).pieces;
      const [literal] = first ?? [];
      if (literal === undefined) return undefined;
      return query([`${exactly(whole(mark, literal))}*`], false);
    }
  }
}

function query(terms: readonly string[], exact: boolean): TextQuery | undefined {
  return terms.length === 0 ? undefined : { match: terms.join(' '), exact };
}

/** Words hold neither quotes nor spaces. */
function exactly(word: string): string {
  return `"${word}"`;
}

function termsOf(literal: string, opens: boolean, closes: boolean): string[] {
  const words = wordsOfFolded(literal);
  const first = words[0];
  const last = words.at(-1);
  return words.flatMap((word, index) => {
    const begun = opens || index > 0 || first === undefined || !literal.startsWith(first);
    const ended = closes || index < words.length - 1 || last === undefined || !literal.endsWith(last);
    return begun ? [ended ? exactly(word) : `${exactly(word)}*`] : [];
  });
}
