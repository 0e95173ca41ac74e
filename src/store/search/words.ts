import { fold, wordsOf } from '../../model/words.ts';

/** No rule takes this character for one of a word, so that no text of a vendor has a word that begins with it. */
const MARK = '\u2060';
/** Stands among the words of an event that were not all indexed. */
export const CUT = `${MARK}cut`;
/** Before words that stand for a whole text: the vendor's id of the event, the name of an attribute that changed. */
export const OF_ID = `${MARK}i`;
export const OF_CHANGE = `${MARK}c`;

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII; half the time of \p{ASCII}.
const BEYOND_ASCII = /[^\x00-\x7f]/;
/** Where a number may be that is written otherwise than it is printed. */
const ODD_NUMBER = /(?:^\s*|[[,]\s*|":\s*)-?\d+(?:[.eE]|\d{15})/;
const DEEPEST = 200;

/** A text for the index, whose own tokenizer knows ASCII only: there it tells words apart and folds them as the rule does. */
export function indexed(text: string): string {
  return BEYOND_ASCII.test(text) ? wordsOf(fold(text)).join(' ') : text;
}

/** As {@link indexed}, of many texts; few of them are beyond ASCII, and telling their words apart takes long. */
export function allIndexed(texts: readonly string[]): string {
  const joined = texts.join(' ');
  return BEYOND_ASCII.test(joined) ? texts.map(indexed).join(' ') : joined;
}

/** One word for a whole text, by which it is found among few others. */
export function whole(mark: string, text: string): string {
  return mark + wordsOf(fold(text)).join('');
}

/** Texts and numbers anywhere in a JSON text; `undefined` where its numbers must be read as they are written. */
export function plainValues(raw: string): readonly string[] | undefined {
  const values: string[] = [];
  try {
    const hasNumbers = collect(JSON.parse(raw), values, 0);
    return hasNumbers && ODD_NUMBER.test(raw) ? undefined : values;
  } catch {
    return undefined;
  }
}

/** True when there are numbers. */
function collect(value: unknown, values: string[], level: number): boolean {
  if (typeof value === 'string') values.push(value);
  if (typeof value === 'number') {
    values.push(String(value));
    return true;
  }
  if (typeof value !== 'object' || value === null || level >= DEEPEST) return false;
  let hasNumbers = false;
  for (const one of Array.isArray(value) ? value : Object.values(value))
    if (collect(one, values, level + 1)) hasNumbers = true;
  return hasNumbers;
}
