import type { TextMatch } from '../../model/expression.ts';
import { parseGlob } from '../../model/glob.ts';
import { textTest } from '../../model/textTest.ts';
import { wordsOf, wordsOfFolded } from '../../model/words.ts';
import { needles } from './needles.ts';
import { ENDS, type Wanted } from './pieces.ts';
import { whole } from './words.ts';

/** What to ask the index. */
export interface TextQuery {
  /** For MATCH: words that all stand among what an event has for itself, where it matches by that; `undefined`: none is known. */
  readonly match: string | undefined;
  /** What MATCH finds needs no look at the texts. */
  readonly exact: boolean;
  /** How the texts are told; `undefined`: the words stand for something else. */
  readonly text: Wanted | undefined;
  /** False: what is found has to be looked at itself. */
  readonly sure: boolean;
}

/** Which events have a text like this; `undefined`: the index cannot help. */
export function textQuery(match: TextMatch): TextQuery | undefined {
  if (match.kind === 'any') return undefined;
  const [needle] = needles(match).toSorted((a, b) => b.length - a.length);
  // None of the texts has these, as they are kept.
  if (needle === undefined || needle === '' || ENDS.test(match.text) || !needle.isWellFormed()) return undefined;
  const { terms, exact } = wordsFor(match);
  return {
    match: terms.length === 0 ? undefined : terms.join(' '),
    exact,
    text: { needle: Buffer.from(needle), test: textTest(match, false) },
    sure: true,
  };
}

function wordsFor(match: Exclude<TextMatch, { kind: 'any' }>): {
  readonly terms: readonly string[];
  readonly exact: boolean;
} {
  switch (match.kind) {
    case 'words': {
      const words = wordsOf(match.text);
      return { terms: words.map(exactly), exact: words.length === 1 };
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
      return { terms, exact: open && terms.length > 0 };
    }
  }
}

/** As {@link textQuery}, for texts that are indexed as one word each. */
export function wholeQuery(mark: string, match: TextMatch): TextQuery | undefined {
  switch (match.kind) {
    case 'any':
      return undefined;
    case 'words':
      return marked(exactly(whole(mark, match.text)));
    case 'pattern': {
      const [first] = parseGlob(match.text).pieces;
      const [literal] = first ?? [];
      if (literal === undefined) return undefined;
      return marked(`${exactly(whole(mark, literal))}*`);
    }
  }
}

function marked(term: string): TextQuery {
  return { match: term, exact: true, text: undefined, sure: false };
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
