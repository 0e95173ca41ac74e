import type { TextMatch } from '../../model/expression.ts';
import { parseGlob } from '../../model/glob.ts';
import { fold, wordsOf } from '../../model/words.ts';

/** Texts, folded, all of which stand in every folded text that is like this: whoever lacks one need not be looked at closely. */
export function needles(match: TextMatch): readonly string[] {
  switch (match.kind) {
    case 'any':
      return [];
    case 'words': {
      const words = wordsOf(match.text);
      return words.length > 0 ? words : [fold(match.text)];
    }
    case 'pattern':
      return parseGlob(match.text)
        .pieces.flat()
        .filter((literal) => literal !== undefined);
  }
}
