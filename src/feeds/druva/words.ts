const MOST_KNOWN = 1_000;
const LONGEST_KNOWN = 100;
const keys = new Map<string, string>();

/** The same for `Admin Login`, `adminLogin` and `ADMIN_LOGIN`: Druva spells its words differently from page to page and from version to version. */
export function keyOf(words: string): string {
  const known = keys.get(words);
  if (known !== undefined) return known;
  const key = words
    .slice(0, LONGEST_KNOWN)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
  if (keys.size < MOST_KNOWN && words.length <= LONGEST_KNOWN) keys.set(words, key);
  return key;
}

/** `TenantDeletionInitiated` as "Tenant deletion initiated"; what has spaces stays. */
export function sentenceCase(word: string): string {
  if (/\s/.test(word)) return word;
  const apart = word.replaceAll('_', ' ').replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ');
  const lower = apart.toUpperCase() === apart ? apart : apart.toLowerCase();
  return lower.charAt(0).toUpperCase() + lower.slice(1);
}

/** Space that is not single, or not a space. */
const ODD_SPACE = /\s\s|[^\S ]|^ | $/;

/** One line of at most so many characters. */
export function oneLine(text: string, limit: number): string {
  if (text.length <= limit && !ODD_SPACE.test(text)) return text;
  return text
    .slice(0, limit * 2)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, limit);
}
