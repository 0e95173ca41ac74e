import type { Localizer } from '../localizer.ts';

/** What varies in such sentences: numbers, and codes alone in parentheses. */
const VARIABLE = /(?<=\()[\w.:-]+(?=\))|\b\d+\b/g;

/**
 * A sentence that something outside the UI made in English (a failure, a reason), in the user's language. Bundles have it with `{0}`, `{1}`, … for what
 * varies; one that they do not have stays English.
 */
export function localSentence(sentence: string, l10n: Localizer): string {
  // Braces would be taken for placeholders of ours.
  if (sentence.includes('{')) return sentence;
  const { key, args } = sentenceKey(sentence);
  return l10n.t(key, ...args);
}

/** Under what a bundle has the sentence. */
export function sentenceKey(sentence: string): { readonly key: string; readonly args: readonly string[] } {
  const args: string[] = [];
  return { key: sentence.replace(VARIABLE, (found) => `{${args.push(found) - 1}}`), args };
}
